/// Keeps a path that fails time after time from being asked, and probes now and then whether it has
/// recovered.
///
/// A pure state machine; times are nanoseconds on a clock that never goes back.
struct CircuitBreaker: Sendable {
    /// Given with a call's admission, handed back with its result.
    enum Ticket: Hashable, Sendable {
        case call
        /// The one call that is let through to see whether the path has recovered.
        case probe
    }

    private enum State {
        case closed(failures: Int)
        case open(until: Int64, wait: Int64)
        case probing(wait: Int64)
    }

    /// Failures in a row that open the breaker.
    let limit: Int
    /// The first wait before a probe; it doubles with each probe that fails.
    let firstWait: Int64
    let longestWait: Int64
    private var state = State.closed(failures: 0)

    init(
        limit: Int = 10, firstWait: Duration = .seconds(2), longestWait: Duration = .seconds(60)
    ) {
        self.limit = limit
        self.firstWait = firstWait.inNanoseconds
        self.longestWait = longestWait.inNanoseconds
    }

    /// Whether a call at `time` would be turned away.
    func isOpen(at time: Int64) -> Bool {
        switch state {
        case .closed: false
        case .open(let until, _): time < until
        case .probing: true
        }
    }

    /// Lets a call through, or returns `nil`.
    mutating func admit(at time: Int64) -> Ticket? {
        switch state {
        case .closed: return .call
        case .probing: return nil
        case .open(let until, let wait):
            guard time >= until else { return nil }
            state = .probing(wait: wait)
            return .probe
        }
    }

    /// Takes a call's result; `nil` where it says nothing about the path.
    mutating func record(_ hasSucceeded: Bool?, _ ticket: Ticket, at time: Int64) {
        switch (state, ticket) {
        case (.closed(let failures), .call):
            guard let hasSucceeded else { return }
            let failed = hasSucceeded ? 0 : failures + 1
            state =
                failed < limit
                ? .closed(failures: failed) : .open(until: time + firstWait, wait: firstWait)
        case (.probing(let wait), .probe):
            switch hasSucceeded {
            case true: state = .closed(failures: 0)
            case false:
                let longer = min(wait * 2, longestWait)
                state = .open(until: time + longer, wait: longer)
            // The next call probes in its place.
            case nil: state = .open(until: time, wait: wait)
            }
        // Calls from before it opened say nothing new.
        case (.open, _), (.probing, .call), (.closed, .probe): break
        }
    }
}

extension Duration {
    /// The span in whole nanoseconds.
    var inNanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
