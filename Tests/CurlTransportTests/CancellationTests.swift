import CurlTransport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10)))
struct CancellationTests {
    private let patient = HTTPTimeouts(total: .seconds(3600))

    @Test func `a cancelled task ends its call and its connection`() async throws {
        try await ScriptedServer.with { _ in
            [.waitForHangup]
        } _: { server in
            let transport = try CurlTransport()
            let request = HTTPRequest(.get, server.url(), timeouts: patient)
            let task = Task { try await transport.send(request) }
            #expect(await server.reaches { $0.requests.count == 1 })
            task.cancel()
            await #expect(throws: TransportError.cancelled) { try await task.value }
            #expect(await server.reaches { $0.hangups == 1 })
        }
    }

    @Test func `a call of a task that is already cancelled is not sent`() async throws {
        try await ScriptedServer.with { _ in
            [.respond()]
        } _: { server in
            let transport = try CurlTransport()
            let request = HTTPRequest(.get, server.url())
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await transport.send(request)
            }
            await #expect(throws: TransportError.cancelled) { try await task.value }
            #expect(server.record.requests.isEmpty)
        }
    }

    @Test func `a cancelled task ends the response it was reading`() async throws {
        try await ScriptedServer.with { _ in
            [.beginChunks(), .chunk("a"), .waitForHangup]
        } _: { server in
            let transport = try CurlTransport()
            let request = HTTPRequest(.get, server.url(), timeouts: patient)
            let task = Task {
                try await transport.withResponse(to: request) { _, body in
                    for try await _ in body {}
                }
            }
            #expect(await server.reaches { $0.bytesSent > 50 })
            task.cancel()
            await #expect(throws: TransportError.cancelled) { try await task.value }
            #expect(await server.reaches { $0.hangups == 1 })
        }
    }

    @Test func `cancelling while calls end leaves none waiting`() async throws {
        try await ScriptedServer.with { _ in
            [.respond()]
        } _: { server in
            let transport = try CurlTransport()
            await withTaskGroup { group in
                for number in 0..<400 {
                    let request = HTTPRequest(.get, server.url("/\(number)"))
                    group.addTask {
                        let task = Task { try await transport.send(request) }
                        if number.isMultiple(of: 3) { await Task.yield() }
                        task.cancel()
                        _ = await task.result
                    }
                }
            }
            #expect(try await transport.send(HTTPRequest(.get, server.url())).status == 200)
        }
    }

    @Test func `a shutdown fails the calls that are out`() async throws {
        try await ScriptedServer.with { _ in
            [.waitForHangup]
        } _: { server in
            let transport = try CurlTransport()
            let request = HTTPRequest(.get, server.url(), timeouts: patient)
            let whole = (0..<4).map { _ in Task { try await transport.send(request) } }
            let streamed = Task {
                try await transport.withResponse(to: request) { head, _ in head.status }
            }
            #expect(await server.reaches { $0.requests.count == 5 })
            await transport.shutdown()
            for task in whole {
                await #expect(throws: TransportError.shutDown) { try await task.value }
            }
            await #expect(throws: TransportError.shutDown) { try await streamed.value }
            #expect(await server.reaches { $0.hangups == 5 })
        }
    }

    @Test func `a transport that was shut down refuses calls, and a second shutdown is none`()
        async throws
    {
        let transport = try CurlTransport()
        async let first: Void = transport.shutdown()
        async let second: Void = transport.shutdown()
        _ = await (first, second)
        await transport.shutdown()
        let request = HTTPRequest(.get, "http://127.0.0.1:1/")
        await #expect(throws: TransportError.shutDown) { try await transport.send(request) }
        await #expect(throws: TransportError.shutDown) {
            try await transport.withResponse(to: request) { head, _ in head.status }
        }
    }

    @Test func `a transport that nobody holds ends its thread and connections`() async throws {
        try await ScriptedServer.with { _ in
            [.respond()]
        } _: { server in
            for _ in 0..<20 {
                _ = try await CurlTransport().send(HTTPRequest(.get, server.url()))
            }
            #expect(await server.reaches { $0.connections == 20 && $0.hangups == 20 })
        }
    }
}
