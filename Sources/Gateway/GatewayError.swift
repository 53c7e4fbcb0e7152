import Foundation
import NIOCore

/// Why the gateway does not run.
package enum GatewayError: Error, Hashable, Sendable {
    /// Everybody on the network could ask, and nobody has to say who they are.
    case exposedWithoutKeys(host: String)
    case cannotListen(host: String, port: Int, reason: String)
}

extension GatewayError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .exposedWithoutKeys(let host):
            "host `\(host)`: without keys the gateway listens on this machine only; "
                + "make one with `assay keys create`, or leave out `--host`"
        case .cannotListen(let host, let port, let reason):
            "cannot listen on `\(host):\(port)`: \(reason)"
        }
    }
}

extension GatewayError {
    /// The system's word for what went wrong.
    static func reason(_ error: any Error) -> String {
        guard let error = error as? IOError else { return "\(error)" }
        return String(cString: strerror(error.errnoCode)).lowercased()
    }
}
