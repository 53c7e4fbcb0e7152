import CurlTransport
import Decisions
import Gateway
import ShadowEvaluation
import TestSupport
import Testing

/// The advisor's own server.
struct AdvisingServerTests {
    /// Runs `body` against a server on a free port of this machine.
    private func with(
        _ body: @escaping @Sendable (String, CurlTransport) async throws -> Void
    ) async throws {
        let server = AdvisingServer(
            try MemoryShelf(), port: 0,
            clock: LiveClock(
                nanoseconds: { 0 }, now: { Timestamp(microseconds: 1_795_348_800_000_000) }))
        let (ports, port) = AsyncStream<Int>.makeStream()
        let transport = try CurlTransport()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run { port.yield($0) } }
            var first = ports.makeAsyncIterator()
            let number = try #require(await first.next())
            do {
                try await body("http://127.0.0.1:\(number)", transport)
            } catch {
                Issue.record(error)
            }
            group.cancelAll()
        }
        await transport.shutdown()
    }

    @Test func `it has the advisor's pages with what they load, and nothing else`() async throws {
        try await with { base, transport in
            for (path, status) in [
                ("/advise", 200), ("/assets/style.css", 200), ("/", 303), ("/metrics", 404),
                ("/v1/features", 404), ("/assets/other", 404),
            ] {
                let reply = try await transport.send(
                    HTTPRequest(.get, base + path, timeouts: .patient))
                #expect(reply.status == status, "\(path)")
            }
        }
    }

    @Test(
        arguments: [
            ["host": "attacker.example"], ["origin": "https://attacker.example"],
        ] as [HTTPHeaders])
    func `it lets no other site ask`(headers: HTTPHeaders) async throws {
        try await with { base, transport in
            let reply = try await transport.send(
                HTTPRequest(.get, base + "/advise", headers: headers, timeouts: .patient))
            #expect(reply.status == 403)
        }
    }

    @Test func `a form has an end`() async throws {
        try await with { base, transport in
            let reply = try await transport.send(
                HTTPRequest(
                    .post, base + "/advise",
                    body: Array(repeating: UInt8(ascii: "a"), count: 20_000), timeouts: .patient))
            #expect(reply.status == 413)
        }
    }
}
