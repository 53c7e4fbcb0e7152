import CurlTransport
import Decisions
import JSONCodec
import Models
import Testing

struct ClientFailureTests {
    private func answer(
        _ replies: [Result<HTTPResponse, TransportError>], retries: Int = 0
    ) async throws -> (answer: Answer, record: ScriptedTransport.State) {
        let transport = ScriptedTransport(replies)
        let task = try Examples.task(
            Examples.triageYAML, Examples.definition(response: .label, retries: retries))
        let answers = try await transport.client(task).answer(Examples.input())
        return (try #require(answers.first), transport.record)
    }

    @Test(arguments: [
        (TransportError.cannotResolve(host: "h"), AnswerReason.Code.unreachable),
        (.cannotConnect(host: "h", port: 1), .unreachable),
        (.connectTimeout(.seconds(5)), .unreachable),
        (.tls("expired"), .unreachable), (.proxyRefused(status: 403), .unreachable),
        (.totalTimeout(.seconds(30)), .timeout), (.idleTimeout(.seconds(3)), .timeout),
        (.connectionLost(bodyBytes: 3), .connectionLost),
        (.truncated(received: 3, expected: 9), .connectionLost),
        (.bodyTooLarge(limit: 9), .tooLarge), (.badURL("no host"), .badRequest),
        (.protocolViolation("x"), .unparsable),
    ])
    func `trouble on the way is a failure of its kind`(
        error: TransportError, code: AnswerReason.Code
    ) async throws {
        let (answer, _) = try await answer([.failure(error)])
        #expect(answer.status == .failed)
        #expect(answer.reason == AnswerReason(code, detail: error.description))
        #expect(answer.price == nil)
    }

    @Test(arguments: [
        (400, "", AnswerReason.Code.badRequest, "status 400"),
        (
            400, #"{"error":{"code":"context_length_exceeded"}}"#, .tooLarge,
            "status 400 `context_length_exceeded`"
        ),
        (
            400, #"{"error":{"code":400,"type":"exceed_context_size_error"}}"#, .tooLarge,
            "status 400 `exceed_context_size_error`"
        ),
        (400, #"{"error":{"code":"content_filter"}}"#, .refusal, "status 400 `content_filter`"),
        (
            401,
            #"{"error":{"message":"Incorrect API key sk-123","type":"invalid_request_error"}}"#,
            .httpStatus, "status 401 `invalid_request_error`"
        ),
        (404, "<html>", .httpStatus, "status 404"), (413, "", .tooLarge, "status 413"),
        (
            422, #"{"detail":[{"loc":["body"],"msg":"Field required","type":"missing"}]}"#,
            .badRequest, "status 422 `missing`"
        ),
        (
            429, #"{"detail":{"error_type":"rate_limit_error"}}"#, .rateLimited,
            "status 429 `rate_limit_error`"
        ),
        (
            501, #"{"error":{"code":501,"type":"not_supported_error"}}"#, .httpStatus,
            "status 501 `not_supported_error`"
        ),
        (503, "", .httpStatus, "status 503"), (302, "", .httpStatus, "status 302"),
    ])
    func `a status is a failure that names no message`(
        status: Int, body: String, code: AnswerReason.Code, detail: String
    ) async throws {
        // Three times, since a 400 is tried again with less.
        let reply = Result<HTTPResponse, TransportError>.reply(status, body)
        let (answer, _) = try await answer([reply, reply, reply])
        #expect(answer.reason == AnswerReason(code, detail: detail))
    }

    @Test(arguments: [
        ("<html>Welcome</html>", AnswerReason.Code.unparsable), ("", .unparsable),
        ("{}", .unparsable),
        (#"{"choices":[]}"#, .unparsable),
        (#"{"choices":[{"message":{"content":null}}]}"#, .unparsable),
        (#"{"choices":[{"message":{"content":null,"refusal":"I cannot"}}]}"#, .refusal),
        (#"{"choices":[{"message":{"content":""},"finish_reason":"content_filter"}]}"#, .refusal),
        (#"{"choices":[{"message":{"content":"bil"},"finish_reason":"length"}]}"#, .unparsable),
        (#"{"choices":[{"message":{"content":"sales"},"finish_reason":"stop"}]}"#, .outsideChoices),
        (#"{"error":{"code":429,"message":"slow down"}}"#, .rateLimited),
        (#"{"error":{"message":"overloaded","type":"server_error"}}"#, .httpStatus),
        (#"{"error":"out of memory"}"#, .httpStatus),
    ])
    func `a reply that is no answer is a failure of its kind`(
        body: String, code: AnswerReason.Code
    ) async throws {
        #expect(try await answer([.reply(body)]).answer.reason?.code == code)
    }

    @Test(arguments: [
        #"{"choices":[{"message":{"content":"billing"},"finish_reason":"length"}]}"#,
        #"{"error":null,"choices":[{"message":{"content":[{"type":"text","text":"billing"}]}}]}"#,
    ])
    func `a reply with a quirk is an answer`(body: String) async throws {
        #expect(try await answer([.reply(body)]).answer.code == 0)
    }

    @Test func `a failure that passes is retried and all waiting counts`() async throws {
        let (answer, record) = try await answer(
            [
                .reply(429, ["Retry-After": "2"], ""), .failure(.connectionLost(bodyBytes: 0)),
                .chat("billing"),
            ], retries: 2)
        #expect(answer.code == 0)
        #expect(record.waits == [.seconds(2), .seconds(1)])
        #expect(answer.latency == 3_000_000_000)
    }

    @Test func `retries end, and the last failure counts`() async throws {
        let (answer, record) = try await answer(
            [.reply(429, ""), .reply(500, ""), .reply(503, "")], retries: 2)
        #expect(answer.reason == AnswerReason(.httpStatus, detail: "status 503"))
        #expect(record.requests.count == 3)
    }

    @Test func `retries of many calls stay within their budget`() async throws {
        let transport = ScriptedTransport([])
        let task = try Examples.task(
            Examples.triageYAML, Examples.definition(response: .label, retries: 2))
        let client = transport.client(task, retryBudget: RetryBudget(share: 0.25, most: 4))
        for _ in 0..<50 {
            let answers = try await client.answer(Examples.input())
            #expect(answers.first?.reason?.code == .unreachable)
        }
        // Four that were saved up, and a quarter of those calls after which none was left.
        #expect((65...66).contains(transport.record.requests.count))
    }

    @Test func `a wait beyond the deadline ends the call at once`() async throws {
        let (answer, record) = try await answer(
            [.reply(429, ["Retry-After": "120"], "")], retries: 2)
        #expect(answer.reason?.code == .rateLimited)
        #expect(record.waits.isEmpty)
        #expect(answer.latency == 0)
    }

    @Test func `each attempt has the time that is left`() async throws {
        let (_, record) = try await answer(
            [.reply(500, ["retry-after-ms": "10000"], ""), .chat("billing")], retries: 1)
        #expect(record.requests.map(\.timeouts.total) == [.seconds(30), .seconds(20)])
    }

    @Test func `a failure fails every question`() async throws {
        let transport = ScriptedTransport([.reply(404, "")])
        let answers = try await transport.client(Examples.task(Examples.severalYAML))
            .answer(Examples.input())
        #expect(answers.count == 4)
        #expect(answers.allSatisfy { $0.reason?.code == .httpStatus })
    }

    @Test(arguments: [TransportError.cancelled, .shutDown])
    func `a call that we cut short throws`(error: TransportError) async throws {
        await #expect(throws: CancellationError.self) { try await answer([.failure(error)]) }
    }

    @Test func `a key is in no description`() throws {
        let endpoint = ModelEndpoint(
            baseURL: "https://user:pass@host/v1/?api-key=secret", key: "sk-secret")
        #expect("\(endpoint)" == "https://host/v1/")
        #expect(!String(reflecting: endpoint).contains("secret"))
        var dumped = ""
        dump(endpoint, to: &dumped)
        #expect(!dumped.contains("secret"))
    }

    @Test func `an endpoint names every variable that is missing`() throws {
        var definition = Examples.definition(baseURL: "${HOST}/v1/")
        definition.key = "${KEY}"
        guard case .failure(let unset) = ModelEndpoint.resolve(definition, in: [:]) else {
            Issue.record("resolved")
            return
        }
        #expect(unset.names == ["HOST", "KEY"])
        let endpoint = try ModelEndpoint.resolve(definition, in: ["HOST": "http://h", "KEY": "k"])
            .get()
        #expect(endpoint.baseURL == "http://h/v1/")
    }
}
