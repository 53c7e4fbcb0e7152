import CurlTransport
import Decisions
import Foundation
import Gateway
import ShadowEvaluation
import Synchronization
import TestSupport
import Testing

/// Clients that are gone before their reply: nobody goes on working for them.
struct HangUpTests {
    private static let decision = DecisionsTests.body(#""now""#, DecisionsTests.urgent)

    private static func withUpstream(
        _ steps: [ScriptedServer.Step],
        _ body: @escaping @Sendable (RunningGateway, ScriptedServer) async throws -> Void
    ) async throws {
        try await ScriptedServer.with({ _ in steps }) { server in
            let upstream = Upstream(name: "openai", baseURL: server.url("/v1"))
            try await RunningGateway.with(upstreams: Upstreams(openAI: upstream)) { gateway in
                try await body(gateway, server)
            }
        }
    }

    @Test(arguments: ["/v1/chat/completions", "/v1/decisions", "/v1/embeddings"])
    func `the upstream sees a plain call end with its client`(path: String) async throws {
        try await Self.withUpstream([.waitForHangup]) { gateway, server in
            var client: RawConnection? = try RawConnection(port: gateway.port)
            client?.send(wire(path, #"{"model":"gpt"}"#))
            #expect(await server.reaches { $0.requests.count == 1 })
            client = nil
            #expect(await server.reaches { $0.hangups == 1 })
            #expect(
                await metric(gateway, "gen_ai_client_operation_duration_seconds_count") { text in
                    text.contains(#"error_type="499""#)
                })
        }
    }

    @Test(
        .enabled(if: SecureServer.isPossible, Comment(rawValue: SecureServer.reason)),
        arguments: ["/v1/chat/completions", "/v1/decisions"])
    func `the upstream sees a call end with its client over TLS`(path: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let pair = try SecureServer.Certificates(in: folder)
        let files = CertificateFiles(certificate: pair.server, key: pair.server + ".key")
        let identity = try ServerIdentity(
            files, at: Timestamp(microseconds: Int64(Date().timeIntervalSince1970) * 1_000_000))
        try await ScriptedServer.with({ _ in [.waitForHangup] }) { server in
            let upstream = Upstream(name: "openai", baseURL: server.url("/v1"))
            try await RunningGateway.with(
                upstreams: Upstreams(openAI: upstream), identity: identity
            ) { gateway in
                let client = try CurlTransport(
                    configuration: TransportConfiguration(certificateAuthorities: pair.authority))
                let call = Task {
                    try await client.send(
                        HTTPRequest(
                            .post, "https://127.0.0.1:\(gateway.port)\(path)",
                            body: Array(#"{"model":"gpt"}"#.utf8),
                            timeouts: HTTPTimeouts(
                                connect: .seconds(300), total: .seconds(300))))
                }
                #expect(await server.reaches { $0.requests.count == 1 })
                call.cancel()
                #expect(await server.reaches { $0.hangups == 1 })
                await client.shutdown()
            }
        }
    }

    @Test func `the upstream sees a stream end with its client, between its pieces too`()
        async throws
    {
        try await Self.withUpstream([
            .beginChunks(["Content-Type": "text/event-stream"]), .chunk("data: {}\n\n"),
            .waitForHangup,
        ]) { gateway, server in
            var client: RawConnection? = try RawConnection(port: gateway.port)
            client?.send(wire("/v1/chat/completions", #"{"model":"gpt","stream":true}"#))
            _ = await client?.read { $0.contains("data: {}") }
            client = nil
            #expect(await server.reaches { $0.hangups == 1 })
        }
    }

    @Test func `a client that has said its last but listens gets its forwarded reply`()
        async throws
    {
        let gate = Gate()
        try await Self.withUpstream([
            .waitUntil { gate.isOpen }, .respond(200, [:], "{\"a\":1}"),
        ]) { gateway, server in
            let client = try RawConnection(port: gateway.port)
            client.send(wire("/v1/chat/completions", #"{"model":"gpt"}"#))
            client.finishSending()
            #expect(await server.reaches { $0.requests.count == 1 })
            let probed = await client.read { $0.contains("\r\n\r\n") }
            #expect(probed.hasPrefix("HTTP/1.1 102"))
            gate.open()
            #expect(await client.read().contains("{\"a\":1}"))
        }
    }

    @Test(arguments: ["/v1/decisions", "/v1/chat/completions"])
    func `a model in charge is asked no longer, and the ledger adds up`(path: String)
        async throws
    {
        let calls = Mutex((begun: 0, cancelled: 0))
        let feature = try TestFeature.make(inCharge: "model") { _ in
            calls.withLock { $0.begun += 1 }
            try? await Task.sleep(for: .seconds(60))
            if Task.isCancelled { calls.withLock { $0.cancelled += 1 } }
            return 1
        }
        let chat =
            #"{"model":"parcels","messages":[{"role":"user","content":"now"}],"#
            + #""response_format":{"type":"json_object"}}"#
        try await RunningGateway.with([feature]) { gateway in
            var client: RawConnection? = try RawConnection(port: gateway.port)
            client?.send(wire(path, path == "/v1/decisions" ? Self.decision : chat))
            while calls.withLock(\.begun) == 0 { try await Task.sleep(for: .milliseconds(5)) }
            client = nil
            while feature.live.state.ledger.snapshot.answered == 0 {
                try await Task.sleep(for: .milliseconds(5))
            }
            #expect(calls.withLock(\.cancelled) == 1)
            let snapshot = feature.live.state.ledger.snapshot
            let gone = LedgerSnapshot.End(status: .shed, reason: .callerGone)
            #expect(snapshot.addsUp)
            #expect(snapshot.inProgress == 0)
            #expect(snapshot.paths["model"]?.ends[gone] == snapshot.questions)
            #expect(snapshot.paths["model"]?.unpriced == 1)
        }
    }

    private func metric(
        _ gateway: RunningGateway, _ name: String, _ holds: (Substring) -> Bool
    ) async -> Bool {
        await eventually {
            let text = (try? await gateway.get("/metrics").text) ?? ""
            return text.split(separator: "\n").contains { $0.hasPrefix(name) && holds($0) }
        }
    }
}
