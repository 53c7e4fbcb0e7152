import Decisions

/// How far a request is when its case has been looked at.
package enum LiveStep: Sendable {
    case answered(LiveDecision)
    /// A model is to be asked before the caller can be answered.
    case waiting(LivePending)
}

/// A request whose caller waits for a model.
package struct LivePending: Sendable {
    let feature: LiveFeature
    let request: RequestInProgress
    /// Index of the path that is waited for.
    let model: Int
    /// Its answers; `nil` once the deadline is over.
    let answers: Awaited<[Answer]?>
    let deadline: Duration?
    /// Resolved when the caller is gone.
    let hangUp: Awaited<Void>

    /// Returns the decision, at the latest when the deadline of the cascade or of the path is over.
    ///
    /// To be called once. Where the caller's task is cancelled nobody waits any more: the call ends,
    /// and the decision is logged without the model's answer.
    package func decision() async -> LiveDecision {
        await feature.finish(self)
    }
}
