package import Decisions

/// What an audit said of a feature at some moment, as the log keeps it.
package struct AuditNote: Hashable, Sendable {
    /// What an audit has looked at.
    package enum Scope: String, Hashable, Sendable, CaseIterable {
        /// All that was logged until then: what a verdict goes by.
        case all
        /// The last weeks alone: a point of a curve.
        case window
    }

    /// The audit's id, such as `A7`.
    package var audit: String
    /// The question, where the finding is about one of several.
    package var question: String?
    package var scope: Scope
    package var ranAt: Timestamp
    /// Observations that were read.
    package var observations: Int
    /// `ok`, `watch`, `fires` or `cannot-tell`.
    package var status: String
    package var sentence: String
    package var n: Int
    /// What `estimate` is.
    package var measure: String?
    package var estimate: Double?
    package var low: Double?
    package var high: Double?
    /// Hash of the data sets that were read; `nil` for none.
    package var datasets: ContentHash?

    package init(
        audit: String, question: String?, scope: Scope, ranAt: Timestamp, observations: Int,
        status: String, sentence: String, n: Int, measure: String? = nil,
        estimate: Double? = nil, low: Double? = nil, high: Double? = nil,
        datasets: ContentHash? = nil
    ) {
        self.audit = audit
        self.question = question
        self.scope = scope
        self.ranAt = ranAt
        self.observations = observations
        self.status = status
        self.sentence = sentence
        self.n = n
        self.measure = measure
        self.estimate = estimate
        self.low = low
        self.high = high
        self.datasets = datasets
    }
}
