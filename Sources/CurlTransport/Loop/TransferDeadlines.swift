/// When one transfer is given up, and why.
struct TransferDeadlines {
    typealias Instant = ContinuousClock.Instant

    private let timeouts: HTTPTimeouts
    private let start: Instant
    /// When the latest byte came; nil before the first.
    private var latestByte: Instant?
    private var isPaused = false

    init(_ timeouts: HTTPTimeouts, start: Instant) {
        self.timeouts = timeouts
        self.start = start
    }

    /// Notes that a byte of the response came.
    mutating func heard(at now: Instant) {
        latestByte = now
    }

    /// Stops the measuring of silence, which is now the reader's.
    mutating func pause() {
        isPaused = true
    }

    /// Measures silence again, from `now`.
    mutating func resume(at now: Instant) {
        isPaused = false
        latestByte = now
    }

    /// Returns an instant after `now` before which the transfer need not be looked at again,
    /// whatever comes in the meantime.
    func next(after now: Instant) -> Instant {
        var next = start + timeouts.total
        if let (instant, _) = silence { next = min(next, instant) }
        // A first byte may come at any time, and silence is measured from it.
        if let idle = timeouts.idle, latestByte == nil { next = min(next, now + idle) }
        return next
    }

    /// Returns the timeout that has passed at `now`, the earliest of them.
    func expired(at now: Instant) -> TransportError? {
        let total = start + timeouts.total
        if let (instant, error) = silence, now >= instant, instant <= total { return error }
        return now >= total ? .totalTimeout(timeouts.total) : nil
    }

    private var silence: (Instant, TransportError)? {
        if let latestByte {
            guard let idle = timeouts.idle, !isPaused else { return nil }
            return (latestByte + idle, .idleTimeout(idle))
        }
        guard let firstByte = timeouts.firstByte else { return nil }
        return (start + firstByte, .firstByteTimeout(firstByte))
    }
}
