import Statistics

/// The utility difference of a challenger against the heuristic, watched unit by unit.
///
/// What is not known of a unit (its outcome, or its price) counts at its worst for the lower limit
/// and at its best for the upper one: two confidence sequences of running means, of which each
/// gives the limit on its side. Where everything is known they are one. Deviations are taken from no
/// difference, which is fixed beforehand: so an outcome that comes late, or is corrected, may replace
/// the worst case at a later look (``RunningMeanConfidenceSequence``).
struct UtilitySequence: Sendable {
    private var worst: RunningMeanConfidenceSequence
    /// Nil while nothing is unknown.
    private var best: RunningMeanConfidenceSequence?
    private var betting: BettingConfidenceSequence?
    private(set) var known = 0
    private let bounds: Interval
    /// The bounds of what a unit counts for: ``bounds``, unless labels are drawn by lot.
    let reach: Interval
    private let leastInclusion: Double
    /// Sums of the weights 1/π of the known units, and of their squares.
    private var weight = 0.0
    private var squaredWeight = 0.0
    private var mean = 0.0
    private var squares = 0.0
    /// Nil until a unit's label was drawn by lot.
    private var drawn: DrawnMean?
    /// The known differences in their order; empty unless they are kept for a self-test.
    private(set) var values: [Double] = []
    private let keepsValues: Bool

    /// How many units the betting sequence takes: its cost is a thousand times that of the others.
    static let bettingUnits = 5_000

    /// Creates a sequence.
    ///
    /// What was `planned` before looking decides where the limits are narrow; `reach` bounds what a
    /// unit counts for where labels are drawn by lot.
    init(
        bounds: Interval, reach: Interval? = nil, isDrawn: Bool = false, alpha: Double,
        planned: PlannedEffect? = nil, leastInclusion: Double = 1, isBetting: Bool,
        keepsValues: Bool = false
    ) {
        self.keepsValues = keepsValues && leastInclusion == 1
        self.bounds = bounds
        let reach = reach ?? bounds
        self.reach = reach
        drawn = isDrawn ? DrawnMean() : nil
        self.leastInclusion = leastInclusion
        let isUnequal = leastInclusion < 1
        worst = RunningMeanConfidenceSequence(
            lower: isUnequal ? min(0, reach.lower) : reach.lower,
            upper: isUnequal ? max(0, reach.upper) : reach.upper, alpha: alpha, center: 0,
            planned: planned.map { $0.thinned(leastInclusion) })
        betting =
            isBetting
            ? BettingConfidenceSequence(
                lower: reach.lower, upper: reach.upper, alpha: alpha, breaks: 500)
            : nil
    }

    /// What a unit counts for.
    struct Unit {
        /// A point where everything is known that counts.
        var range: Interval
        /// Whether its truth is known, or not asked for.
        var isKnown: Bool
        var inclusion = 1.0
        /// Nil where no truth is needed, or truths come by themselves.
        var drawn: DrawnMean.Unit?
    }

    /// Takes in a unit.
    ///
    /// Where units were asked with unequal probabilities π, a unit counts with π_min/π, so that its
    /// mean over the draw is π_min times the difference, and stays within the bounds. Where its label
    /// was drawn with a chance p, its gain counts 1/p times, or not at all where it was not drawn.
    mutating func append(_ unit: Unit) {
        let (range, inclusion) = (unit.range, unit.inclusion)
        let share = leastInclusion < 1 ? leastInclusion / inclusion : 1
        let (least, most) = (range.lower * share, range.upper * share)
        if least < most, best == nil { best = worst }
        worst.append(least: least, most: most)
        best?.append(most: most, least: least)
        if unit.isKnown || unit.drawn != nil {
            drawn?.append(range.lower, unit.drawn, inclusion: inclusion)
        }
        guard unit.isKnown else { return }
        let value = range.lower
        if keepsValues { values.append(value) }
        known += 1
        weight += 1 / inclusion
        squaredWeight += 1 / (inclusion * inclusion)
        let before = value - mean
        mean += before / (inclusion * weight)
        squares += before * (value - mean) / inclusion
        if known <= Self.bettingUnits { betting?.append(value) }
    }

    /// Takes in a unit that the lot left out.
    mutating func appendUnasked() {
        worst.append(0)
        best?.append(0)
    }

    /// Takes in a unit that was to be asked and was not: anything within the bounds.
    mutating func appendUnknown(inclusion: Double) {
        append(Unit(range: bounds, isKnown: false, inclusion: inclusion))
    }

    /// Kish's effective number of units, (Σw)²/Σw²; nil where all count alike.
    var effectiveUnits: Double? {
        if let drawn { return drawn.effectiveUnits }
        return leastInclusion < 1 && squaredWeight > 0 ? weight * weight / squaredWeight : nil
    }

    var units: Int { worst.count }

    var clipped: Int { max(worst.clippedCount, best?.clippedCount ?? 0) }

    /// The limits of the average difference over the line of evidence, at every look at once.
    var limits: Interval {
        let low = worst.interval
        let high = best?.interval ?? low
        let limits = Interval(
            lower: low.lower / leastInclusion,
            upper: max(low.lower, high.upper) / leastInclusion)
        return limits.clamped(to: bounds)
    }

    /// Whether the limits lie on one side of `value`, but for rounding: far cheaper than they are.
    func mayExclude(_ value: Double) -> Bool {
        let scaled = value * leastInclusion
        let enough = 2 / worst.alpha * 0.999
        return worst.eValue(meanAtMost: scaled) >= enough
            || (best ?? worst).eValue(meanAtLeast: scaled) >= enough
    }

    /// Hájek's mean of the units whose outcome is known, moved into `limits`; nil without any.
    var estimate: Double? {
        guard known > 0 else { return nil }
        guard let drawn else { return limits.clamp(mean) }
        return drawn.mean.map(limits.clamp)
    }

    /// The variance of those units; nil below two.
    var variance: Double? {
        guard known > 1 else { return nil }
        return max(0, squares) / weight * Double(known) / Double(known - 1)
    }

    /// Limits that hold if the effect is the same for every case; nil where they were not asked for,
    /// or a label that was drawn is not there yet.
    var stableEffectLimits: Interval? {
        guard known > 0, drawn == nil || known == units else { return nil }
        return betting?.interval.clamped(to: bounds)
    }

    /// How many known units those limits rest on, where it is not all of them.
    var stableEffectUnits: Int? { known > Self.bettingUnits ? Self.bettingUnits : nil }

    /// Returns about how many units more would bring the nearer limit to `line`; nil where that
    /// would take more than a billion, or where what is unknown keeps the limits apart.
    func unitsNeeded(toPass line: Double) -> Int? {
        guard let estimate, let variance, let lowest = worst.mean else { return nil }
        let low = lowest / leastInclusion
        let high = best?.mean.map { $0 / leastInclusion } ?? low
        // What is unknown stays unknown in the same share, so it does not shrink with more units.
        let margin = estimate > line ? low - line : line - high
        // A unit counts with a chance of about π_min.
        let thinned = leastInclusion * (variance + estimate * estimate * (1 - leastInclusion))
        let spread = leastInclusion < 1 ? thinned : variance
        guard margin > 0,
            let needed = worst.observationsNeeded(
                margin: margin * leastInclusion, variance: max(spread, 1e-12)),
            needed <= 1_000_000_000
        else { return nil }
        return max(1, needed - units)
    }
}
