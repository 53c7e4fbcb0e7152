import CurlTransport
import Decisions
import JSONCodec
import Models
import Testing

/// The client over real sockets.
struct LiveClientTests {
    private static let ok = ScriptedModelServer.Reply.json(
        200, ChatReplies.body(#"{"team":"billing"}"#))

    private func ask(
        _ replies: [ScriptedModelServer.Reply], timeout: Duration = .seconds(600), retries: Int = 2
    ) async throws -> (answer: Answer, requests: Int) {
        let server = try ScriptedModelServer(replies)
        defer { server.stop() }
        let answer = try await ask(server.baseURL, timeout: timeout, retries: retries)
        return (answer, server.bodies.count)
    }

    private func ask(_ baseURL: String, timeout: Duration, retries: Int) async throws -> Answer {
        let transport = try CurlTransport()
        let definition = Examples.definition(baseURL: baseURL, timeout: timeout, retries: retries)
        let client = ModelClient(
            try Examples.task(Examples.triageYAML, definition),
            endpoint: ModelEndpoint(baseURL: baseURL), transport: transport)
        let answers = try await client.answer(Examples.input())
        await transport.shutdown()
        return try #require(answers.first)
    }

    @Test func `a reply is an answer`() async throws {
        let (answer, requests) = try await ask([Self.ok])
        #expect(answer.code == 0)
        #expect(answer.latency > 0)
        #expect(requests == 1)
    }

    @Test func `a rate limit is waited out`() async throws {
        let limit = ScriptedModelServer.Reply.json(
            429, #"{"error":{"code":"rate_limit_exceeded"}}"#, headers: ["Retry-After": "1"])
        let (answer, requests) = try await ask([limit, Self.ok])
        #expect(answer.code == 0)
        #expect(answer.latency >= 1_000_000_000)
        #expect(requests == 2)
    }

    @Test func `a broken server is given up`() async throws {
        let broken = ScriptedModelServer.Reply.json(500, "", headers: ["retry-after-ms": "10"])
        let (answer, requests) = try await ask([broken])
        #expect(answer.reason == AnswerReason(.httpStatus, detail: "status 500"))
        #expect(requests == 3)
    }

    @Test(arguments: [
        (ScriptedModelServer.Reply.html, AnswerReason.Code.unparsable),
        (.half(#"{"choices":[{"message":"#), .connectionLost), (.hangUp, .connectionLost),
        (.json(200, ChatReplies.body(#"{"team":"sales"}"#)), .outsideChoices),
        (.json(200, ChatReplies.body("", finish: "content_filter")), .refusal),
        (
            .json(200, #"{"choices":[{"message":{"content":null,"refusal":"I can't"}}]}"#),
            .refusal
        ),
    ])
    func `what is no answer is a failure of its kind`(
        reply: ScriptedModelServer.Reply, code: AnswerReason.Code
    ) async throws {
        let (answer, requests) = try await ask([reply], retries: 0)
        #expect(answer.reason?.code == code)
        #expect(requests == 1)
    }

    @Test func `half a body is asked for again`() async throws {
        let (answer, requests) = try await ask([.half("{"), Self.ok])
        #expect(answer.code == 0)
        #expect(requests == 2)
    }

    @Test func `a stall ends at the deadline`() async throws {
        let (answer, requests) = try await ask(
            [.stall(#"{"choices":"#)], timeout: .milliseconds(300))
        #expect(answer.reason?.code == .timeout)
        #expect(requests == 1)
    }

    @Test func `where nobody listens is unreachable`() async throws {
        let port = try ScriptedModelServer.deadPort()
        let answer = try await ask(
            "http://127.0.0.1:\(port)/v1", timeout: .seconds(600), retries: 1)
        #expect(answer.reason?.code == .unreachable)
    }

    @Test func `a server without response_format is asked without`() async throws {
        let refusal = ScriptedModelServer.Reply.json(
            400, #"{"error":{"code":400,"message":"unknown field response_format"}}"#)
        let label = ScriptedModelServer.Reply.json(200, ChatReplies.body("**Billing**"))
        let (answer, requests) = try await ask([refusal, label], retries: 0)
        #expect(answer.code == 0)
        #expect(requests == 2)
    }

    @Test func `cancelling the task throws and is no failure`() async throws {
        let server = try ScriptedModelServer([.stall("{")])
        defer { server.stop() }
        let task = Task {
            try await ask(server.baseURL, timeout: .seconds(600), retries: 0)
        }
        while server.bodies.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `cancelling during a backoff throws`() async throws {
        let server = try ScriptedModelServer([
            .json(503, "", headers: ["Retry-After": "20"])
        ])
        defer { server.stop() }
        let task = Task {
            try await ask(server.baseURL, timeout: .seconds(600), retries: 2)
        }
        while server.bodies.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
