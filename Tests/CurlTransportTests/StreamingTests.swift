import CurlTransport
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10)))
struct StreamingTests {
    @Test func `pieces are there before the response has ended`() async throws {
        try await ScriptedServer.with { _ in
            [.beginChunks(["X-One": "1"]), .chunk("first"), .waitForHangup]
        } _: { server in
            let request = HTTPRequest(.get, server.url())
            try await CurlTransport().withResponse(to: request) { head, body in
                #expect(head.status == 200)
                #expect(head.headers["x-one"] == "1")
                var pieces = body.makeAsyncIterator()
                let first = try await pieces.next()
                #expect(first == Array("first".utf8))
                #expect(body.timings == nil)
            }
            #expect(await server.reaches { $0.hangups == 1 })
        }
    }

    @Test func `a body in pieces is whole and has its timings`() async throws {
        try await ScriptedServer.with { _ in
            [.send(ScriptedServer.Step.head(length: 3_000_000)), .fill(3_000_000)]
        } _: { server in
            let transport = try CurlTransport()
            for _ in 0..<2 {
                let request = HTTPRequest(.get, server.url(), timeouts: .patient)
                try await transport.withResponse(to: request) { _, body in
                    var count = 0
                    for try await piece in body { count += piece.count }
                    #expect(count == 3_000_000)
                    #expect(body.timings != nil)
                }
            }
            #expect(server.record.connections == 1)
        }
    }

    @Test func `a reader that falls behind stops the sender`() async throws {
        let size = 64 << 20
        try await ScriptedServer.with { _ in
            [.send(ScriptedServer.Step.head(length: size)), .fill(size)]
        } _: { server in
            let limits = HTTPLimits(maxBodyBytes: size, maxBufferedBytes: 1 << 16)
            let request = HTTPRequest(
                .get, server.url(), timeouts: .patient, limits: limits)
            try await CurlTransport().withResponse(to: request) { _, body in
                var sent = -1
                while sent != server.record.bytesSent {
                    sent = server.record.bytesSent
                    try await Task.sleep(for: .milliseconds(200))
                }
                // What the kernel's buffers hold is less than a quarter.
                #expect(sent < size / 4)
                var count = 0
                for try await piece in body {
                    #expect(piece.count <= 1 << 16)
                    count += piece.count
                }
                #expect(count == size)
            }
        }
    }

    @Test func `a body beyond its limit ends a transfer that was paused`() async throws {
        try await ScriptedServer.with { _ in
            [.send(ScriptedServer.Step.head(length: 1 << 20)), .fill(20_000), .waitForHangup]
        } _: { server in
            let limits = HTTPLimits(maxBodyBytes: 1 << 14, maxBufferedBytes: 1 << 13)
            let request = HTTPRequest(
                .get, server.url(), timeouts: .patient, limits: limits)
            let transport = try CurlTransport()
            await #expect(throws: TransportError.bodyTooLarge(limit: 1 << 14)) {
                try await transport.withResponse(to: request) { _, body in
                    for try await _ in body { try await Task.sleep(for: .milliseconds(50)) }
                }
            }
        }
    }

    @Test func `a stalled reader is no idle sender`() async throws {
        try await ScriptedServer.with { _ in
            [.send(ScriptedServer.Step.head(length: 200_000)), .fill(200_000)]
        } _: { server in
            let request = HTTPRequest(
                .get, server.url(), timeouts: HTTPTimeouts(idle: .seconds(1), total: .seconds(600)),
                limits: HTTPLimits(maxBufferedBytes: 1 << 14))
            try await CurlTransport().withResponse(to: request) { _, body in
                try await Task.sleep(for: .seconds(2))
                var count = 0
                for try await piece in body { count += piece.count }
                #expect(count == 200_000)
            }
        }
    }

    @Test(
        arguments: [
            (
                [.send(ScriptedServer.Step.head(length: 9) + "abc"), .close],
                .truncated(received: 3, expected: 9)
            ),
            ([.beginChunks(), .chunk("abc"), .close], .truncated(received: 3, expected: nil)),
            (
                [.beginChunks(), .chunk("abc"), .chunk("defghijk"), .waitForHangup],
                .bodyTooLarge(limit: 10)
            ),
            ([.beginChunks(), .chunk("abc"), .waitForHangup], .idleTimeout(.milliseconds(150))),
        ] as [([ScriptedServer.Step], TransportError)])
    func `a stream that breaks yields what came and then throws`(
        steps: [ScriptedServer.Step], expected: TransportError
    ) async throws {
        try await ScriptedServer.with { _ in
            steps
        } _: { server in
            let idle: Duration? = if case .idleTimeout(let time) = expected { time } else { nil }
            let request = HTTPRequest(
                .get, server.url(), timeouts: HTTPTimeouts(idle: idle),
                limits: HTTPLimits(maxBodyBytes: 10))
            let transport = try CurlTransport()
            let read = Mutex<[UInt8]>([])
            await #expect(throws: expected) {
                try await transport.withResponse(to: request) { _, body in
                    for try await piece in body { read.withLock { $0 += piece } }
                }
            }
            #expect(read.withLock { $0 } == Array("abc".utf8))
        }
    }

    @Test func `a reset inside a body is a lost connection`() async throws {
        let read = Mutex<[UInt8]>([])
        try await ScriptedServer.with { _ in
            [
                .send(ScriptedServer.Step.head(length: 9) + "abc"),
                .waitUntil { read.withLock { !$0.isEmpty } }, .reset,
            ]
        } _: { server in
            let transport = try CurlTransport()
            await #expect(throws: TransportError.connectionLost(bodyBytes: 3)) {
                try await transport.withResponse(to: HTTPRequest(.get, server.url())) { _, body in
                    for try await piece in body { read.withLock { $0 += piece } }
                }
            }
        }
    }

    @Test func `a failure before the head is the call's`() async throws {
        try await ScriptedServer.with { _ in
            [.close]
        } _: { server in
            let transport = try CurlTransport()
            let request = HTTPRequest(.get, server.url())
            await #expect(throws: TransportError.connectionLost(bodyBytes: 0)) {
                try await transport.withResponse(to: request) { head, _ in head.status }
            }
        }
    }

    @Test func `the reader's own error passes through and ends the transfer`() async throws {
        struct Enough: Error {}
        try await ScriptedServer.with { _ in
            [.beginChunks(), .waitForHangup]
        } _: { server in
            let transport = try CurlTransport()
            await #expect(throws: Enough.self) {
                try await transport.withResponse(to: HTTPRequest(.get, server.url())) { _, _ in
                    throw Enough()
                }
            }
            #expect(await server.reaches { $0.hangups == 1 })
        }
    }

    @Test func `server-sent events come out of oddly cut chunks`() async throws {
        try await ScriptedServer.with { _ in
            [
                .beginChunks(["Content-Type": "text/event-stream"]), .chunk("dat"),
                .wait(.milliseconds(20)), .chunk("a: one\r"), .wait(.milliseconds(20)),
                .chunk("\n\r\nevent: done\nda"), .wait(.milliseconds(20)), .chunk("ta: two\n\n"),
                .chunk(""),
            ]
        } _: { server in
            let request = HTTPRequest(.get, server.url())
            let events = try await CurlTransport().withResponse(to: request) { _, body in
                var parser = ServerSentEventParser()
                var events: [ServerSentEvent] = []
                for try await piece in body { events += try parser.consume(piece) }
                try parser.finish()
                return events
            }
            #expect(
                events == [
                    ServerSentEvent(data: "one"), ServerSentEvent(name: "done", data: "two"),
                ])
        }
    }

    @Test func `64 streams run side by side`() async throws {
        try await ScriptedServer.with { request in
            [
                .beginChunks(), .chunk(request.target), .wait(.milliseconds(20)), .chunk("-end"),
                .chunk(""),
            ]
        } _: { server in
            let transport = try CurlTransport()
            try await withThrowingTaskGroup { group in
                for number in 0..<64 {
                    group.addTask {
                        let request = HTTPRequest(.get, server.url("/\(number)"))
                        try await transport.withResponse(to: request) { _, body in
                            var text: [UInt8] = []
                            for try await piece in body { text += piece }
                            #expect(text == Array("/\(number)-end".utf8))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
