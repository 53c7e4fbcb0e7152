package import CurlTransport
package import Decisions
import JSONCodec

/// Reads what a server replies to a request for decisions that a client of ours put.
package struct ForwardedReply: Sendable {
    private let dialect: Dialect
    private let path: String
    private let questions: [Question]
    private let model: String
    private let prices: PriceTable

    package enum Dialect: Sendable {
        case decisions, systemOne
    }

    /// Makes a reader of answers to `questions`, with the options and in the order of the request,
    /// which names `model`; they are logged in the name of `path`.
    package init(
        _ dialect: Dialect, path: String, questions: [Question], model: String, prices: PriceTable
    ) {
        self.dialect = dialect
        self.path = path
        self.questions = questions
        self.model = model
        self.prices = prices
    }

    /// Returns one answer a question; `latency` is in nanoseconds.
    ///
    /// Throws where the call was cut short from our side.
    package func answers(
        to result: Result<HTTPResponse, TransportError>, repeatIndex: Int, latency: Int64,
        at time: Timestamp
    ) throws(CancellationError) -> [Answer] {
        let reply: ModelReply
        switch result {
        case .success(let response):
            switch read(response, at: time) {
            case .success(let read): reply = read
            case .failure(let failure): return failed(failure, repeatIndex, latency)
            }
        case .failure(let error):
            guard let failure = FailedReply(error) else { throw CancellationError() }
            return failed(failure, repeatIndex, latency)
        }
        return reply.answers(
            path: path, repeatIndex: repeatIndex, latency: latency,
            price: prices.price(replied: reply.model, requested: model, at: time))
    }

    private func read(
        _ response: HTTPResponse, at time: Timestamp
    ) -> Result<ModelReply, FailedReply> {
        let body = try? JSONValue(parsing: response.body)
        let error = body.flatMap { ServerError($0) }
        guard (200..<300).contains(response.status) else {
            return .failure(
                FailedReply(
                    status: response.status, headers: response.headers, error: error, now: time))
        }
        guard let body else {
            return .failure(FailedReply(.unparsable, "a reply that is no JSON"))
        }
        if let error, let fault = body["error"], !fault.isNull {
            return .failure(FailedReply(inside: response, error, now: time))
        }
        return switch dialect {
        case .decisions: .success(DecisionsReply(questions: questions).reply(from: body))
        case .systemOne: .success(SystemOneReply(questions: questions).reply(from: body))
        }
    }

    private func failed(
        _ failure: FailedReply, _ repeatIndex: Int, _ latency: Int64
    ) -> [Answer] {
        failure.answers(
            path: path, questions: questions.count, repeatIndex: repeatIndex, latency: latency)
    }
}
