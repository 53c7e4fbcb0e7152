import CurlTransport
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10)))
struct ConnectionTests {
    @Test func `calls one after another share a connection`() async throws {
        try await ScriptedServer.with { _ in
            [.respond(200, [:], "x")]
        } _: { server in
            let transport = try CurlTransport()
            var reused: [Bool] = []
            for _ in 0..<10 {
                let response = try await transport.send(HTTPRequest(.post, server.url(), body: [1]))
                reused.append(response.timings.reusedConnection)
            }
            #expect(server.record.connections == 1)
            #expect(reused == [false] + Array(repeating: true, count: 9))
        }
    }

    @Test func `64 calls at once each get their own answer`() async throws {
        try await ScriptedServer.with {
            [.respond(200, [:], $0.target + String(decoding: $0.body, as: UTF8.self))]
        } _: { server in
            let transport = try CurlTransport()
            for _ in 0..<5 {
                try await withThrowingTaskGroup { group in
                    for number in 0..<64 {
                        group.addTask {
                            let response = try await transport.send(
                                HTTPRequest(
                                    .post, server.url("/\(number)"), body: Array("-b\(number)".utf8)
                                ))
                            let text = String(decoding: response.body, as: UTF8.self)
                            #expect(text == "/\(number)-b\(number)")
                        }
                    }
                    try await group.waitForAll()
                }
            }
            #expect(server.record.requests.count == 320)
            #expect(server.record.connections <= 64)
        }
    }

    @Test func `calls over plain HTTP do not wait for each other`() async throws {
        let arrived = Atomic(0)
        try await ScriptedServer.with { _ in
            arrived.add(1, ordering: .relaxed)
            return [.waitUntil { arrived.load(ordering: .relaxed) == 64 }, .respond()]
        } _: { server in
            let transport = try CurlTransport()
            _ = try await connections(of: 64, to: server.url(), transport)
            #expect(server.record.connections == 64)
        }
    }

    @Test func `calls above the limit of a host wait for its connections`() async throws {
        try await ScriptedServer.with { _ in
            [.wait(.milliseconds(5)), .respond()]
        } _: { server in
            let transport = try CurlTransport(
                configuration: TransportConfiguration(maxConnectionsPerHost: 4))
            try await withThrowingTaskGroup { group in
                for _ in 0..<64 {
                    group.addTask {
                        _ = try await transport.send(HTTPRequest(.get, server.url()))
                    }
                }
                try await group.waitForAll()
            }
            #expect(server.record.connections <= 4)
        }
    }

    @Test func `an idle connection makes room for another host's`() async throws {
        try await ScriptedServer.with { _ in
            [.respond()]
        } _: { one in
            try await ScriptedServer.with { _ in
                [.respond()]
            } _: { other in
                let transport = try CurlTransport(
                    configuration: TransportConfiguration(maxConnections: 1))
                for server in [one, other, one, other] {
                    let response = try await transport.send(HTTPRequest(.get, server.url()))
                    #expect(response.status == 200)
                }
            }
        }
    }

    @Test func `a connection that the server closed while idle is replaced`() async throws {
        try await ScriptedServer.with { _ in
            [.respond(), .close]
        } _: { server in
            let transport = try CurlTransport()
            for _ in 0..<5 {
                _ = try await transport.send(HTTPRequest(.post, server.url(), body: [1]))
            }
            #expect(server.record.requests.count == 5)
        }
    }

    @Test func `a request lost with a connection that was kept alive is sent again`() async throws {
        try await ScriptedServer.with {
            $0.index == 1 ? [.close] : [.respond()]
        } _: { server in
            let transport = try CurlTransport()
            for _ in 0..<2 {
                let request = HTTPRequest(.post, server.url(), body: [7])
                #expect(try await transport.send(request).status == 200)
            }
            #expect(server.record.requests.map(\.body) == [[7], [7], [7]])
            #expect(server.record.connections == 2)
        }
    }

    @Test func `a proxy gets the request with the whole URL`() async throws {
        try await ScriptedServer.with { _ in
            [.respond(200, [:], "proxied")]
        } _: { server in
            let transport = try CurlTransport(
                configuration: TransportConfiguration(
                    proxies: Proxies(http: "http://user:secret@127.0.0.1:\(server.port)")))
            let response = try await transport.send(HTTPRequest(.get, "http://nowhere.test/a"))
            #expect(response.body == Array("proxied".utf8))
            let request = try #require(server.record.requests.first)
            #expect(request.target == "http://nowhere.test/a")
            #expect(request.headers["proxy-authorization"] == "Basic dXNlcjpzZWNyZXQ=")
        }
    }

    @Test func `an exception is reached without the proxy`() async throws {
        try await ScriptedServer.with { _ in
            [.respond()]
        } _: { server in
            let proxies = Proxies(http: "http://127.0.0.1:1", exceptions: "example.test,127.0.0.1")
            let transport = try CurlTransport(
                configuration: TransportConfiguration(proxies: proxies))
            #expect(try await transport.send(HTTPRequest(.get, server.url())).status == 200)
        }
    }
}
