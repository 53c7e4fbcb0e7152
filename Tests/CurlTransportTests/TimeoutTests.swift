import CurlTransport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10)))
struct TimeoutTests {
    private let short = Duration.milliseconds(150)

    @Test func `a server that accepts and stays silent is a first byte timeout`() async throws {
        try await expect(
            .firstByteTimeout(short), HTTPTimeouts(firstByte: short), [.waitForHangup])
    }

    @Test func `a server that stays silent is a total timeout without one for the first byte`()
        async throws
    {
        try await expect(.totalTimeout(short), HTTPTimeouts(total: short), [.waitForHangup])
    }

    @Test func `a response that never ends is a total timeout`() async throws {
        try await expect(
            .totalTimeout(short), HTTPTimeouts(firstByte: .seconds(30), total: short),
            [.send(ScriptedServer.Step.head(length: 9)), .waitForHangup])
    }

    @Test func `a response that falls silent is an idle timeout`() async throws {
        try await expect(
            .idleTimeout(short), HTTPTimeouts(idle: short),
            [.send(ScriptedServer.Step.head(length: 9) + "abc"), .waitForHangup])
    }

    @Test func `a slow response within its time is a response`() async throws {
        try await ScriptedServer.with { _ in
            [
                .wait(.milliseconds(50)), .send(ScriptedServer.Step.head(length: 2) + "a"),
                .wait(.milliseconds(50)), .send("b"),
            ]
        } _: { server in
            let timeouts = HTTPTimeouts(firstByte: .seconds(30), idle: .seconds(30))
            let response = try await CurlTransport().send(
                HTTPRequest(.get, server.url(), timeouts: timeouts))
            #expect(response.body == Array("ab".utf8))
            #expect(response.timings.firstByte >= .milliseconds(40))
        }
    }

    @Test func `a secure connection that does not come about is a connect timeout`() async throws {
        try await ScriptedServer.with { _ in
            []
        } _: { server in
            let transport = try CurlTransport()
            let timeouts = HTTPTimeouts(connect: short, total: .seconds(60))
            let url = "https://127.0.0.1:\(server.port)/"
            await #expect(throws: TransportError.connectTimeout(short)) {
                try await transport.send(HTTPRequest(.get, url, timeouts: timeouts))
            }
        }
    }

    @Test func `the wait for a connection counts`() async throws {
        try await ScriptedServer.with { _ in
            [.waitForHangup]
        } _: { server in
            let transport = try CurlTransport(
                configuration: TransportConfiguration(maxConnectionsPerHost: 1))
            let first = Task { try await transport.send(HTTPRequest(.get, server.url())) }
            #expect(await server.reaches { $0.requests.count == 1 })
            let second = HTTPRequest(.get, server.url(), timeouts: HTTPTimeouts(total: short))
            await #expect(throws: TransportError.totalTimeout(short)) {
                try await transport.send(second)
            }
            first.cancel()
            await #expect(throws: TransportError.cancelled) { try await first.value }
        }
    }

    @Test func `a timeout of one call leaves the others alone`() async throws {
        try await ScriptedServer.with {
            $0.target == "/slow" ? [.waitForHangup] : [.wait(.milliseconds(300)), .respond()]
        } _: { server in
            let transport = try CurlTransport()
            async let fine = transport.send(HTTPRequest(.get, server.url()))
            let slow = HTTPRequest(.get, server.url("/slow"), timeouts: HTTPTimeouts(total: short))
            await #expect(throws: TransportError.totalTimeout(short)) {
                try await transport.send(slow)
            }
            #expect(try await fine.status == 200)
        }
    }

    /// Expects `error`, and that the server sees the connection go.
    private func expect(
        _ error: TransportError, _ timeouts: HTTPTimeouts, _ steps: [ScriptedServer.Step]
    ) async throws {
        try await ScriptedServer.with { _ in
            steps
        } _: { server in
            let transport = try CurlTransport()
            await #expect(throws: error) {
                try await transport.send(HTTPRequest(.get, server.url(), timeouts: timeouts))
            }
            #expect(await server.reaches { $0.hangups == 1 })
        }
    }
}
