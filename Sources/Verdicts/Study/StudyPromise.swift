import Statistics

/// Whether a share that was promised is kept, as far as the streams can tell.
package enum StudyPromise: String, Sendable, Equatable {
    case kept
    case missed
    /// The limits of the share lie on both sides of what was promised.
    case tooFewStreams = "too few streams"

    /// A share of at most `limit`, by one-sided 95 % limits (Clopper–Pearson).
    init(atMost limit: Double, observed: Int, of streams: Int) {
        let (low, high) = Self.limits(observed, of: streams)
        self = high <= limit ? .kept : low > limit ? .missed : .tooFewStreams
    }

    /// A share of at least `limit`, by one-sided 95 % limits (Clopper–Pearson).
    init(atLeast limit: Double, observed: Int, of streams: Int) {
        let (low, high) = Self.limits(observed, of: streams)
        self = low >= limit ? .kept : high < limit ? .missed : .tooFewStreams
    }

    /// Several promises at once: missed where one is, kept where all are.
    static func all(_ promises: [StudyPromise]) -> StudyPromise {
        if promises.contains(.missed) { return .missed }
        return promises.contains(.tooFewStreams) ? .tooFewStreams : .kept
    }

    private static func limits(_ observed: Int, of streams: Int) -> (low: Double, high: Double) {
        guard streams > 0 else { return (0, 1) }
        return (
            clopperPearsonLower(successes: observed, trials: streams, alpha: 0.05),
            clopperPearsonUpper(successes: observed, trials: streams, alpha: 0.05)
        )
    }
}
