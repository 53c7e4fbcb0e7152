import CurlTransport
import Decisions
import JSONCodec
import Models
import Synchronization

/// A transport that gives prepared replies, and a clock that moves only by waiting.
final class ScriptedTransport: ModelTransport {
    struct State: Sendable {
        var replies: [Result<HTTPResponse, TransportError>]
        var requests: [HTTPRequest] = []
        var waits: [Duration] = []
        var time = Duration.zero
    }

    private let state: Mutex<State>
    /// How much time each reply takes.
    private let replyTime: Duration

    init(_ replies: [Result<HTTPResponse, TransportError>], replyTime: Duration = .zero) {
        state = Mutex(State(replies: replies))
        self.replyTime = replyTime
    }

    var record: State { state.withLock(\.self) }

    /// The body of each request.
    var bodies: [JSONValue] {
        record.requests.map { (try? JSONValue(parsing: $0.body)) ?? .null }
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let reply: Result<HTTPResponse, TransportError> = state.withLock { state in
            state.requests.append(request)
            state.time += replyTime
            return state.replies.isEmpty
                ? .failure(.cannotConnect(host: "test", port: 1)) : state.replies.removeFirst()
        }
        return try reply.get()
    }

    var clock: ModelClock {
        ModelClock(
            elapsed: { self.record.time },
            now: { Timestamp(microseconds: 1_795_348_800_000_000) },  // 2026-11-22T12:00:00Z
            sleep: { wait in
                self.state.withLock { state in
                    state.waits.append(wait)
                    state.time += wait
                }
            })
    }

    func client(
        _ task: ModelTask, prices: PriceTable = PriceTable(), key: String? = "secret-key",
        retryBudget: RetryBudget? = nil
    ) -> ModelClient {
        ModelClient(
            task, endpoint: ModelEndpoint(baseURL: task.definition.baseURL, key: key),
            prices: prices, transport: self, clock: clock, jitter: { 0 },
            retryBudget: retryBudget)
    }
}

extension Result<HTTPResponse, TransportError> {
    static func reply(
        _ status: Int = 200, _ headers: HTTPHeaders = HTTPHeaders(), _ body: String
    ) -> Self {
        .success(
            HTTPResponse(
                head: HTTPResponseHead(status: status, headers: headers), body: Array(body.utf8),
                timings: TransferTimings(
                    connect: .zero, firstByte: .zero, total: .zero, reusedConnection: false)))
    }

    /// A chat reply whose message is `content`, a JSON value.
    static func chat(_ content: JSONValue, finish: String = "stop") -> Self {
        reply(200, HTTPHeaders(), ChatReplies.body(content, finish: finish))
    }
}

enum ChatReplies {
    static func body(_ content: JSONValue, finish: String = "stop") -> String {
        let body: JSONValue = [
            "id": "c1", "object": "chat.completion", "created": 1, "model": "test-model-1",
            "system_fingerprint": "fp_7",
            "choices": [
                [
                    "index": 0, "message": ["role": "assistant", "content": content],
                    "finish_reason": .string(finish),
                ]
            ],
            "usage": [
                "prompt_tokens": 100, "completion_tokens": 5, "total_tokens": 105,
                "prompt_tokens_details": ["cached_tokens": 40],
            ],
        ]
        return body.description
    }
}
