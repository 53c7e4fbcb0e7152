package import Decisions

/// One arrival of a case that somebody waits for.
package struct LiveRequest: Sendable {
    /// With its input read and checked; an empty id is replaced by the first observation's.
    package var `case`: Case
    /// Indices of the questions that are asked, each in the feature and given once; empty for all.
    package var questions: [Int]
    /// Whether the caller says that it has asked this before.
    package var isRetry: Bool
    /// Whether the caller can hide an answer from people, without which there is no holdout.
    package var canHide: Bool
    /// Where a model path's answers come from, if not from its own client.
    package var forwarded: ForwardedCall?
    /// The `traceparent` field of the calls that are made on the request's behalf.
    package var traceparent: String?

    package init(
        _ case: Case, questions: [Int] = [], isRetry: Bool = false, canHide: Bool = false,
        forwarded: ForwardedCall? = nil, traceparent: String? = nil
    ) {
        self.case = `case`
        self.questions = questions
        self.isRetry = isRetry
        self.canHide = canHide
        self.forwarded = forwarded
        self.traceparent = traceparent
    }
}
