import Foundation
import Glibc
import Synchronization

/// A model's server on 127.0.0.1 that gives one prepared reply a request.
///
/// The last one is given again and again; each connection serves one request.
final class ScriptedModelServer: Sendable {
    enum Reply: Sendable {
        case json(Int, String, headers: [String: String] = [:])
        case html
        /// A head that promises more than comes.
        case half(String)
        /// A head and half a body, then silence until the client hangs up.
        case stall(String)
        /// No reply at all.
        case hangUp
    }

    private struct State: Sendable {
        var replies: [Reply]
        var bodies: [String] = []
    }

    let port: Int
    private let listener: Int32
    private let state: Mutex<State>

    init(_ replies: [Reply]) throws {
        state = Mutex(State(replies: replies))
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        port = try Self.bindToFreePort(listener)
        Thread { [self] in
            // Ends when `stop` shuts the listener down.
            while case let client = accept(listener, nil, nil), client >= 0 {
                Thread { [self] in serve(client) }.start()
            }
            close(listener)
        }.start()
    }

    var baseURL: String { "http://127.0.0.1:\(port)/v1" }

    /// The requests' bodies so far.
    var bodies: [String] { state.withLock(\.bodies) }

    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    /// Returns a port where nobody listens.
    static func deadPort() throws -> Int {
        let unused = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(unused) }
        return try bindToFreePort(unused, listening: false)
    }

    private static func bindToFreePort(_ socket: Int32, listening: Bool = true) throws -> Int {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutableBytes(of: &address) { raw in
            let pointer = raw.baseAddress?.assumingMemoryBound(to: sockaddr.self)
            return bind(socket, pointer, length) == 0 && (!listening || listen(socket, 64) == 0)
                && getsockname(socket, pointer, &length) == 0
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        return Int(in_port_t(bigEndian: address.sin_port))
    }

    private func serve(_ client: Int32) {
        defer { close(client) }
        guard let body = readBody(client) else { return }
        let reply = state.withLock { state in
            state.bodies.append(body)
            return state.replies.count > 1 ? state.replies.removeFirst() : state.replies[0]
        }
        switch reply {
        case .json(let status, let text, let headers):
            send(client, head(status, "application/json", text.utf8.count, headers) + text)
        case .html:
            let text = "<html><body>Welcome to the proxy</body></html>"
            send(client, head(200, "text/html", text.utf8.count) + text)
        case .half(let text):
            send(client, head(200, "application/json", text.utf8.count * 2) + text)
        case .stall(let text):
            send(client, head(200, "application/json", text.utf8.count * 2) + text)
            var byte: UInt8 = 0
            recv(client, &byte, 1, 0)
        case .hangUp: break
        }
    }

    private func head(
        _ status: Int, _ type: String, _ length: Int, _ headers: [String: String] = [:]
    ) -> String {
        let extra = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
        return "HTTP/1.1 \(status) X\r\nContent-Type: \(type)\r\nContent-Length: \(length)\r\n"
            + "Connection: close\r\n\(extra)\r\n"
    }

    private func send(_ client: Int32, _ text: String) {
        let bytes = Array(text.utf8)
        Glibc.send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Reads one request and returns its body.
    private func readBody(_ client: Int32) -> String? {
        var received: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 16_384)
        while true {
            let text = String(decoding: received, as: UTF8.self)
            if let end = text.firstRange(of: "\r\n\r\n") {
                let length =
                    text[..<end.lowerBound].lowercased().split(separator: "\r\n")
                    .first { $0.hasPrefix("content-length:") }?
                    .split(separator: ":").last.flatMap { Int($0.filter(\.isNumber)) } ?? 0
                let body = text[end.upperBound...]
                if body.utf8.count >= length { return String(body) }
            }
            let count = recv(client, &piece, piece.count, 0)
            guard count > 0 else { return nil }
            received += piece[..<count]
        }
    }
}
