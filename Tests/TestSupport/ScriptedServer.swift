import Foundation
import Glibc
import Synchronization

/// A server on 127.0.0.1 that answers every request with the steps that a script gives it.
///
/// Each connection has a thread, and is kept alive unless a step closes it. Needs nothing of this
/// project.
package final class ScriptedServer: Sendable {
    /// A request as it came.
    package struct Request: Sendable {
        package var method: String
        package var target: String
        /// The names in lower case.
        package var headers: [String: String]
        package var body: [UInt8]
        /// The number of its connection, from 0.
        package var connection: Int
        /// The number of the request on all connections, from 0.
        package var index: Int
    }

    /// One thing to do on the connection.
    package enum Step: Sendable {
        case send([UInt8])
        /// Sends so many bytes `x`.
        case fill(Int)
        /// Does nothing for this time, or until the client hangs up.
        case wait(Duration)
        /// Does nothing until the client hangs up.
        case waitForHangup
        /// Does nothing until the condition holds.
        case waitUntil(@Sendable () -> Bool)
        case close
        /// Closes so that the client's next read fails.
        case reset
    }

    /// What has happened so far.
    package struct Record: Sendable {
        package var requests: [Request] = []
        package var connections = 0
        /// Connections that the client closed, as the server noticed while it waited.
        package var hangups = 0
        package var bytesSent = 0
    }

    package struct CannotListen: Error {}

    private struct Sockets {
        var open: Set<Int32> = []
        var isStopped = false
    }

    package let port: Int
    private let listener: Int32
    private let sockets = Mutex(Sockets())
    private let state = Mutex(Record())

    /// Starts to listen on a free port.
    package init(_ script: @escaping @Sendable (Request) -> [Step]) throws {
        (listener, port) = try Self.listen()
        let thread = Thread { [self] in accept(script) }
        thread.start()
    }

    /// The URL of `path`, which starts with a slash.
    package func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    package var record: Record { state.withLock { $0 } }

    /// Returns once `condition` holds, or false where it does not.
    package func reaches(_ condition: @Sendable (Record) -> Bool) async -> Bool {
        await eventually { condition(record) }
    }

    /// Stops listening and cuts every connection off.
    package func stop() {
        sockets.withLock { sockets in
            // A second time, the numbers may be those of other sockets.
            guard !sockets.isStopped else { return }
            sockets.isStopped = true
            Glibc.shutdown(listener, Int32(SHUT_RDWR))
            for socket in sockets.open { Glibc.shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    /// Runs `body` with a server, which is stopped afterwards.
    package static func with<Value>(
        _ script: @escaping @Sendable (Request) -> [Step],
        isolation: isolated (any Actor)? = #isolation,
        _ body: (ScriptedServer) async throws -> Value
    ) async throws -> Value {
        let server = try ScriptedServer(script)
        defer { server.stop() }
        return try await body(server)
    }
}

extension ScriptedServer.Step: CustomStringConvertible {
    /// The step with the start of what it sends.
    package var description: String {
        switch self {
        case .send(let bytes):
            "send \(String(reflecting: String(decoding: bytes.prefix(80), as: UTF8.self)))"
        case .fill(let count): "fill \(count)"
        case .wait(let time): "wait \(time)"
        case .waitForHangup: "wait for hangup"
        case .waitUntil: "wait until"
        case .close: "close"
        case .reset: "reset"
        }
    }
}

extension ScriptedServer.Step {
    package static func send(_ text: String) -> Self { .send(Array(text.utf8)) }

    /// Sends a whole response with its length.
    package static func respond(
        _ status: Int = 200, _ headers: KeyValuePairs<String, String> = [:], _ body: String = ""
    ) -> Self {
        .send(head(status, headers, length: body.utf8.count) + body)
    }

    /// Returns a head that announces `length` bytes.
    package static func head(
        _ status: Int = 200, _ headers: KeyValuePairs<String, String> = [:], length: Int
    ) -> String {
        let lines = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
        return "HTTP/1.1 \(status) Status\r\n\(lines)Content-Length: \(length)\r\n\r\n"
    }

    /// Returns one chunk of a chunked body; the empty text makes the last.
    package static func chunk(_ text: String) -> Self {
        .send("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n")
    }

    /// Sends a head after which chunks follow.
    package static func beginChunks(_ headers: KeyValuePairs<String, String> = [:]) -> Self {
        let lines = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
        return .send("HTTP/1.1 200 OK\r\n\(lines)Transfer-Encoding: chunked\r\n\r\n")
    }
}

/// The socket work.
extension ScriptedServer {
    private static func listen() throws -> (Int32, Int) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) == 0 && Glibc.listen(listener, 512) == 0
                    && getsockname(listener, address, &size) == 0
            }
        }
        guard isBound else {
            Glibc.close(listener)
            throw CannotListen()
        }
        return (listener, Int(UInt16(bigEndian: address.sin_port)))
    }

    private func accept(_ script: @escaping @Sendable (Request) -> [Step]) {
        while true {
            let socket = Glibc.accept(listener, nil, nil)
            guard socket >= 0 else { break }
            var one: Int32 = 1
            let size = socklen_t(MemoryLayout.size(ofValue: one))
            setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, size)
            let number = state.withLock { record in
                defer { record.connections += 1 }
                return record.connections
            }
            sockets.withLock { sockets in
                sockets.open.insert(socket)
                if sockets.isStopped { Glibc.shutdown(socket, Int32(SHUT_RDWR)) }
            }
            let thread = Thread { [self] in
                serve(socket, number, script)
                sockets.withLock { _ = $0.open.remove(socket) }
                Glibc.close(socket)
            }
            thread.start()
        }
        Glibc.close(listener)
    }

    private func serve(_ socket: Int32, _ number: Int, _ script: (Request) -> [Step]) {
        var input: [UInt8] = []
        while var request = readRequest(socket, &input) {
            request.connection = number
            let received = request
            let index = state.withLock { record in
                var numbered = received
                numbered.index = record.requests.count
                record.requests.append(numbered)
                return numbered.index
            }
            request.index = index
            for step in script(request) {
                guard perform(step, on: socket) else { return }
            }
        }
    }

    /// Returns false where the connection is to be closed.
    private func perform(_ step: Step, on socket: Int32) -> Bool {
        switch step {
        case .send(let bytes): return send(bytes, on: socket)
        case .fill(let count):
            let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 14)
            for start in stride(from: 0, to: count, by: piece.count) {
                let end = min(piece.count, count - start)
                guard send(Array(piece[..<end]), on: socket) else { return false }
            }
            return true
        case .wait(let time): return !waitForHangup(socket, milliseconds: time / .milliseconds(1))
        case .waitForHangup: return !waitForHangup(socket, milliseconds: -1)
        case .waitUntil(let condition):
            while !condition() {
                guard !sockets.withLock({ $0.isStopped }) else { return false }
                usleep(1000)
            }
            return true
        case .close: return false
        case .reset:
            var option = linger(l_onoff: 1, l_linger: 0)
            let size = socklen_t(MemoryLayout.size(ofValue: option))
            setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, size)
            return false
        }
    }

    private func send(_ bytes: [UInt8], on socket: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            state.withLock { $0.bytesSent += count }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private func waitForHangup(_ socket: Int32, milliseconds: Double) -> Bool {
        // POLLRDHUP, which Glibc's Swift module lacks.
        var event = pollfd(fd: socket, events: 0x2000, revents: 0)
        guard poll(&event, 1, Int32(milliseconds)) > 0 else { return false }
        state.withLock { $0.hangups += 1 }
        return true
    }

    private func readRequest(_ socket: Int32, _ input: inout [UInt8]) -> Request? {
        let blankLine = Array("\r\n\r\n".utf8)
        while true {
            if let end = input.firstRange(of: blankLine) {
                var request = parse(head: String(decoding: input[..<end.lowerBound], as: UTF8.self))
                let length = Int(request.headers["content-length"] ?? "") ?? 0
                if input.count - end.upperBound >= length {
                    request.body = Array(input[end.upperBound...].prefix(length))
                    input.removeFirst(end.upperBound + length)
                    return request
                }
            }
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else {
                if !sockets.withLock({ $0.isStopped }) { state.withLock { $0.hangups += 1 } }
                return nil
            }
            input += buffer.prefix(count)
        }
    }

    private func parse(head: String) -> Request {
        let lines = head.split(separator: "\r\n")
        let words = lines.first?.split(separator: " ").map(String.init) ?? []
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts.first else { continue }
            headers[name.lowercased()] = parts.dropFirst().joined().drop { $0 == " " }.description
        }
        return Request(
            method: words.first ?? "", target: words.dropFirst().first ?? "", headers: headers,
            body: [], connection: 0, index: 0)
    }
}
