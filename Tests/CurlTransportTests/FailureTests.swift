import CurlTransport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10)))
struct FailureTests {
    @Test(
        arguments: [
            (
                [.send(ScriptedServer.Step.head(length: 9) + "abc"), .close],
                TransportError.truncated(received: 3, expected: 9)
            ),
            ([.beginChunks(), .chunk("abc"), .close], .truncated(received: 3, expected: nil)),
            (
                [.beginChunks(), .chunk("abc"), .send("zz\r\n"), .close],
                .protocolViolation("a malformed chunk")
            ),
            ([.close], .connectionLost(bodyBytes: 0)),
            ([.reset], .connectionLost(bodyBytes: 0)),
            ([.send("HTTP/1.1 200 OK\r\nContent-"), .close], .connectionLost(bodyBytes: 0)),
            ([.send("SSH-2.0-OpenSSH_9.2\r\n"), .close], .protocolViolation("no status line")),
            ([.send("HTTP/1.1 abc\r\n\r\n"), .close], .protocolViolation("no status line")),
            ([.fill(3000), .close], .protocolViolation("no status line")),
            (
                [
                    .send(
                        ScriptedServer.Step.head(200, ["Content-Encoding": "gzip"], length: 3)
                            + "abc")
                ],
                .protocolViolation("an undecodable body")
            ),
            ([.respond(200, [:], "0123456789ab")], .bodyTooLarge(limit: 10)),
            ([.send("HTTP/1.1 200 OK\r\n\r\n"), .fill(1 << 20), .close], .bodyTooLarge(limit: 10)),
            (
                [.respond(200, ["X-Long": String(repeating: "a", count: 600)])],
                .headTooLarge(limit: 512)
            ),
            (
                [.respond(200, ["X-Long": String(repeating: "a", count: 200_000)])],
                .headTooLarge(limit: 512)
            ),
        ] as [([ScriptedServer.Step], TransportError)])
    func `a faulty answer is an error that says how`(
        steps: [ScriptedServer.Step], expected: TransportError
    ) async throws {
        try await ScriptedServer.with { _ in
            steps
        } _: { server in
            let limits = HTTPLimits(maxBodyBytes: 10, maxHeadBytes: 512)
            let request = HTTPRequest(.post, server.url(), body: [1], limits: limits)
            let transport = try CurlTransport()
            await #expect(throws: expected) { try await transport.send(request) }
        }
    }

    @Test func `an endpoint where nobody listens cannot be connected to`() async throws {
        let server = try ScriptedServer { _ in [] }
        server.stop()
        let transport = try CurlTransport()
        await #expect(throws: TransportError.cannotConnect(host: "127.0.0.1", port: server.port)) {
            // The listener's thread may still be about to close it.
            while true { _ = try await transport.send(HTTPRequest(.get, server.url())) }
        }
    }

    @Test func `a name that nobody has cannot be resolved`() async throws {
        let transport = try CurlTransport()
        let request = HTTPRequest(
            .get, "http://user:pw@no such.invalid".replacing(" ", with: "-"),
            timeouts: HTTPTimeouts(connect: .seconds(60), total: .seconds(60)))
        await #expect(throws: TransportError.cannotResolve(host: "no-such.invalid")) {
            try await transport.send(request)
        }
    }

    @Test func `a plain server is no secure one`() async throws {
        try await ScriptedServer.with { _ in
            []
        } _: { server in
            let transport = try CurlTransport()
            let url = "https://127.0.0.1:\(server.port)/?key=secret"
            let request = HTTPRequest(
                .get, url, timeouts: HTTPTimeouts(connect: .seconds(300), total: .seconds(300)))
            // The server waits for a blank line in what is a TLS greeting: cut it off.
            let outcome = Task { try await transport.send(request) }
            #expect(await server.reaches { $0.connections == 1 })
            server.stop()
            let error = await #expect(throws: TransportError.self) { try await outcome.value }
            guard case .tls(let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(!reason.contains("secret"))
        }
    }

    @Test func `a proxy's refusal of a tunnel is reported with its status`() async throws {
        try await ScriptedServer.with { _ in
            [.respond(407)]
        } _: { server in
            let transport = try CurlTransport(
                configuration: TransportConfiguration(
                    proxies: Proxies(https: "http://127.0.0.1:\(server.port)")))
            await #expect(throws: TransportError.proxyRefused(status: 407)) {
                try await transport.send(HTTPRequest(.get, "https://nowhere.test/"))
            }
        }
    }

    @Test(
        arguments: [
            (HTTPRequest(.get, "ftp://h/"), .badURL("a scheme other than http and https")),
            (HTTPRequest(.get, "http://"), .badURL("no host")),
            (HTTPRequest(.get, "http://h/a b"), .badURL(unusable)),
            (HTTPRequest(.get, "http://h/\r\nX: y"), .badURL(unusable)),
            (HTTPRequest(HTTPMethod("GET / HTTP/1.1\r\nX:"), "http://h/"), .badMethod),
            (HTTPRequest(.get, "http://h/", headers: ["X": "a\r\nY: b"]), .badHeader("X")),
            (HTTPRequest(.get, "http://h/", headers: ["X": "a\nb"]), .badHeader("X")),
            (HTTPRequest(.get, "http://h/", headers: ["X": "a\0b"]), .badHeader("X")),
            (
                HTTPRequest(.get, "http://h/", headers: ["A": "b", "X: y\r\nZ": "a"]),
                .badHeader("#2")
            ),
            (HTTPRequest(.get, "http://h/", headers: ["": "a"]), .badHeader("#1")),
            (
                HTTPRequest(.post, "http://h/", headers: ["content-length": "7"]),
                .badHeader("content-length")
            ),
            (
                HTTPRequest(.post, "http://h/", headers: ["Transfer-Encoding": "chunked"]),
                .badHeader("Transfer-Encoding")
            ),
        ] as [(HTTPRequest, TransportError)])
    func `a request that could forge another is not sent`(
        request: HTTPRequest, expected: TransportError
    ) async throws {
        let transport = try CurlTransport()
        for _ in 0..<2 {
            await #expect(throws: expected) { try await transport.send(request) }
        }
    }
}

private let unusable = "a space, a control character or one beyond ASCII"
