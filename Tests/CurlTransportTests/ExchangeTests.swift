import CurlTransport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10)))
struct ExchangeTests {
    @Test func `a response has its status, headers, body and version`() async throws {
        try await ScriptedServer.with { _ in
            [.respond(201, ["Content-Type": "application/json", "X-One": "1"], "{}")]
        } _: { server in
            let response = try await CurlTransport().send(HTTPRequest(.get, server.url()))
            #expect(response.status == 201)
            #expect(response.headers["content-type"] == "application/json")
            #expect(response.headers["X-ONE"] == "1")
            #expect(response.body == Array("{}".utf8))
            #expect(response.version == .http11)
            #expect(response.timings.total >= response.timings.firstByte)
        }
    }

    @Test(arguments: [
        (HTTPMethod.get, ""), (.get, "x"), (.post, ""), (.post, "{\"a\":1}"), (.put, "x"),
        (.delete, ""), (HTTPMethod("PATCH"), "x"), (.put, ""),
    ])
    func `a request arrives as it was given`(method: HTTPMethod, body: String) async throws {
        try await ScriptedServer.with { _ in
            [.respond()]
        } _: { server in
            _ = try await CurlTransport().send(
                HTTPRequest(
                    method, server.url("/v1/a?b=c%20d"), headers: ["X-Key": "k", "X-Empty": ""],
                    body: Array(body.utf8)))
            let request = try #require(server.record.requests.first)
            #expect(request.method == method.name)
            #expect(request.target == "/v1/a?b=c%20d")
            #expect(request.headers["x-key"] == "k")
            #expect(request.headers["x-empty"] == "")
            #expect(request.headers["content-type"] == nil)
            #expect(request.headers["expect"] == nil)
            #expect(request.body == Array(body.utf8))
        }
    }

    @Test func `a handle forgets the method, headers and body of its last request`() async throws {
        try await ScriptedServer.with { _ in
            [.respond()]
        } _: { server in
            let transport = try CurlTransport()
            let large = [UInt8](repeating: 65, count: 200_000)
            let sent: [(HTTPMethod, [UInt8], String)] = [
                (.post, large, "a"), (.get, [], "b"), (.put, [1, 2], "c"), (.post, [], "d"),
                (.delete, [], "e"), (.head, [], "f"), (.get, [3], "g"), (.get, [], "h"),
                (.post, [4], "i"), (.post, [4], "i"),
            ]
            for (method, body, tag) in sent {
                let request = HTTPRequest(
                    method, server.url("/\(tag)"), headers: ["X-\(tag)": tag], body: body)
                #expect(try await transport.send(request).status == 200)
            }
            let received = server.record.requests
            #expect(received.map(\.method) == sent.map(\.0.name))
            #expect(received.map(\.body) == sent.map(\.1))
            #expect(received.map(\.target) == sent.map { "/" + $0.2 })
            #expect(
                received.map { $0.headers.keys.filter { $0.hasPrefix("x-") } }
                    == sent.map { ["x-" + $0.2] })
        }
    }

    @Test(arguments: [HTTPMethod.get, .head])
    func `a response without a body has none`(method: HTTPMethod) async throws {
        try await ScriptedServer.with { request in
            request.method == "HEAD"
                ? [.send(ScriptedServer.Step.head(length: 99))]
                : [.send("HTTP/1.1 204 No Content\r\n\r\n")]
        } _: { server in
            let transport = try CurlTransport()
            for _ in 0..<2 {
                let response = try await transport.send(HTTPRequest(method, server.url()))
                #expect(response.body.isEmpty)
            }
            #expect(server.record.connections == 1)
        }
    }

    @Test(arguments: [
        [ScriptedServer.Step.beginChunks(), .chunk("he"), .chunk("llo"), .chunk("")],
        [.send("HTTP/1.1 100 Continue\r\n\r\n"), .respond(200, [:], "hello")],
        [.send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"), .respond(200, [:], "hello")],
        [.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello"), .close],
        [.send("HTTP/1.0 200 OK\r\n\r\nhello"), .close],
        [
            .send(ScriptedServer.Step.head(200, ["Content-Encoding": "gzip"], length: 25)),
            .send(gzip),
        ],
    ])
    func `a body is whole however it is framed`(steps: [ScriptedServer.Step]) async throws {
        try await ScriptedServer.with { _ in
            steps
        } _: { server in
            let response = try await CurlTransport().send(HTTPRequest(.get, server.url()))
            #expect(response.status == 200)
            #expect(response.headers["Link"] == nil)
            #expect(String(decoding: response.body, as: UTF8.self) == "hello")
        }
    }

    @Test func `a redirect is returned and not followed`() async throws {
        try await ScriptedServer.with { _ in
            [.respond(302, ["Location": "/other"])]
        } _: {
            let response = try await CurlTransport().send(HTTPRequest(.get, $0.url()))
            #expect(response.status == 302)
            #expect($0.record.requests.count == 1)
        }
    }
}

/// `hello`, compressed.
private let gzip: [UInt8] = [
    0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0, 0x86, 0xA6,
    0x10, 0x36, 0x05, 0, 0, 0,
]
