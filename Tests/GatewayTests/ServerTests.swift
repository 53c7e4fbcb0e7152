import CurlTransport
import Decisions
import Foundation
import Gateway
import JSONCodec
import ShadowEvaluation
import TestSupport
import Testing

/// What the server takes of its clients, and how it goes down.
struct ServerTests {
    private static let decision = DecisionsTests.body(#""now""#, DecisionsTests.urgent)

    @Test func `pipelined requests are answered in order, on and above the event loop`()
        async throws
    {
        try await RunningGateway.with { gateway in
            let connection = try RawConnection(port: gateway.port)
            let get = "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n"
            connection.send(
                wire("/v1/decisions", Self.decision) + get + wire("/v1/decisions", "{")
                    + get.replacing("host", with: "connection: close\r\nhost"))
            let text = await connection.read()
            let statuses = text.components(separatedBy: "HTTP/1.1 ").dropFirst().map {
                $0.prefix(3)
            }
            #expect(statuses == ["200", "200", "400", "200"], "\(text)")
        }
    }

    @Test func `a request in small pieces is put together`() async throws {
        try await RunningGateway.with { gateway in
            let connection = try RawConnection(port: gateway.port)
            for character in wire("/v1/decisions", Self.decision, "connection: close") {
                connection.send(String(character))
            }
            #expect(await connection.read().contains("\"probability\":0.97"))
        }
    }

    @Test func `a client that has said its last still gets its answer`() async throws {
        let feature = try TestFeature.make(inCharge: "model") { _ in
            try? await Task.sleep(for: .milliseconds(50))
            return 1
        }
        try await RunningGateway.with([feature]) { gateway in
            let connection = try RawConnection(port: gateway.port)
            connection.send(wire("/v1/decisions", Self.decision))
            connection.finishSending()
            #expect(await connection.read().contains("\"source\":\"model\""))
        }
    }

    @Test(arguments: ["/v1/decisions", "/v1/chat/completions"])
    func `a body that is too large is refused`(path: String) async throws {
        var limits = ServerLimits()
        limits.bodyBytes = 1000
        try await RunningGateway.with(limits: limits) { gateway in
            let announced = try RawConnection(port: gateway.port)
            announced.send("POST \(path) HTTP/1.1\r\nhost: a\r\ncontent-length: 9999\r\n\r\n")
            let refused = await announced.read()
            #expect(refused.hasPrefix("HTTP/1.1 413"))
            #expect(refused.contains("connection: close"))
            let chunked = try RawConnection(port: gateway.port)
            chunked.send("POST \(path) HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n")
            for _ in 0..<3 {
                chunked.send("200\r\n" + String(repeating: " ", count: 512) + "\r\n")
            }
            chunked.send("0\r\n\r\n")
            let late = await chunked.read { $0.contains("request_too_large") }
            #expect(late.hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test(arguments: ["/v1/decisions", "/v1/chat/completions"])
    func `pages of other sites cannot ask by way of a browser`(path: String) async throws {
        try await RunningGateway.with { gateway in
            let reply = try await gateway.post(
                path, Self.decision, headers: ["sec-fetch-site": "cross-site"])
            #expect(reply.status == 403)
            let own = try await gateway.post(
                path, Self.decision, headers: ["sec-fetch-site": "same-origin"])
            #expect(own.status != 403)
        }
    }

    @Test func `a head that is too large and what is no HTTP are refused`() async throws {
        var limits = ServerLimits()
        limits.headBytes = 2000
        try await RunningGateway.with(limits: limits) { gateway in
            let large = try RawConnection(port: gateway.port)
            large.send("GET / HTTP/1.1\r\nx: \(String(repeating: "x", count: 4000))\r\n\r\n")
            #expect(await large.read().hasPrefix("HTTP/1.1 431"))
            let garbage = try RawConnection(port: gateway.port)
            garbage.send("\u{16}\u{3}\u{1}nonsense\r\n\r\n")
            #expect(await garbage.read().hasPrefix("HTTP/1.1 400"))
        }
    }

    @Test func `clients that send too slowly are cut off`() async throws {
        var limits = ServerLimits()
        limits.idle = .milliseconds(100)
        limits.request = .milliseconds(100)
        try await RunningGateway.with(limits: limits) { gateway in
            let silent = try RawConnection(port: gateway.port)
            #expect(await silent.read() == "")
            let slowHead = try RawConnection(port: gateway.port)
            slowHead.send("POST /v1/decisions HTTP/1.1\r\nhost")
            #expect(await slowHead.read() == "")
            let slowBody = try RawConnection(port: gateway.port)
            slowBody.send("POST /v1/decisions HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n{")
            #expect(await slowBody.read() == "")
        }
    }

    @Test func `a body is asked for where the client waits for that`() async throws {
        try await RunningGateway.with { gateway in
            let connection = try RawConnection(port: gateway.port)
            let request = wire(
                "/v1/decisions", Self.decision, "expect: 100-continue", "connection: close")
            let end = try #require(request.range(of: "\r\n\r\n")).upperBound
            connection.send(String(request[..<end]))
            let go = await connection.read { $0.hasSuffix("\r\n\r\n") }
            #expect(go.hasPrefix("HTTP/1.1 100"))
            connection.send(String(request[end...]))
            #expect(await connection.read().hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func `no more connections than allowed are served at once`() async throws {
        var limits = ServerLimits()
        limits.connections = 1
        try await RunningGateway.with(limits: limits) { gateway in
            var first: RawConnection? = try RawConnection(port: gateway.port)
            first?.send(wire("/v1/decisions", Self.decision))
            _ = await first?.read { $0.contains("0.97") }
            let second = try RawConnection(port: gateway.port)
            second.send(wire("/v1/decisions", Self.decision, "connection: close"))
            first = nil
            #expect(await second.read().contains("0.97"))
        }
    }

    @Test func `what was accepted before a stop is answered, and nothing after`() async throws {
        let gate = Gate()
        let feature = try TestFeature.make(inCharge: "model") { _ in
            while !gate.isOpen { try? await Task.sleep(for: .milliseconds(5)) }
            return 1
        }
        try await RunningGateway.with([feature]) { gateway in
            let waiting = try RawConnection(port: gateway.port)
            waiting.send(wire("/v1/decisions", Self.decision))
            while feature.live.state.ledger.snapshot.received == 0 {
                try await Task.sleep(for: .milliseconds(5))
            }
            let idle = try RawConnection(port: gateway.port)
            async let stop: Void = gateway.gateway.stop()
            #expect(await idle.read() == "")
            gate.open()
            let text = await waiting.read()
            #expect(text.contains("\"source\":\"model\""))
            #expect(text.contains("connection: close"))
            await stop
            #expect(throws: RawConnection.CannotConnect.self) {
                _ = try RawConnection(port: gateway.port)
            }
        }
    }

    @Test func `health, readiness and metrics have their own words`() async throws {
        try await RunningGateway.with { gateway in
            #expect(try await gateway.get("/healthz").json["status"] == "ok")
            #expect(try await gateway.get("/readyz").json == ["status": "ready", "features": 1])
            _ = try await gateway.post("/v1/decisions", Self.decision)
            _ = try await gateway.post("/v1/decisions", "{")
            let metrics = try await gateway.get("/metrics")
            #expect(metrics.headers["content-type"]?.hasPrefix("text/plain") == true)
            let lines = metrics.text.split(separator: "\n")
            #expect(lines.contains(#"assay_requests_total{feature="parcels",result="answered"} 1"#))
            let counted = lines.filter {
                $0.hasPrefix("http_server_request_duration_seconds_count{")
                    && $0.contains(#"http_route="/v1/decisions""#)
            }
            #expect(counted.count == 2)
            #expect(counted.allSatisfy { $0.hasSuffix(" 1") })
        }
    }

    @Test func `calls of a feature's own model are counted under OpenTelemetry's names`()
        async throws
    {
        let feature = try TestFeature.make(inCharge: "model") { _ in 1 }
        try await RunningGateway.with([feature]) { gateway in
            _ = try await gateway.post("/v1/decisions", Self.decision)
            let lines = try await gateway.get("/metrics").text.split(separator: "\n")
            let call =
                #"gen_ai_provider_name="openai",gen_ai_operation_name="decisions","#
                + #"gen_ai_request_model="gpt-6-luna",assay_feature="parcels",assay_path="model""#
            let duration = "gen_ai_client_operation_duration_seconds_count{\(call)} 1"
            #expect(lines.contains(Substring(duration)))
            // Three questions of 12 and 3 each.
            let tokens = #"gen_ai_client_token_usage_sum{\#(call),gen_ai_token_type="#
            #expect(lines.contains(Substring(tokens + #""input"} 36.0"#)))
            #expect(lines.contains(Substring(tokens + #""output"} 9.0"#)))
        }
    }

    @Test func `other paths and methods get their errors`() async throws {
        try await RunningGateway.with { gateway in
            let missing = try await gateway.get("/nothing")
            #expect(missing.status == 404)
            #expect(missing.json["error"]?["code"] == "not_found")
            let get = try await gateway.get("/v1/decisions")
            #expect(get.status == 405)
            #expect(get.headers["allow"] == "POST")
            let post = try await gateway.post("/metrics", "")
            #expect(post.status == 405)
        }
    }

    @Test func `log lines name requests, not what they say`() async throws {
        let lines = LogLines()
        try await RunningGateway.with(logger: lines.logger) { gateway in
            let reply = try await gateway.post(
                "/v1/decisions", Self.decision.replacing("now", with: "secret now"),
                headers: [
                    "authorization": "Bearer sk-secret",
                    "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                ])
            let line = try #require(lines.all.first { $0.contains("/v1/decisions") })
            let id = try #require(reply.headers["x-request-id"])
            #expect(line.contains("request_id=\(id)"))
            #expect(line.contains("status=200"))
            #expect(line.contains("trace_id=0af7651916cd43dd8448eb211c80319c"))
            #expect(!lines.all.contains { $0.contains("secret") })
        }
    }

    @Test func `without keys only this machine is served`() async throws {
        let transport = try CurlTransport()
        let log = TemporaryLog()
        let services = RunningGateway.services(try log.open())
        for host in ["0.0.0.0", "192.168.1.5", "example.com", "127.example.com"] {
            #expect(throws: GatewayError.exposedWithoutKeys(host: host)) {
                _ = try Gateway(
                    GatewayConfiguration(host: host), features: FeatureDirectory(FeatureTable([])),
                    services: services,
                    access: AccessGuard(KeyRing([]), clock: LiveClockStub.clock),
                    transport: transport, logger: LogLines().logger, clock: LiveClockStub.clock)
            }
        }
        await transport.shutdown()
    }
}
