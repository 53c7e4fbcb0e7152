import CurlTransport
import Decisions
import Evidence
import Gateway
import JSONCodec
import ShadowEvaluation
import TestSupport
import Testing

/// Requests that a feature claims although they name another model, with a server of that model.
struct ClaimedForwardingTests {
    private static let body =
        #"{ "model":"gpt-6-luna", "input":"a gift", "questions":[{"type":"choice","name":"route","#
        + #""instructions":"Mine","choices":[{"value":true},{"value":"review"},"#
        + #"{"value":"approve"}]},{"type":"predicate","name":"urgent","instructions":""}] }"#

    /// Says `review`, in the order of the request's options, and spaces its JSON as nobody else does.
    private static let reply =
        #"{"model":"gpt-6-luna-1" ,"answers":[{"type":"choice","name":"route","choice":"review","#
        + #""confidence":0.7,"probabilities":[{"value":true,"probability":0.1},"#
        + #"{"value":"review","probability":0.8},{"value":"approve","probability":0.1}]},"#
        + #"{"type":"predicate","name":"urgent","probability":0.25}],"usage":{"input_tokens":9,"#
        + #""output_tokens":2}}"#

    private static func with(
        inCharge: String, sink: MemorySink = MemorySink(),
        _ script: @escaping @Sendable (ScriptedServer.Request) -> [ScriptedServer.Step],
        _ body: @escaping @Sendable (RunningGateway, ScriptedServer) async throws -> Void
    ) async throws {
        // The path's own client must not be asked.
        let feature = try TestFeature.make(inCharge: inCharge, sink: sink) { _ in
            Issue.record("the path's own client was asked")
            return 0
        }
        try await ScriptedServer.with(script) { server in
            let openAI = Upstream(name: "openai", baseURL: server.url("/v1"))
            try await RunningGateway.with([feature], upstreams: Upstreams(openAI: openAI)) {
                try await body($0, server)
            }
        }
    }

    private static func answer(
        _ headers: KeyValuePairs<String, String> = ["Content-Type": "application/json"]
    ) -> ScriptedServer.Step { .respond(200, headers, reply) }

    @Test func `the model in charge answers byte for byte, and its answer is logged`() async throws
    {
        let sink = MemorySink()
        try await Self.with(inCharge: "model", sink: sink) { _ in
            [Self.answer(["Content-Type": "application/json; x=1", "x-request-id": "up-1"])]
        } _: { gateway, server in
            let reply = try await gateway.post(
                "/v1/decisions?a=b", Self.body, headers: ["authorization": "Bearer sk-client"])
            #expect(reply.text == Self.reply)
            #expect(reply.headers["content-type"] == "application/json; x=1")
            #expect(reply.headers.values(of: "x-request-id") == ["up-1"])
            let request = try #require(server.record.requests.first)
            #expect(request.target == "/v1/decisions?a=b")
            #expect(String(decoding: request.body, as: UTF8.self) == Self.body)
            #expect(request.headers["authorization"] == "Bearer sk-client")
            #expect(server.record.requests.count == 1)
        }
        let record = try #require(sink.decisions.first)
        #expect(record.inCharge == "model" && record.pending.isEmpty)
        let entry = try #require(record.entries.first)
        #expect(entry.shown == 1 && entry.shownFrom == "model")
        let model = try #require(entry.answers.first { $0.answer.path == "model" })
        // The feature's order is approve, review, true.
        #expect(model.answer.code == 1 && model.answer.probabilities == [0.1, 0.8, 0.1])
        #expect(model.answer.model == "gpt-6-luna-1" && model.answer.tokens?.input == 5)
        #expect(entry.answers.contains { $0.answer.path == "heuristic" && $0.answer.code == 2 })
        #expect(record.entries.last?.shown == 0)
    }

    @Test func `the heuristic in charge answers, and the forwarded call is its shadow`()
        async throws
    {
        let sink = MemorySink()
        let gate = Gate()
        try await Self.with(inCharge: "heuristic", sink: sink) { _ in
            [.waitUntil { gate.isOpen }, Self.answer()]
        } _: { gateway, server in
            let reply = try await gateway.post("/v1/decisions", Self.body)
            #expect(reply.json["answers"]?[0]?["choice"] == true)
            #expect(reply.json["x_assay"]?["in_charge"] == "heuristic")
            #expect(sink.decisions.first?.pending.map(\.path.path) == ["model"])
            gate.open()
            let isForwarded = await server.reaches { $0.requests.count == 1 }
            let isLogged = await sink.reaches { !$0.isEmpty }
            #expect(isForwarded && isLogged)
            let shadow = try #require(sink.shadows.first)
            #expect(shadow.answers.map(\.answer.answer.code) == [1, 0])
            let metrics = try await gateway.get("/metrics").text
            #expect(
                metrics.contains(
                    #"gen_ai_client_token_usage_sum{gen_ai_provider_name="openai","#
                        + #"gen_ai_operation_name="decisions",gen_ai_request_model="gpt-6-luna","#
                        + #"gen_ai_token_type="input"} 9.0"#))
        }
    }

    @Test(arguments: [
        (429, #"{"error":{"message":"slow down","code":"rate_limit_exceeded"}}"#),
        (401, #"{"error":{"message":"no such key"}}"#), (200, "<html>"),
    ])
    func `what the model's server refuses is passed on, and logged as failed`(
        status: Int, text: String
    ) async throws {
        let sink = MemorySink()
        try await Self.with(inCharge: "model", sink: sink) { _ in
            [.respond(status, ["Retry-After": "1"], text)]
        } _: { gateway, _ in
            let reply = try await gateway.post("/v1/decisions", Self.body)
            #expect(reply.status == status && reply.text == text)
            #expect(reply.headers["retry-after"] == "1")
        }
        let entry = try #require(sink.decisions.first?.entries.first)
        #expect(entry.shown == nil && entry.shownFrom == "upstream")
        #expect(entry.answers.contains { $0.answer.path == "model" && $0.answer.status == .failed })
    }

    @Test func `where the model's server gives no reply the heuristic answers`() async throws {
        let sink = MemorySink()
        try await Self.with(inCharge: "model", sink: sink) { _ in
            [.reset]
        } _: { gateway, _ in
            let reply = try await gateway.post("/v1/decisions", Self.body)
            #expect(reply.status == 200)
            #expect(reply.json["answers"]?[0]?["choice"] == true)
            #expect(reply.json["answers"]?[0]?["x_assay"]?["source"] == "heuristic")
        }
        #expect(sink.decisions.first?.entries.first?.shown == 2)
    }

    @Test func `answers of another model are logged under a version of their own`() async throws {
        let sink = MemorySink()
        try await Self.with(inCharge: "model", sink: sink) { _ in
            [Self.answer()]
        } _: { gateway, _ in
            for model in ["gpt-6-luna", "gpt-6-luna", "gpt-6-terra"] {
                let body = Self.body.replacing("gpt-6-luna", with: model)
                let reply = try await gateway.post("/v1/decisions", body)
                #expect(reply.status == 200)
            }
        }
        let versions = sink.decisions.compactMap { record in
            record.entries.first?.answers.first { $0.answer.path == "model" }?.version
        }
        #expect(versions.count == 3 && Set(versions).count == 2)
    }

    @Test func `a request that names the feature asks the path's own client`() async throws {
        let feature = try TestFeature.make(inCharge: "model") { _ in 1 }
        try await ScriptedServer.with({ _ in [.respond(500)] }) { server in
            let openAI = Upstream(name: "openai", baseURL: server.url("/v1"))
            try await RunningGateway.with([feature], upstreams: Upstreams(openAI: openAI)) {
                let body = Self.body.replacing("gpt-6-luna", with: "parcels")
                let reply = try await $0.post("/v1/decisions", body)
                #expect(reply.json["answers"]?[0]?["choice"] == "review")
                #expect(server.record.requests.isEmpty)
            }
        }
    }
}
