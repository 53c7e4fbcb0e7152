import CurlTransport
package import Decisions
import JSONCodec
import Synchronization

/// A model path over HTTP: asks, retries within the path's timeout, and reads the reply.
package final class ModelClient: ModelAnswering {
    package let task: ModelTask
    private let format: any WireFormat
    private let prices: PriceTable
    private let transport: any ModelTransport
    private let clock: ModelClock
    private let jitter: @Sendable () -> Double
    private let retryBudget: RetryBudget?
    /// What the server is known to take.
    private let extras: Mutex<RequestExtras>

    package var path: String { task.path }
    package var promptHash: ContentHash { task.promptHash }

    /// Makes a client; `prices` are the tables, over which the path's own price goes.
    ///
    /// `jitter` gives random numbers in 0..<1. Without a `retryBudget`, every call may be retried as
    /// often as the path says.
    package init(
        _ task: ModelTask, endpoint: ModelEndpoint, prices: PriceTable = .builtIn,
        transport: any ModelTransport, clock: ModelClock = .system,
        jitter: @escaping @Sendable () -> Double = { .random(in: 0..<1) },
        retryBudget: RetryBudget? = nil
    ) {
        self.task = task
        self.prices = prices.overridden(by: task.definition.price)
        self.transport = transport
        self.clock = clock
        self.jitter = jitter
        self.retryBudget = retryBudget
        let format: any WireFormat =
            switch task.definition.api {
            case .chat: ChatFormat(task: task, endpoint: endpoint)
            case .anthropic: AnthropicFormat(task: task, endpoint: endpoint)
            case .decisions: DecisionsFormat(task: task, endpoint: endpoint)
            case .systemone: SystemOneFormat(task: task, endpoint: endpoint)
            }
        self.format = format
        extras = Mutex(format.extras)
    }

    /// Returns one answer a question, in the feature's order.
    ///
    /// The latency is what the caller waited, retries and waits between them included; price and
    /// tokens are those of the last reply, in equal shares. Throws where the task is cancelled or
    /// the transport shut down.
    package func answer(
        _ input: CaseInput, repeatIndex: Int = 0
    ) async throws(CancellationError) -> [Answer] {
        let start = clock.elapsed()
        let result = try await reply(to: input, since: start)
        let latency = (clock.elapsed() - start).nanoseconds
        return answers(from: result, repeatIndex: repeatIndex, latency: latency)
    }

    /// Returns the price of as many tokens as the request has bytes and the reply may have.
    ///
    /// A token has at least one byte. What the server retries or bills beyond the reply's limit is
    /// not known here.
    package func highestPrice(of input: CaseInput) -> Money? {
        guard let body = format.body(for: input, extras: extras.withLock(\.self)) else {
            return .zero
        }
        let price = prices.price(
            replied: nil, requested: task.definition.model, at: clock.now())
        return price?.highest(input: body.count, output: task.definition.maxTokens)
    }

    private func reply(
        to input: CaseInput, since start: Duration
    ) async throws(CancellationError) -> Result<ModelReply, FailedReply> {
        var policy = RetryPolicy(
            retries: task.definition.retries, deadline: task.definition.timeout)
        var extras = self.extras.withLock(\.self)
        retryBudget?.earn()
        while true {
            if Task.isCancelled { throw CancellationError() }
            guard let time = policy.timeLeft(at: clock.elapsed() - start) else {
                return .failure(FailedReply(.timeout, "no time left for another attempt"))
            }
            guard let body = format.body(for: input, extras: extras) else {
                return .failure(FailedReply(.badRequest, "the input cannot be put to this API"))
            }
            let failure: FailedReply
            switch try await attempt(body, time: time, extras: extras) {
            case .reply(let reply):
                remember(extras)
                return .success(reply)
            case .reduce(let fewer):
                extras = fewer
                continue
            case .failed(let reply): failure = reply
            }
            let elapsed = clock.elapsed() - start
            switch policy.action(after: failure.signal, elapsed: elapsed, jitter: jitter()) {
            case .giveUp: return .failure(failure)
            case .retry(let wait):
                guard retryBudget?.spend() ?? true else { return .failure(failure) }
                try await sleep(wait)
            }
        }
    }

    private func sleep(_ wait: Duration) async throws(CancellationError) {
        do { try await clock.sleep(wait) } catch { throw CancellationError() }
    }

    /// Forgets nothing that another call has learnt meanwhile.
    private func remember(_ working: RequestExtras) {
        extras.withLock { $0.formIntersection(working) }
    }
}

extension ModelClient {
    private enum Attempt {
        case reply(ModelReply)
        /// The server takes less; asking again is no retry.
        case reduce(RequestExtras)
        case failed(FailedReply)
    }

    private func attempt(
        _ body: [UInt8], time: Duration, extras: RequestExtras
    ) async throws(CancellationError) -> Attempt {
        var headers = format.headers
        if let trace = CallTrace.traceparent { headers.set("traceparent", trace) }
        let request = HTTPRequest(
            .post, format.url, headers: headers, body: body,
            timeouts: HTTPTimeouts(connect: min(time, .seconds(5)), total: time))
        let response: HTTPResponse
        do {
            response = try await transport.send(request)
        } catch {
            guard let failure = FailedReply(error) else { throw CancellationError() }
            return .failed(failure)
        }
        return interpret(response, extras: extras)
    }

    private func interpret(_ response: HTTPResponse, extras: RequestExtras) -> Attempt {
        let body = try? JSONValue(parsing: response.body)
        let error = body.flatMap { ServerError($0) }
        guard (200..<300).contains(response.status) else {
            if response.status == 400 || response.status == 422,
                let fewer = extras.reduced(after: error)
            {
                return .reduce(fewer)
            }
            return .failed(
                FailedReply(
                    status: response.status, headers: response.headers, error: error,
                    now: clock.now()))
        }
        guard let body else {
            return .failed(FailedReply(.unparsable, "a reply that is no JSON"))
        }
        if let error, let fault = body["error"], !fault.isNull {
            return .failed(
                FailedReply(inside: response, error, now: clock.now()))
        }
        return .reply(format.reply(from: body))
    }

    private func answers(
        from result: Result<ModelReply, FailedReply>, repeatIndex: Int, latency: Int64
    ) -> [Answer] {
        switch result {
        case .success(let reply):
            let price = prices.price(
                replied: reply.model, requested: task.definition.model, at: clock.now())
            return reply.answers(
                path: task.path, repeatIndex: repeatIndex, latency: latency, price: price)
        case .failure(let failure):
            return failure.answers(
                path: task.path, questions: task.questions.count, repeatIndex: repeatIndex,
                latency: latency)
        }
    }
}
