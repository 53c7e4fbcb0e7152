import CurlTransport
import JSONCodec
import Testing

/// `POST /v1/systemone`, answered by a feature.
struct SystemOneTests {
    static let questions = """
        {"urgent":{"type":"noul"},"route":{"type":"choice","criteria":\
        {"true":null,"approve":"x","review":null}},\
        "anger":{"type":"score","criteria":["calm","cross: a little","furious"]}}
        """

    static func body(_ state: String, _ questions: String = questions) -> String {
        #"{"model":"jev-latest","state":\#(state),"questions":\#(questions)}"#
    }

    @Test func `every kind of question is answered by its id`() async throws {
        try await RunningGateway.with { gateway in
            let reply = try await gateway.post(
                "/v1/systemone", Self.body(#"{"text":"now","order":{"amount":7}}"#))
            #expect(reply.status == 200)
            let answers = reply.json["answers"]
            #expect(answers?["urgent"]?["type"] == "noul")
            #expect(answers?["urgent"]?["noul"] == 0.97)
            #expect(answers?["urgent"]?["confidence"] == nil)
            #expect(answers?["route"]?["choice"] == "approve")
            #expect(
                answers?["route"]?["probabilities"]?.object?.members.map(\.key)
                    == ["true", "approve", "review"])
            #expect(answers?["anger"]?["legend"]?["1"] == "cross: a little")
            #expect(answers?["anger"]?["probabilities"]?["0"] == 0.8)
            #expect(reply.json["usage"] == ["input_tokens": 0, "output_tokens": 0])
        }
    }

    @Test(arguments: [
        #""now""#, #"{"text":"now"}"#, #"[{"role":"user","content":"now"}]"#, #"["now"]"#,
        #""{\"text\":\"now\"}""#,
    ])
    func `the text is found in every form of a state`(state: String) async throws {
        try await RunningGateway.with { gateway in
            let reply = try await gateway.post(
                "/v1/systemone", Self.body(state, #"{"urgent":{"type":"noul"}}"#))
            #expect(reply.json["answers"]?["urgent"]?["noul"] == 0.97, "\(reply.text)")
        }
    }

    @Test func `a body of this dialect is understood on the other's path`() async throws {
        try await RunningGateway.with { gateway in
            let reply = try await gateway.post("/v1/decisions", Self.body(#""now""#))
            #expect(reply.json["answers"]?["urgent"]?["noul"] == 0.97)
        }
    }

    @Test(arguments: [
        (#"{"#, 422), (body("5"), 422), (body(#""x""#, "{}"), 422),
        (body(#""x""#, #"{"a":{"type":"choice","criteria":{}}}"#), 422),
        (body(#""x""#, #"{"a":{"type":"choice"}}"#), 422),
        (body(#""x""#, #"{"a":{"type":"score","criteria":{"0":"x"}}}"#), 422),
        (body(#""x""#, #"{"a":{"type":"noul"},"a":{"type":"noul"}}"#), 422),
        (body(#""x""#, #"{"a":{"type":"noul"}}"#), 400),
        (body(#""x""#, #"{"a":{"type":"box"}}"#), 400),
    ])
    func `what is wrong is said in the dialect`(body: String, status: Int) async throws {
        try await RunningGateway.with { gateway in
            let reply = try await gateway.post("/v1/systemone", body)
            #expect(reply.status == status, "\(reply.text)")
            if status == 422 {
                #expect(reply.json["detail"]?[0]?["loc"]?[0] == "body", "\(reply.text)")
                #expect(reply.json["detail"]?[0]?["msg"]?.string != nil)
            } else {
                #expect(reply.json["detail"]?["error_type"] == "api_usage_error")
            }
        }
    }

    @Test func `a compressed body and attachments are refused where nobody is behind`() async throws
    {
        try await RunningGateway.with { gateway in
            let zstd = try await gateway.post(
                "/v1/systemone", "x", headers: ["content-encoding": "zstd"])
            #expect(zstd.status == 415)
            #expect(zstd.json["detail"]?["error_type"] == "unsupported_encoding")
        }
    }
}
