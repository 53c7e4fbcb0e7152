package import Decisions
import Synchronization

/// What a call of a feature's model came to.
package struct ModelCallReport: Sendable {
    package var path: String
    package var api: ModelDefinition.API
    /// As it is asked for.
    package var model: String
    /// In nanoseconds, from the call's begin to its end.
    package var duration: Int64
    /// Of all questions together; `nil` where the server did not say.
    package var tokens: TokenUsage?
    /// Whether it was the caller's own request, passed on.
    package var isForwarded: Bool
    /// Why it gave no answer, such as `timeout`; `cancelled` where it was cut short from our side.
    package var failure: String?
    /// What is known of the failure, for whoever runs the gateway.
    package var detail: String?
}

/// Tells of every call of a feature's models, which outlives a reload of its files.
package final class CallReports: Sendable {
    private let listener = Mutex<(@Sendable (ModelCallReport) -> Void)?>(nil)

    package init() {}

    /// Has `listener` told of every call from now on.
    package func tell(_ listener: @escaping @Sendable (ModelCallReport) -> Void) {
        self.listener.withLock { $0 = listener }
    }

    func report(_ report: ModelCallReport) { listener.withLock(\.self)?(report) }
}
