import Statistics

/// The utility difference of a challenger against the heuristic, watched unit by unit.
///
/// What is not known of a unit (its outcome, or its price) counts at its worst for the lower limit
/// and at its best for the upper one: two confidence sequences of running means, of which each
/// gives the limit on its side. Where everything is known they are one.
struct UtilitySequence: Sendable {
    private var worst: RunningMeanConfidenceSequence
    /// Nil while nothing is unknown.
    private var best: RunningMeanConfidenceSequence?
    private var betting: BettingConfidenceSequence?
    private(set) var known = 0
    private var mean = 0.0
    private var squares = 0.0
    /// The known differences in their order; empty unless they are kept for a self-test.
    private(set) var values: [Double] = []
    private let keepsValues: Bool

    /// How many units the betting sequence takes: its cost is a thousand times that of the others.
    static let bettingUnits = 5_000

    /// Creates a sequence; `isAmbiguous` says whether any unit will be less than fully known.
    ///
    /// What was `planned` before looking decides where the limits are narrow.
    init(
        bounds: Interval, alpha: Double, planned: PlannedEffect? = nil, isAmbiguous: Bool,
        isBetting: Bool, keepsValues: Bool = false
    ) {
        self.keepsValues = keepsValues
        worst = RunningMeanConfidenceSequence(
            lower: bounds.lower, upper: bounds.upper, alpha: alpha, planned: planned)
        best = isAmbiguous ? worst : nil
        betting =
            isBetting
            ? BettingConfidenceSequence(
                lower: bounds.lower, upper: bounds.upper, alpha: alpha, breaks: 500)
            : nil
    }

    /// Takes in a unit whose difference lies in `range`; `value` is nil where its truth is unknown.
    mutating func append(_ value: Double?, in range: Interval) {
        worst.append(range.lower)
        best?.append(range.upper)
        guard let value else { return }
        if keepsValues { values.append(value) }
        known += 1
        let before = value - mean
        mean += before / Double(known)
        squares += before * (value - mean)
        if known <= Self.bettingUnits { betting?.append(value) }
    }

    var units: Int { worst.count }

    var clipped: Int { max(worst.clippedCount, best?.clippedCount ?? 0) }

    /// The limits of the average difference over the line of evidence, at every look at once.
    var limits: Interval {
        let low = worst.interval
        guard let high = best?.interval else { return low }
        return Interval(lower: low.lower, upper: max(low.lower, high.upper))
    }

    /// The mean of the units whose outcome is known, moved into `limits`; nil without any.
    var estimate: Double? { known > 0 ? limits.clamp(mean) : nil }

    /// The variance of those units; nil below two.
    var variance: Double? { known > 1 ? max(0, squares) / Double(known - 1) : nil }

    /// Limits that hold if the effect is the same for every case; nil where they were not asked for.
    var stableEffectLimits: Interval? { known > 0 ? betting?.interval : nil }

    /// How many known units those limits rest on, where it is not all of them.
    var stableEffectUnits: Int? { known > Self.bettingUnits ? Self.bettingUnits : nil }

    /// Returns about how many units more would bring the nearer limit to `line`; nil where that
    /// would take more than a billion, or where what is unknown keeps the limits apart.
    func unitsNeeded(toPass line: Double) -> Int? {
        guard let estimate, let variance, let low = worst.mean else { return nil }
        // What is unknown stays unknown in the same share, so it does not shrink with more units.
        let margin = estimate > line ? low - line : line - (best?.mean ?? low)
        guard margin > 0,
            let needed = worst.observationsNeeded(margin: margin, variance: max(variance, 1e-12)),
            needed <= 1_000_000_000
        else { return nil }
        return max(1, needed - units)
    }
}
