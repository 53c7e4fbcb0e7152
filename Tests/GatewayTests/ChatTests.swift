import CurlTransport
import Foundation
import JSONCodec
import Testing

/// `POST /v1/chat/completions`, answered by a feature.
struct ChatTests {
    private static func body(_ messages: String, _ more: String = "") -> String {
        #"{"model":"parcels","messages":[\#(messages)]\#(more)}"#
    }

    private static func schema(_ properties: String, required: String) -> String {
        #","response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"#
            + #""type":"object","properties":{\#(properties)},"required":[\#(required)]}}}"#
    }

    @Test func `a schema is filled in by the names and types of its properties`() async throws {
        try await RunningGateway.with { gateway in
            let message =
                #"{"role":"user","content":"now: {\"order\":{\"amount\":200}}"}"#
            let schema = Self.schema(
                #""urgent":{"type":"boolean"},"route":{"type":"string"},"anger":{"type":"integer"}"#,
                required: #""urgent","route""#)
            let reply = try await gateway.post(
                "/v1/chat/completions", Self.body(message, schema))
            #expect(reply.status == 200)
            let choice = reply.json["choices"]?[0]
            #expect(choice?["message"]?["role"] == "assistant")
            #expect(choice?["finish_reason"] == "stop")
            let content = try JSONValue(parsing: choice?["message"]?["content"]?.string ?? "")
            #expect(content == ["urgent": true, "route": "review", "anger": 0])
            #expect(reply.json["x_assay"]?["answers"]?["route"]?["rule"] == "dear")
            #expect(reply.json["usage"]?["total_tokens"] == 0)
        }
    }

    @Test func `several questions need a schema, and a schema needs known names`() async throws {
        try await RunningGateway.with { gateway in
            let message = #"{"role":"user","content":"now"}"#
            let bare = try await gateway.post("/v1/chat/completions", Self.body(message))
            #expect(bare.status == 400)
            #expect(bare.json["error"]?["param"] == "response_format")
            let unknown = try await gateway.post(
                "/v1/chat/completions",
                Self.body(
                    message, Self.schema(#""mood":{"type":"string"}"#, required: #""mood""#)))
            #expect(unknown.status == 400)
            #expect(unknown.json["error"]?["message"]?.string?.contains("`mood`") == true)
        }
    }

    @Test func `only the user's messages are read, the last one by its own field`() async throws {
        try await RunningGateway.with { gateway in
            let messages = """
                {"role":"system","content":"now"},{"role":"user","content":"first"},\
                {"role":"assistant","content":"now"},\
                {"role":"user","content":[{"type":"text","text":"again"}]}
                """
            let reply = try await gateway.post(
                "/v1/chat/completions",
                Self.body(messages, #","response_format":{"type":"json_object"}"#))
            let text = reply.json["choices"]?[0]?["message"]?["content"]?.string ?? ""
            let content = try JSONValue(parsing: text)
            #expect(content == ["route": "review", "urgent": false, "anger": "calm"])
        }
    }

    @Test(arguments: [false, true])
    func `a stream has a role, content, an end, and usage where it is asked for`(
        usage: Bool
    ) async throws {
        try await RunningGateway.with { gateway in
            let more =
                #","response_format":{"type":"json_object"},"stream":true,"#
                + #""stream_options":{"include_usage":\#(usage)}"#
            let reply = try await gateway.post(
                "/v1/chat/completions", Self.body(#"{"role":"user","content":"now"}"#, more))
            #expect(reply.headers["content-type"] == "text/event-stream")
            let events = reply.text.components(separatedBy: "\n\n").filter { !$0.isEmpty }
            #expect(events.allSatisfy { $0.hasPrefix("data: ") })
            #expect(events.last == "data: [DONE]")
            let chunks = try events.dropLast().map {
                try JSONValue(parsing: String($0.dropFirst(6)))
            }
            #expect(chunks.count == (usage ? 4 : 3))
            #expect(chunks[0]["choices"]?[0]?["delta"]?["role"] == "assistant")
            #expect(
                chunks[1]["choices"]?[0]?["delta"]?["content"]?.string?.contains("true") == true)
            #expect(chunks[2]["choices"]?[0]?["finish_reason"] == "stop")
            #expect(chunks[0]["object"] == "chat.completion.chunk")
            if usage {
                #expect(chunks[3]["choices"] == [])
                #expect(chunks[3]["usage"]?["total_tokens"] == 0)
            }
        }
    }
}
