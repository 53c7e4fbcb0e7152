/// Decides after each failed attempt of a call whether another follows, and when.
///
/// A pure state machine: the caller measures the time, waits and sends. The whole call, waiting
/// included, ends within `deadline`; a wait that would reach it is not begun.
struct RetryPolicy {
    /// What a failed attempt says about trying again.
    enum Signal: Equatable {
        /// Trying again is of no use.
        case permanent
        /// The failure may pass; a server may have said when and whether.
        case passing(retryAfter: Duration? = nil, mayRetry: Bool = true)
    }

    enum Action: Equatable {
        case retry(after: Duration)
        case giveUp
    }

    static let firstBackoff = Duration.milliseconds(500)
    static let longestBackoff = Duration.seconds(8)

    /// Time for the whole call.
    let deadline: Duration
    /// Attempts that may follow the first.
    let retries: Int
    /// Failed attempts that another one followed.
    private(set) var retried = 0

    init(retries: Int, deadline: Duration) {
        self.retries = retries
        self.deadline = deadline
    }

    /// Returns what follows an attempt that failed at `elapsed` since the call began.
    ///
    /// A server's wait is kept exactly; without one, the backoff doubles from half a second to
    /// eight seconds, less up to a quarter by `jitter`, a random number in 0..<1.
    mutating func action(after signal: Signal, elapsed: Duration, jitter: Double) -> Action {
        guard case .passing(let retryAfter, mayRetry: true) = signal, retried < retries else {
            return .giveUp
        }
        let wait = retryAfter ?? backoff(jitter: jitter)
        guard elapsed + wait < deadline else { return .giveUp }
        retried += 1
        return .retry(after: wait)
    }

    /// Returns the time left for an attempt that begins at `elapsed`; `nil` when there is none.
    func timeLeft(at elapsed: Duration) -> Duration? {
        let left = deadline - elapsed
        return left > .zero ? left : nil
    }

    private func backoff(jitter: Double) -> Duration {
        let full = min(Self.firstBackoff * (1 << min(retried, 16)), Self.longestBackoff)
        return full * (1 - 0.25 * min(max(jitter, 0), 1))
    }
}
