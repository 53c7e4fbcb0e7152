import CurlTransport
import Foundation
import Gateway
import JSONCodec
import Synchronization
import TestSupport
import Testing

/// Requests that no feature claims.
struct ForwardingTests {
    private static let json = ["Content-Type": "application/json"] as KeyValuePairs

    private static func with(
        key: String? = nil,
        _ script: @escaping @Sendable (ScriptedServer.Request) -> [ScriptedServer.Step],
        _ body: @escaping @Sendable (RunningGateway, ScriptedServer) async throws -> Void
    ) async throws {
        try await ScriptedServer.with(script) { server in
            let upstreams = Upstreams(
                openAI: Upstream(name: "openai", baseURL: server.url("/base/v1/"), key: key),
                systemOne: Upstream(name: "systemone", baseURL: server.url("/base"), key: key))
            try await RunningGateway.with(upstreams: upstreams) { gateway in
                try await body(gateway, server)
            }
        }
    }

    @Test(arguments: [
        "/v1/decisions", "/v1/systemone", "/v1/chat/completions", "/v1/embeddings?a=b",
    ])
    func `a request and its reply pass untouched`(path: String) async throws {
        let sent = #"{ "model":"gpt", "x":[1, 2.50], "input":"ü" }"#
        try await Self.with({ _ in
            [
                .respond(
                    418, ["Content-Type": "text/weird", "x-request-id": "up-1"], "{ \"a\" : 1 }")
            ]
        }) { gateway, server in
            let reply = try await gateway.post(path, sent)
            #expect(reply.status == 418)
            #expect(reply.text == "{ \"a\" : 1 }")
            #expect(reply.headers["content-type"] == "text/weird")
            #expect(reply.headers["x-request-id"] == "up-1")
            #expect(reply.headers["x-typesafe-request-id"]?.hasPrefix("req_") == true)
            let request = try #require(server.record.requests.first)
            #expect(request.target == "/base" + path)
            #expect(String(decoding: request.body, as: UTF8.self) == sent)
        }
    }

    @Test func `a body that cannot be read is the upstream's to refuse`() async throws {
        try await Self.with({ _ in [.respond(422, Self.json, "{}")] }) { gateway, server in
            for body in ["{", #"{"model":"jev","state":"x","questions":{}}"#] {
                #expect(try await gateway.post("/v1/systemone", body).status == 422)
            }
            let zstd = try await gateway.post(
                "/v1/systemone", "zzz", headers: ["content-encoding": "zstd"])
            #expect(zstd.status == 422)
            #expect(server.record.requests.last?.headers["content-encoding"] == "zstd")
            // A feature's own name is ours to answer.
            let own = try await gateway.post(
                "/v1/systemone", #"{"model":"parcels","state":"x","questions":{}}"#)
            #expect(own.json["detail"]?[0]?["loc"] == ["body", "questions"])
            #expect(server.record.requests.count == 3)
        }
    }

    @Test func `fields of one connection and the gateway's own keys do not travel`() async throws {
        try await Self.with({ _ in
            [.respond(200, ["Connection": "x-secret", "X-Secret": "1", "Keep-Alive": "9"], "{}")]
        }) { gateway, server in
            let reply = try await gateway.post(
                "/v1/chat/completions", #"{"model":"m"}"#,
                headers: [
                    "authorization": "Bearer assay_abc", "x-assay-key": "k", "te": "trailers",
                    "connection": "x-hop", "x-hop": "1", "x-kept": "2",
                ])
            #expect(reply.headers["x-secret"] == nil)
            let headers = try #require(server.record.requests.first).headers
            for name in ["authorization", "x-assay-key", "te", "x-hop"] {
                #expect(headers[name] == nil, "\(name)")
            }
            #expect(headers["x-kept"] == "2")
            #expect(headers["host"]?.hasPrefix("127.0.0.1:") == true)
        }
    }

    @Test func `a client's key goes upstream unless the upstream has its own`() async throws {
        for key in [nil, "up"] {
            try await Self.with(key: key, { _ in [.respond(200, Self.json, "{}")] }) {
                gateway, server in
                _ = try await gateway.post(
                    "/v1/chat/completions", "{}", headers: ["authorization": "Bearer sk-client"])
                let headers = try #require(server.record.requests.first).headers
                #expect(headers["authorization"] == "Bearer \(key ?? "sk-client")")
            }
        }
    }

    @Test func `a trace goes on upstream under a new parent`() async throws {
        try await Self.with({ _ in [.respond(200, Self.json, "{}")] }) { gateway, server in
            let trace = "0af7651916cd43dd8448eb211c80319c"
            _ = try await gateway.post(
                "/v1/chat/completions", "{}",
                headers: ["traceparent": "00-\(trace)-b7ad6b7169203331-01"])
            let sent = try #require(server.record.requests.first?.headers["traceparent"])
            let parts = sent.split(separator: "-")
            #expect(parts.count == 4 && parts[1] == trace && parts[3] == "01")
            #expect(parts[2] != "b7ad6b7169203331" && parts[2].count == 16)
        }
    }

    @Test func `the pieces of a stream are passed on as they come`() async throws {
        let gate = Gate()
        try await Self.with({ _ in
            [
                .beginChunks(["Content-Type": "text/event-stream"]),
                .chunk("data: {\"choices\":[]}\n\n"), .waitUntil { gate.isOpen },
                .chunk("data: [DONE]\n\n"), .chunk(""),
            ]
        }) { gateway, _ in
            let request = HTTPRequest(
                .post, gateway.url("/v1/chat/completions"), body: Array("{}".utf8),
                timeouts: .patient)
            try await gateway.transport.withResponse(to: request) { head, body in
                #expect(head.headers["content-type"] == "text/event-stream")
                var text = ""
                for try await piece in body {
                    text += String(decoding: piece, as: UTF8.self)
                    // The rest is sent only after the first piece has arrived.
                    gate.open()
                }
                #expect(text == "data: {\"choices\":[]}\n\ndata: [DONE]\n\n")
            }
        }
    }

    @Test(arguments: [
        [
            ScriptedServer.Step.respond(
                200, json,
                #"{"choices":[{"message":{"content":"\"usage\":{\"prompt_tokens\":9}"}}],"#
                    + #""usage":{"prompt_tokens":40,"completion_tokens":5,"x":{"y":1}}}"#)
        ],
        [
            .beginChunks(["Content-Type": "text/event-stream"]),
            .chunk("data: {\"choices\":[],\"usage\":null}\n\ndata: {\"us"),
            .chunk("age\": {\"input_tokens\":40,\"output_tokens\":5}}\n\ndata: [DONE]\n\n"),
            .chunk(""),
        ],
    ])
    func `tokens of forwarded calls are counted`(steps: [ScriptedServer.Step]) async throws {
        try await Self.with({ _ in steps }) { gateway, _ in
            _ = try await gateway.post("/v1/chat/completions", #"{"model":"gpt"}"#)
            let lines = try await gateway.get("/metrics").text.split(separator: "\n")
            for (kind, sum) in [("input", "40.0"), ("output", "5.0")] {
                let name =
                    #"gen_ai_client_token_usage_sum{gen_ai_provider_name="openai","#
                    + #"gen_ai_operation_name="chat",gen_ai_request_model="gpt","#
                    + #"gen_ai_token_type="\#(kind)"} \#(sum)"#
                #expect(lines.contains(Substring(name)))
            }
        }
    }

    @Test func `models of forwarded calls are told apart, as long as they are not too many`()
        async throws
    {
        try await Self.with({ _ in [.respond(200, Self.json, "{}")] }) { gateway, _ in
            let long = String(repeating: "x", count: 101)
            for model in [long] + (1...101).map({ "m\($0)" }) + ["m7"] {
                let body = #"{"messages":[{"model":"no"}],"model":"\#(model)"}"#
                _ = try await gateway.post("/v1/chat/completions", body)
            }
            let lines = try await gateway.get("/metrics").text.split(separator: "\n")
            func calls(_ model: String) -> Substring? {
                lines.first {
                    $0.hasPrefix("gen_ai_client_operation_duration_seconds_count")
                        && $0.contains(#"gen_ai_request_model="\#(model)""#)
                }?.split(separator: " ").last
            }
            #expect(calls("m1") == "1")
            #expect(calls("m7") == "2")
            #expect(calls("m100") == "1")
            #expect(calls("m101") == nil)
            #expect(calls("_OTHER") == "2")
            #expect(!lines.contains { $0.contains(#""no""#) })
        }
    }

    @Test(arguments: [
        [ScriptedServer.Step.chunk("")], [.close], [.reset],
    ])
    func `a chat's stream that ends without its finish says so`(
        ending: [ScriptedServer.Step]
    ) async throws {
        try await Self.with({ _ in
            [
                .beginChunks(["Content-Type": "text/event-stream"]),
                .chunk(
                    "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}\n\n"
                ),
                .wait(.milliseconds(30)),
            ] + ending
        }) { gateway, _ in
            let reply = try await gateway.post("/v1/chat/completions", #"{"stream":true}"#)
            let last = reply.text.components(separatedBy: "\n\n").filter { !$0.isEmpty }.last ?? ""
            let event = try JSONValue(parsing: String(last.dropFirst(6)))
            #expect(event["error"]?["code"] == "upstream_failed", "\(reply.text)")
        }
    }

    @Test func `a short reply that breaks off is an error of the gateway`() async throws {
        try await Self.with({ _ in
            [.send(ScriptedServer.Step.head(length: 1000) + "{\"a\":"), .close]
        }) { gateway, _ in
            let reply = try await gateway.post("/v1/chat/completions", "{}")
            #expect(reply.status == 502)
            #expect(reply.json["error"]?["code"] == "upstream_failed", "\(reply.text)")
        }
    }

    @Test func `a long reply that breaks off is not ended as if it were whole`() async throws {
        try await Self.with({ _ in
            [
                .send(ScriptedServer.Step.head(length: 100_000) + "{\"a\":"),
                .wait(.milliseconds(30)), .close,
            ]
        }) { gateway, _ in
            await #expect(throws: TransportError.self) {
                _ = try await gateway.post("/v1/chat/completions", "{}")
            }
        }
    }

    @Test(arguments: ["/v1/decisions", "/v1/systemone", "/v1/chat/completions"])
    func `an upstream that cannot be reached is a 502 in the dialect`(path: String) async throws {
        let closed = Upstream(name: "gone", baseURL: "http://127.0.0.1:1")
        try await RunningGateway.with(upstreams: Upstreams(openAI: closed, systemOne: closed)) {
            gateway in
            let reply = try await gateway.post(path, "{}")
            #expect(reply.status == 502)
            let error = path == "/v1/systemone" ? reply.json["detail"] : reply.json["error"]
            #expect(error?["message"]?.string?.contains("`gone`") == true, "\(reply.text)")
        }
    }

    @Test func `without an upstream the rest is not found`() async throws {
        try await RunningGateway.with { gateway in
            let chat = try await gateway.post("/v1/chat/completions", #"{"model":"gpt"}"#)
            #expect(chat.status == 404)
            #expect(chat.json["error"]?["code"] == "model_not_found")
            let other = try await gateway.post("/v1/embeddings", "{}")
            #expect(other.status == 404)
            #expect(try await gateway.post("/v1/outcomes/x", "{}").status == 404)
        }
    }

    @Test func `a claimed chat model is answered here as far as the feature can`() async throws {
        try await Self.with({ _ in [.respond(200, Self.json, #"{"from":"upstream"}"#)] }) {
            gateway, server in
            func ask(_ more: String) async throws -> JSONValue {
                let body =
                    #"{"model":"gpt-6-mini","messages":[{"role":"user","content":"now"}]\#(more)}"#
                return try await gateway.post("/v1/chat/completions", body).json
            }
            let claimed = try await ask(#","response_format":{"type":"json_object"}"#)
            #expect(claimed["model"] == "gpt-6-mini")
            #expect(claimed["x_assay"]?["feature"] == "parcels")
            #expect(server.record.requests.isEmpty)
            // Three questions have no one label.
            let passed = try await ask("")
            #expect(passed["from"] == "upstream")
        }
    }

    @Test func `models of features and upstreams are listed in one body`() async throws {
        try await Self.with({ request in
            [.respond(200, Self.json, #"{"data":[{"id":"gpt"}],"models":[{"name":"jev"}]}"#)]
        }) { gateway, _ in
            let list = try await gateway.get("/v1/models").json
            #expect(list["object"] == "list")
            #expect(list["data"]?.array?.compactMap { $0["id"]?.string } == ["parcels", "gpt"])
            #expect(list["models"]?.array?.compactMap { $0["name"]?.string } == ["parcels", "jev"])
            let own = try await gateway.get("/v1/models/parcels").json
            #expect(own["object"] == "model")
        }
    }
}

/// Something that one side waits for and the other gives.
final class Gate: Sendable {
    private let state = Mutex(false)

    func open() { state.withLock { $0 = true } }

    var isOpen: Bool { state.withLock { $0 } }
}
