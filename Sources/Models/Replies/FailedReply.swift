import CurlTransport
import Decisions

/// Turns what went wrong with one attempt into a reason for the log and a signal for retries.
struct FailedReply: Error, Equatable {
    var reason: AnswerReason
    var signal: RetryPolicy.Signal

    init(_ code: AnswerReason.Code, _ detail: String?, _ signal: RetryPolicy.Signal = .permanent) {
        reason = AnswerReason(code, detail: detail)
        self.signal = signal
    }

    /// A reply whose status is an error.
    init(status: Int, headers: HTTPHeaders, error: ServerError?, now: Timestamp) {
        let detail = "status \(status)" + (error?.code.map { " `\($0)`" } ?? "")
        let signal = RetryHint.signal(status: status, headers: headers, now: now)
        switch status {
        case 429: self.init(.rateLimited, detail, signal)
        case _ where error?.saysRefused ?? false: self.init(.refusal, detail)
        case 413: self.init(.tooLarge, detail)
        case 400, 422:
            self.init(error?.saysTooLarge ?? false ? .tooLarge : .badRequest, detail)
        default: self.init(.httpStatus, detail, signal)
        }
    }

    /// A call without a reply; `nil` where it was cut short from our side.
    init?(_ error: TransportError) {
        let detail = error.description
        switch error {
        case .cancelled, .shutDown: return nil
        case .badURL, .badMethod, .badHeader: self.init(.badRequest, detail)
        case .cannotResolve, .cannotConnect, .connectTimeout, .proxyRefused:
            self.init(.unreachable, detail, .passing())
        case .tls, .failed: self.init(.unreachable, detail)
        case .firstByteTimeout, .idleTimeout, .totalTimeout: self.init(.timeout, detail)
        case .headTooLarge, .bodyTooLarge: self.init(.tooLarge, detail)
        case .connectionLost, .truncated: self.init(.connectionLost, detail, .passing())
        case .protocolViolation: self.init(.unparsable, detail)
        }
    }

    /// An error in a reply whose status says success; its own status counts where it has one.
    init(inside response: HTTPResponse, _ error: ServerError, now: Timestamp) {
        if let status = error.status {
            self.init(status: status, headers: response.headers, error: error, now: now)
            return
        }
        let code = error.code.map { " `\($0)`" } ?? ""
        let kind: AnswerReason.Code = error.saysRefused ? .refusal : .httpStatus
        self.init(kind, "an error\(code) in a reply with status \(response.status)")
    }
}

extension FailedReply {
    /// Returns what is logged: the same for every question, what it cost unknown.
    func answers(
        path: String, questions: Int, repeatIndex: Int, latency: Int64
    ) -> [Answer] {
        (0..<questions).map { _ in
            Answer(
                path: path, repeatIndex: repeatIndex, status: .failed, reason: reason,
                latency: latency)
        }
    }
}
