import CurlTransport
import Decisions
import Evidence
import Gateway
import JSONCodec
import ShadowEvaluation
import Testing

/// `POST /v1/decisions`, answered by a feature.
struct DecisionsTests {
    static let route = """
        {"type":"choice","name":"route","instructions":"","choices":\
        [{"value":"review"},{"value":true},{"value":"approve","description":"x"}]}
        """
    static let urgent = #"{"type":"predicate","name":"urgent","instructions":"now?"}"#
    static let anger = """
        {"type":"score","name":"anger","instructions":"x","levels":\
        [{"label":"calm"},{"label":"cross"},{"label":"furious"}]}
        """

    static func body(
        _ input: String, _ questions: String..., model: String = "parcels", more: String = ""
    ) -> String {
        #"{"model":"\#(model)","input":\#(input),"#
            + #""questions":[\#(questions.joined(separator: ","))]\#(more)}"#
    }

    @Test func `every kind of question is answered in the request's order`() async throws {
        try await RunningGateway.with { gateway in
            let input = """
                [{"role":"user","content":[{"type":"input_text","text":"HELP now"},\
                {"type":"input_json","data":{"order":{"amount":120.5}}}]}]
                """
            let reply = try await gateway.post(
                "/v1/decisions", Self.body(input, Self.anger, Self.route, Self.urgent))
            #expect(reply.status == 200)
            let answers = reply.json["answers"]
            #expect(answers?[0]?["name"] == "anger")
            #expect(abs((answers?[0]?["score"]?.double ?? 0) - 1.4) < 1e-9)
            #expect(answers?[0]?["probabilities"]?[2]?["label"] == "furious")
            #expect(answers?[0]?["probabilities"]?[2]?["value"] == 2)
            #expect(answers?[1]?["choice"] == "review")
            #expect(answers?[1]?["probabilities"]?[0]?["value"] == "review")
            #expect(answers?[1]?["probabilities"]?[1]?["value"] == true)
            #expect(abs((answers?[1]?["confidence"]?.double ?? 0) - 0.85) < 1e-9)
            #expect(answers?[1]?["x_assay"]?["rule"] == "dear")
            #expect(answers?[1]?["x_assay"]?["explanation"] == "more than 100 dollars")
            #expect(answers?[2]?["probability"] == 0.97)
            #expect(reply.json["usage"]?["total_tokens"] == 0)
            #expect(reply.json["usage"]?["input_tokens_details"]?["cached_tokens"] == 0)
            #expect(reply.headers["x-request-id"]?.hasPrefix("req_") == true)
            #expect(reply.headers["x-typesafe-request-id"] == reply.headers["x-request-id"])
        }
    }

    @Test func `an unnamed question keeps its null and a Boolean choice its type`() async throws {
        try await RunningGateway.with { gateway in
            let question = Self.route.replacing(#""name":"route","#, with: "")
            let reply = try await gateway.post(
                "/v1/decisions", Self.body(#""a gift""#, question))
            #expect(reply.json["answers"]?[0]?["name"] == .null)
            #expect(reply.json["answers"]?[0]?["choice"] == true)
            #expect(reply.json["answers"]?[0]?["x_assay"]?["uncalibrated"] == true)
        }
    }

    @Test func `where the rules abstain the reply asks for a review`() async throws {
        let sink = MemorySink()
        try await RunningGateway.with([TestFeature.make(sink: sink)]) { gateway in
            let reply = try await gateway.post("/v1/decisions", Self.body(#""x""#, Self.route))
            let answer = reply.json["answers"]?[0]
            #expect(answer?["type"] == "choice")
            #expect(answer?["confidence"] == 0.0)
            #expect(answer?["x_assay"]?["review"] == true)
        }
        let record = try #require(sink.decisions.first)
        #expect(record.entries.first?.answers.first?.answer.status == .abstained)
    }

    @Test func `what the request says of the case reaches the log`() async throws {
        let sink = MemorySink()
        try await RunningGateway.with([TestFeature.make(sink: sink)]) { gateway in
            let more = """
                ,"safety_identifier":"s1","x_assay":{"case_id":"c7","groups":{"eu":"yes"},\
                "time":"2026-01-31T12:00:00Z"}
                """
            let reply = try await gateway.post(
                "/v1/decisions", Self.body(#""now""#, Self.urgent, more: more),
                headers: ["x-stainless-retry-count": "1"])
            #expect(reply.json["x_assay"]?["case_id"] == "c7")
        }
        let record = try #require(sink.decisions.first)
        #expect(record.case.id == "c7")
        #expect(record.case.user == "s1")
        #expect(record.case.groups == ["eu": "yes"])
        #expect(record.case.time?.description.hasPrefix("2026-01-31T12:00:00") == true)
        #expect(record.isRetry)
        #expect(
            String(decoding: record.case.input.json, as: UTF8.self)
                == #"{"text":"now","last":"now"}"#)
    }

    @Test func `a feature claims its questions under any model's name`() async throws {
        try await RunningGateway.with { gateway in
            let reply = try await gateway.post(
                "/v1/decisions", Self.body(#""now""#, Self.urgent, model: "gpt-6-luna"))
            #expect(reply.json["model"] == "gpt-6-luna")
            #expect(reply.json["x_assay"]?["feature"] == "parcels")
        }
    }

    @Test func `a log that fails changes no answer`() async throws {
        let sink = MemorySink(.unlogged(.full))
        try await RunningGateway.with([TestFeature.make(sink: sink)]) { gateway in
            let reply = try await gateway.post("/v1/decisions", Self.body(#""now""#, Self.urgent))
            #expect(reply.json["answers"]?[0]?["probability"] == 0.97)
            #expect(reply.json["x_assay"]?["logged"] == false)
        }
    }

    @Test func `a model in charge is waited for, and its tokens are told`() async throws {
        let feature = try TestFeature.make(inCharge: "model") { _ in 1 }
        try await RunningGateway.with([feature]) { gateway in
            let reply = try await gateway.post(
                "/v1/decisions", Self.body(#""x""#, Self.urgent))
            #expect(reply.json["answers"]?[0]?["probability"] == 1.0)
            #expect(reply.json["answers"]?[0]?["x_assay"]?["source"] == "model")
            #expect(reply.json["usage"]?["input_tokens"] == 12)
            #expect(reply.json["usage"]?["total_tokens"] == 15)
        }
    }

    @Test(arguments: [
        (#"{"#, "invalid_json", nil),
        (#"[]"#, "invalid_json", nil),
        (#"{"input":"x","questions":[]}"#, "missing_required_parameter", "model"),
        (#"{"model":"parcels","questions":[]}"#, "missing_required_parameter", "input"),
        (#"{"model":"parcels","input":"x"}"#, "missing_required_parameter", "questions"),
        (#"{"model":"parcels","input":5,"questions":[]}"#, "invalid_value", "input"),
        (#"{"model":"parcels","input":"x","questions":[]}"#, "invalid_value", "questions"),
        (body(#""x""#, urgent, urgent), "invalid_value", "questions[1].name"),
        (body(#""x""#, #"{"name":"urgent"}"#), "missing_required_parameter", "questions[0].type"),
        (
            body(#""x""#, #"{"type":"predicate","name":"urgent"}"#), "missing_required_parameter",
            "questions[0].instructions"
        ),
        (
            body(
                #""x""#, #"{"type":"choice","name":"a","instructions":"","choices":[{"value":1}]}"#),
            "invalid_value", "questions[0].choices[0].value"
        ),
        (
            body(
                #""x""#,
                #"{"type":"choice","name":"a","instructions":"","choices":[{"value":"b"}]}"#),
            "invalid_value", "questions[0].choices"
        ),
        (
            body(
                #""x""#,
                #"{"type":"choice","name":"a","instructions":"","choices":[{"value":"b"},{"value":"b"}]}"#
            ), "invalid_value", "questions[0].choices[1].value"
        ),
        (
            body(#""x""#, #"{"type":"predicate","name":"other","instructions":""}"#),
            "invalid_value", "questions[0]"
        ),
        (
            body(#""x""#, urgent, more: #","x_assay":{"time":"noon"}"#), "invalid_value",
            "x_assay.time"
        ),
        (body("[]", urgent), "invalid_value", "input"),
        (
            body(#""x""#, urgent, model: "unknown").replacing("urgent", with: "u"),
            "model_not_found", "model"
        ),
    ])
    func `what is wrong is said with its place`(
        body: String, code: String, parameter: String?
    ) async throws {
        try await RunningGateway.with { gateway in
            let reply = try await gateway.post("/v1/decisions", body)
            #expect(reply.status == (code == "model_not_found" ? 404 : 400))
            let error = reply.json["error"]
            #expect(error?["code"] == .string(code), "\(reply.text)")
            #expect(error?["param"] == parameter.map { .string($0) } ?? .null, "\(reply.text)")
            #expect(error?["type"] == "invalid_request_error")
            #expect(reply.headers["x-request-id"] != nil)
        }
    }

    @Test(arguments: [(1, 400), (2, 200), (255, 200), (256, 400)])
    func `two to 255 choices are taken`(count: Int, status: Int) async throws {
        // Claimed by nobody, so that a list that can be read is an unknown model.
        try await RunningGateway.with { gateway in
            let choices = (0..<count).map { #"{"value":"\#($0)"}"# }.joined(separator: ",")
            let question =
                #"{"type":"choice","name":"n","instructions":"","choices":[\#(choices)]}"#
            let reply = try await gateway.post(
                "/v1/decisions", Self.body(#""x""#, question, model: "m"))
            #expect(reply.status == (status == 200 ? 404 : 400))
        }
    }

    @Test func `a refused request is counted as such, and the ledger adds up`() async throws {
        let feature = try TestFeature.make()
        try await RunningGateway.with([feature]) { gateway in
            _ = try await gateway.post("/v1/decisions", Self.body(#""x""#, Self.urgent))
            _ = try await gateway.post("/v1/decisions", Self.body("[]", Self.urgent))
        }
        let ledger = feature.live.state.ledger.snapshot
        #expect(ledger.answered == 1)
        #expect(ledger.rejected == ["bad_request": 1])
        #expect(ledger.addsUp)
    }
}
