import CurlTransport
import TestSupport
import Testing

/// Tasks that run on the thread of a transport's connections.
@Suite(.timeLimit(.minutes(10)))
struct TaskExecutorTests {
    @Test func `tasks on the transport's thread each get their own answers`() async throws {
        try await ScriptedServer.with {
            [.respond(200, [:], $0.target)]
        } _: { server in
            let transport = try CurlTransport()
            try await withThrowingTaskGroup { group in
                for number in 0..<16 {
                    group.addTask(executorPreference: transport.executor) {
                        #expect(transport.isCurrent)
                        for call in 0..<10 {
                            let target = "/\(number)-\(call)"
                            let response = try await transport.send(
                                HTTPRequest(.get, server.url(target)))
                            #expect(String(decoding: response.body, as: UTF8.self) == target)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(!transport.isCurrent)
            #expect(server.record.requests.count == 160)
        }
    }

    @Test func `a call that is under way at the shutdown fails, and its task goes on`()
        async throws
    {
        try await ScriptedServer.with { _ in
            [.waitForHangup]
        } _: { server in
            let transport = try CurlTransport()
            let request = HTTPRequest(.get, server.url())
            let work = Task(executorPreference: transport.executor) {
                await #expect(throws: TransportError.shutDown) {
                    try await transport.send(request)
                }
                await Task.yield()
                await #expect(throws: TransportError.shutDown) {
                    try await transport.send(request)
                }
                return "done"
            }
            #expect(await server.reaches { $0.requests.count == 1 })
            await transport.shutdown()
            #expect(await work.value == "done")
            let later = Task(executorPreference: transport.executor) { "elsewhere" }
            #expect(await later.value == "elsewhere")
        }
    }
}
