/// Why a path did not answer: a code that is logged and counted, with a detail for people.
package struct AnswerReason: Hashable, Sendable {
    /// The kinds of reasons; their raw values stand in the log and never change.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        // abstained
        case noRuleFired = "no_rule_fired"
        case ruleAbstained = "rule_abstained"
        // failed: rules
        case ruleError = "rule_error"
        case ambiguous = "ambiguous"
        // failed: model
        case timeout = "timeout"
        case unreachable = "unreachable"
        case connectionLost = "connection_lost"
        case rateLimited = "rate_limited"
        case httpStatus = "http_status"
        case refusal = "refusal"
        case unparsable = "unparsable"
        case outsideChoices = "outside_choices"
        case tooLarge = "too_large"
        case notRecorded = "not_recorded"
        case staleRecording = "stale_recording"
        case badRequest = "bad_request"
        // skipped and shed
        case notSampled = "not_sampled"
        case overBudget = "over_budget"
        case breakerOpen = "breaker_open"
        case overload = "overload"
        /// An operator paused the shadows or switched the models off.
        case paused = "paused"
        /// The gateway was shutting down.
        case shuttingDown = "shutting_down"
        /// The process ended before the answer came.
        case lost = "lost"
        /// The caller hung up, and nobody else waited for the answer.
        case callerGone = "caller_gone"
    }

    package var code: Code
    /// A short text without inputs or secrets.
    package var detail: String?

    package init(_ code: Code, detail: String? = nil) {
        self.code = code
        self.detail = detail
    }
}

extension AnswerReason.Code {
    /// Stands for the code in the log's roll-ups; never changes and is never given twice.
    package var number: UInt8 {
        switch self {
        case .noRuleFired: 1
        case .ruleAbstained: 2
        case .ruleError: 3
        case .ambiguous: 4
        case .timeout: 5
        case .unreachable: 6
        case .connectionLost: 7
        case .rateLimited: 8
        case .httpStatus: 9
        case .refusal: 10
        case .unparsable: 11
        case .outsideChoices: 12
        case .tooLarge: 13
        case .notRecorded: 14
        case .staleRecording: 15
        case .badRequest: 16
        case .notSampled: 17
        case .overBudget: 18
        case .breakerOpen: 19
        case .overload: 20
        case .paused: 21
        case .shuttingDown: 22
        case .lost: 23
        case .callerGone: 24
        }
    }

    package init?(number: UInt8) {
        guard let code = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = code
    }
}
