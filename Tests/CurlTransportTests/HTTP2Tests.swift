import CurlTransport
import Synchronization
import TestSupport
import Testing

/// TLS to a server that agrees to HTTP/2.
@Suite(
    .enabled(if: SecureServer.isPossible, "\(SecureServer.reason)"), .timeLimit(.minutes(10)))
struct HTTP2Tests {
    private func transport(_ server: SecureServer) throws -> CurlTransport {
        try CurlTransport(
            configuration: TransportConfiguration(
                certificateAuthorities: server.certificates.authority))
    }

    @Test func `64 calls at once share one connection`() async throws {
        let arrived = Atomic(0)
        try await SecureServer.with(.http2) { _ in
            arrived.add(1, ordering: .relaxed)
            return [.waitUntil { arrived.load(ordering: .relaxed) == 64 }, .respond()]
        } _: { server in
            let transport = try transport(server)
            #expect(try await connections(of: 64, to: server.url(), transport).count == 1)
        }
    }

    @Test func `each call gets its own answer`() async throws {
        try await SecureServer.with(.http2) {
            [.respond(200, [:], $0.target + String(decoding: $0.body, as: UTF8.self))]
        } _: { server in
            let transport = try transport(server)
            try await withThrowingTaskGroup { group in
                for number in 0..<64 {
                    group.addTask {
                        let response = try await transport.send(
                            HTTPRequest(
                                .post, server.url("/\(number)"), body: Array("-b\(number)".utf8)))
                        #expect(response.version == .http2)
                        #expect(response.body == Array("/\(number)-b\(number)".utf8))
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `no call is lost when the server closes connections now and then`() async throws {
        try await SecureServer.with(.http2, requestsPerConnection: 100) { _ in
            [.respond()]
        } _: { server in
            let transport = try transport(server)
            var all: Set<String> = []
            for _ in 0..<20 {
                all.formUnion(try await connections(of: 64, to: server.url(), transport))
            }
            #expect(all.count > 10)
        }
    }

    @Test func `HTTP 1 is spoken where it is asked for`() async throws {
        try await SecureServer.with(.http2) { _ in
            [.respond()]
        } _: { server in
            let transport = try CurlTransport(
                configuration: TransportConfiguration(
                    versions: .http1, certificateAuthorities: server.certificates.authority))
            let response = try await transport.send(HTTPRequest(.get, server.url()))
            #expect(response.version == .http11)
        }
    }

    @Test func `a cancelled call leaves the others of its connection alone`() async throws {
        let isCancelled = Atomic(false)
        try await SecureServer.with(.http2) {
            $0.target == "/slow"
                ? [.waitForHangup]
                : [.waitUntil { isCancelled.load(ordering: .relaxed) }, .respond(200, [:], "x")]
        } _: { server in
            let transport = try transport(server)
            let slow = Task { try await transport.send(HTTPRequest(.get, server.url("/slow"))) }
            let others = Task { try await connections(of: 8, to: server.url(), transport) }
            #expect(await server.scripted.reaches { $0.requests.count == 9 })
            slow.cancel()
            await #expect(throws: TransportError.cancelled) { try await slow.value }
            isCancelled.store(true, ordering: .relaxed)
            #expect(try await others.value.count == 1)
        }
    }

    @Test func `a reader that falls behind holds up no other call`() async throws {
        let size = 4 << 20
        try await SecureServer.with(.http2) {
            $0.target == "/long"
                ? [.send(ScriptedServer.Step.head(length: size)), .fill(size)] : [.respond()]
        } _: { server in
            let transport = try transport(server)
            let received = try await transport.withResponse(
                to: HTTPRequest(.get, server.url("/long"), timeouts: .patient)
            ) { head, body in
                // Nothing of the body is read until these have their answers.
                let others = try await connections(of: 8, to: server.url(), transport)
                #expect(others == [head.headers[SecureServer.connectionField] ?? ""])
                return try await body.reduce(0) { $0 + $1.count }
            }
            #expect(received == size)
        }
    }

    @Test(
        arguments: [
            ([.send(ScriptedServer.Step.head(length: 9) + "abc"), .close], 3, 9),
            ([.beginChunks(), .chunk("abc"), .close], 3, nil),
        ] as [([ScriptedServer.Step], Int, Int?)])
    func `an answer that breaks off is truncated`(
        steps: [ScriptedServer.Step], received: Int, expected: Int?
    ) async throws {
        try await SecureServer.with(.http2) { _ in
            steps
        } _: { server in
            let transport = try transport(server)
            await #expect(
                throws: TransportError.truncated(received: received, expected: expected)
            ) { try await transport.send(HTTPRequest(.get, server.url())) }
        }
    }
}
