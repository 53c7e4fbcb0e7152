import CurlTransport
import Foundation
import Glibc
import TestSupport
import Testing

/// The built program serving the rules of this project, on a free port.
struct Serving {
    let child: Child
    let base: String

    /// Runs `body` against a server, which is then asked to end; returns how it did.
    @discardableResult
    static func with(
        _ arguments: String..., rules: String = Workspace.root.appending(path: "Rules").path,
        in workspace: Workspace, environment: [String: String] = [:],
        _ body: (Serving) async throws -> Void
    ) async throws -> ChildOutcome {
        let child = try workspace.start(
            ["serve", rules, "--port", "0"] + arguments, environment: environment)
        do {
            try await body(Serving(child: child, base: try await address(of: child)))
        } catch {
            Issue.record(error, "\(child.errorText)")
        }
        child.send(SIGTERM)
        return try await child.outcome()
    }

    /// The address that the program says it listens on.
    private static func address(of child: Child) async throws -> String {
        var address: Substring?
        _ = await eventually {
            address = child.errorText.firstMatch(of: /listening on (https?:\S+)\n/)?.1
            return address != nil || child.hasEnded
        }
        guard let address else { throw CannotServe(errors: child.errorText) }
        return String(address)
    }

    struct CannotServe: Error {
        var errors: String
    }
}
