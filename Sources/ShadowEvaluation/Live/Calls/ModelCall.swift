import Decisions

/// A model to be asked about a case, and what is to happen with its answers.
struct ModelCall: Sendable {
    let input: CaseInput
    let repeatIndex: Int
    /// When the request came, on the clock that never goes back.
    let arrival: Int64
    /// Where the answers come from, if not from the path's own client.
    var forwarded: ForwardedCall?
    var traceparent: String?
    /// Resolved when the caller is gone, if there is one who waits.
    var hangUp: Awaited<Void>?
    /// Gets one answer a question of the feature, exactly once, whatever becomes of the call.
    let end: @Sendable ([Answer]) -> Void
}
