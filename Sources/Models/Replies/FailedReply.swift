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
}
