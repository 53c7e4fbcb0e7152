package import Decisions
package import Evidence

/// What the caller of a request gets.
package struct LiveDecision: Sendable {
    package var requestID: EvidenceID
    /// The case's id: the request's, or that of the first observation where it gave none.
    package var caseID: String
    /// One an asked question, in the order of the request.
    package var answers: [LiveAnswer]
    /// The path in charge, or `cascade`.
    package var inCharge: String
    /// With what probability it was put in charge, in (0, 1].
    package var inChargeProbability: Double
    /// Whether the caller is asked to hide the answer from people: the request is in the holdout.
    package var isHidden: Bool
    /// Whether the decision will survive a crash of the process.
    package var logging: SinkResult
    /// Whether the caller gets the reply of the server that its request was for, as it came.
    package var isRelayed = false
}

/// What the caller gets for one question.
package struct LiveAnswer: Sendable {
    /// Where the value comes from.
    package enum Source: Hashable, Sendable {
        case path(String)
        /// The caller gets the reply of the server that its request was for, which is no answer.
        case upstream
        /// No path had an answer: the commonest value, as far as is known.
        case prior

        /// The path's name, `upstream` or `prior`.
        package var name: String {
            switch self {
            case .path(let name): name
            case .upstream: "upstream"
            case .prior: "prior"
            }
        }
    }

    /// Index into the feature's questions.
    package var question: Int
    package var observationID: EvidenceID
    /// Index of the value into the question's options.
    package var code: Int
    /// One probability an option; empty where the path that answered gives none.
    package var probabilities: [Double]
    package var source: Source
    /// The rule that decided, where rules did.
    package var rule: String?
    /// Whether a person should look at it: the path in charge had no answer.
    package var needsReview: Bool
    /// What the path in charge made of the question; `code` may come from elsewhere.
    package var inCharge: Answer

    /// Whether the value comes from elsewhere than the path in charge.
    package var isFallback: Bool { source != .path(inCharge.path) && source != .upstream }
}
