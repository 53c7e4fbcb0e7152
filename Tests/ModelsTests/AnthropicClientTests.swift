import CurlTransport
import Decisions
import JSONCodec
import Models
import Testing

struct AnthropicClientTests {
    private static let task = try? Examples.task(
        Examples.triageYAML,
        Examples.definition(.anthropic, baseURL: "https://api.test"),
        prompt: "Be brief.\n---\n{{text}}")

    private func ask(_ replies: [String]) async throws -> (answer: Answer, bodies: [JSONValue]) {
        let transport = ScriptedTransport(replies.map { .reply($0) })
        let task = try #require(Self.task)
        let answers = try await transport.client(task).answer(Examples.input())
        return (try #require(answers.first), transport.bodies)
    }

    @Test func `a question is a forced tool`() async throws {
        let transport = ScriptedTransport([
            .reply(
                #"{"model":"claude-x","content":[{"type":"tool_use","name":"answer","input":{"team":"account"}}],"stop_reason":"tool_use","usage":{"input_tokens":10,"cache_read_input_tokens":5,"output_tokens":3}}"#
            )
        ])
        let task = try #require(Self.task)
        let answers = try await transport.client(task).answer(Examples.input())
        let answer = try #require(answers.first)
        #expect(answer.code == 2)
        #expect(answer.model == "claude-x")
        #expect(answer.tokens == TokenUsage(input: 15, cachedInput: 5, output: 3))
        let request = try #require(transport.record.requests.first)
        #expect(request.url == "https://api.test/v1/messages")
        #expect(request.headers["x-api-key"] == "secret-key")
        #expect(request.headers["anthropic-version"] == "2023-06-01")
        #expect(request.headers["authorization"] == nil)
        let body = try #require(transport.bodies.first)
        #expect(body["system"] == "Be brief.")
        #expect(body["messages"] == [["role": "user", "content": "I was charged twice"]])
        #expect(body["tool_choice"] == ["type": "tool", "name": "answer"])
        #expect(body["max_tokens"] == 64)
    }

    @Test(arguments: [
        (#"{"content":[{"type":"text","text":"Label: other"}],"stop_reason":"end_turn"}"#, 3),
        (
            #"{"content":[{"type":"text","text":"{\"team\":"},{"type":"text","text":"\"other\"}"}]}"#,
            3
        ),
    ])
    func `a text is read as a label or JSON`(body: String, code: Int) async throws {
        #expect(try await ask([body]).answer.code == code)
    }

    @Test(arguments: [
        (#"{"content":[],"stop_reason":"refusal"}"#, AnswerReason.Code.refusal),
        (#"{"content":[],"stop_reason":"end_turn"}"#, .unparsable),
        (#"{"content":[{"type":"text","text":"I th"}],"stop_reason":"max_tokens"}"#, .unparsable),
        (#"{"content":[{"type":"tool_use","input":{"team":"sales"}}]}"#, .outsideChoices),
        (#"{"type":"error","error":{"type":"overloaded_error"}}"#, .httpStatus),
        ("{}", .unparsable),
    ])
    func `a reply that is no answer is a failure`(
        body: String, code: AnswerReason.Code
    ) async throws {
        #expect(try await ask([body]).answer.reason?.code == code)
    }

    @Test func `a count that cannot be is no count`() async throws {
        let huge = Int64.max
        let answer = try await ask([
            """
            {"content":[{"type":"text","text":"other"}],"usage":{"input_tokens":\(huge),\
            "cache_read_input_tokens":\(huge),"output_tokens":1}}
            """
        ]).answer
        #expect(answer.code == 3)
        #expect(answer.tokens == nil)
        #expect(answer.price == nil)
    }

    @Test(arguments: [
        ("https://h", ""), ("https://h/", ""), ("https://h/v1", ""), ("https://h/v1/", ""),
        ("https://h/v1/", "?api-version=2"),
    ])
    func `the version stands once in the address`(base: String, query: String) async throws {
        let transport = ScriptedTransport([])
        let task = try Examples.task(
            Examples.triageYAML, Examples.definition(.anthropic, baseURL: base + query, retries: 0))
        _ = try await transport.client(task).answer(Examples.input())
        #expect(transport.record.requests.map(\.url) == ["https://h/v1/messages" + query])
    }
}
