/// The distributed trace that calls of models are part of.
package enum CallTrace {
    /// The `traceparent` field of the task's calls (W3C Trace Context).
    @TaskLocal package static var traceparent: String?
}
