import Statistics

/// The utility difference of a challenger against the heuristic, watched unit by unit.
///
/// What is not known of a unit (its outcome, or its price) counts at its worst for the lower limit
/// and at its best for the upper one: two confidence sequences of running means, of which each
/// gives the limit on its side. Where everything is known they are one. Deviations are taken from no
/// difference, which is fixed beforehand: so an outcome that comes late, or is corrected, may replace
/// the worst case at a later look (``RunningMeanConfidenceSequence``).
///
/// Where units were asked with unequal probabilities π, or labels were drawn with a chance p below 1,
/// a unit counts with π_min p/π, and the worth of its answers, where a label was drawn for it, with
/// 1/p of that: the mean over the draws is π_min p times the difference, and stays within the bounds.
struct UtilitySequence: Sendable {
    /// Whether what a unit's answers are worth hangs on a label.
    enum Label: Sendable {
        /// The paths agree, or neither answered.
        case needless
        case drawn
        /// The lot left the unit out: its outcome counts for nothing, should it be known.
        case leftOut
    }

    private var worst: RunningMeanConfidenceSequence
    /// Nil while nothing is unknown.
    private var best: RunningMeanConfidenceSequence?
    private var betting: BettingConfidenceSequence?
    private let bounds: Interval
    private let leastInclusion: Double
    private let labelChance: Double
    /// The known differences, by whether they took a label to be known, with weights 1/π.
    private var unlabelled = WeightedMoments()
    private var labelled = WeightedMoments()
    /// Σ1/π of the units that take a label.
    private var labelWeight = 0.0
    private var open = OpenUnits()
    /// The known differences in their order; empty unless they are kept for a self-test.
    private(set) var values: [Double] = []
    private let keepsValues: Bool

    /// Units that a label was drawn for and that have none.
    private struct OpenUnits: Sendable {
        var count = 0
        /// Σ of their weights, and of their scaled differences at worst and at best.
        var weight = 0.0
        var least = 0.0
        var most = 0.0
    }

    /// How many units the betting sequence takes: its cost is a thousand times that of the others.
    static let bettingUnits = 5_000

    /// Creates a sequence.
    ///
    /// What was `planned` before looking decides where the limits are narrow.
    init(
        bounds: Interval, alpha: Double, planned: PlannedEffect? = nil,
        leastInclusion: Double = 1, labelChance: Double = 1, isBetting: Bool,
        keepsValues: Bool = false
    ) {
        let scale = leastInclusion * labelChance
        self.keepsValues = keepsValues && scale == 1
        self.bounds = bounds
        self.leastInclusion = leastInclusion
        self.labelChance = labelChance
        worst = RunningMeanConfidenceSequence(
            lower: scale < 1 ? min(0, bounds.lower) : bounds.lower,
            upper: scale < 1 ? max(0, bounds.upper) : bounds.upper, alpha: alpha, center: 0,
            planned: planned.map { $0.thinned(scale) })
        betting =
            isBetting && scale == 1
            ? BettingConfidenceSequence(
                lower: bounds.lower, upper: bounds.upper, alpha: alpha, breaks: 500)
            : nil
    }

    /// Whether units were asked with unequal probabilities.
    var isUnequal: Bool { leastInclusion < 1 }

    private var scale: Double { leastInclusion * labelChance }

    /// Takes in a unit that was asked with a probability of `inclusion`.
    ///
    /// `gain` is what its answers differ in worth, and `rest` what price and waiting add to that, each
    /// a range where it is not known.
    mutating func append(
        gain: Interval, rest: Interval, label: Label, inclusion: Double = 1
    ) {
        let share = leastInclusion < 1 ? leastInclusion / inclusion : 1
        let whole = share * labelChance
        let part =
            switch label {
            case .needless: whole
            case .drawn: share
            case .leftOut: 0.0
            }
        let scaled = Interval(
            lower: gain.lower * part + rest.lower * whole,
            upper: gain.upper * part + rest.upper * whole)
        append(scaled)
        if label != .needless { labelWeight += 1 / inclusion }
        guard label != .leftOut else { return }
        guard gain.width == 0 else {
            open.count += 1
            open.weight += share
            open.least += scaled.lower
            open.most += scaled.upper
            return
        }
        let value = gain.lower + rest.lower
        if label == .drawn {
            labelled.add(value, weight: 1 / inclusion)
        } else {
            unlabelled.add(value, weight: 1 / inclusion)
        }
        if keepsValues { values.append(value) }
        if known <= Self.bettingUnits { betting?.append(value) }
    }

    /// Takes in a unit in which the challenger does as the heuristic does.
    mutating func appendNothing(inclusion: Double) {
        let nothing = Interval(lower: 0, upper: 0)
        append(gain: nothing, rest: nothing, label: .needless, inclusion: inclusion)
    }

    /// Takes in a unit in which the model was, by lot, not to be asked.
    mutating func appendUnasked() { append(Interval(lower: 0, upper: 0)) }

    /// Takes in a unit that was to be asked and was not: anything within the bounds.
    mutating func appendUnknown(inclusion: Double) {
        let share = leastInclusion < 1 ? scale / inclusion : scale
        append(Interval(lower: bounds.lower * share, upper: bounds.upper * share))
    }

    private mutating func append(_ scaled: Interval) {
        if scaled.lower < scaled.upper, best == nil { best = worst }
        worst.append(least: scaled.lower, most: scaled.upper)
        best?.append(most: scaled.upper, least: scaled.lower)
    }

    /// Units whose difference is known.
    var known: Int { unlabelled.count + labelled.count }

    /// Units that a label was drawn for and that have none.
    var waiting: Int { open.count }

    /// Kish's effective number of units, (Σw)²/Σw², each as often as it counts in the estimate; nil
    /// where all were asked with one probability and every label was drawn.
    var effectiveUnits: Double? {
        guard scale < 1, known > 0 else { return nil }
        let factor = labelled.weight > 0 ? labelWeight / labelled.weight : 1
        let weight = unlabelled.weight + factor * labelled.weight
        let squares = unlabelled.squaredWeight + factor * factor * labelled.squaredWeight
        return weight * weight / squares
    }

    var units: Int { worst.count }

    var clipped: Int { max(worst.clippedCount, best?.clippedCount ?? 0) }

    /// The limits of the average difference over the line of evidence, at every look at once.
    var limits: Interval {
        let low = worst.interval
        let high = best?.interval ?? low
        let limits = Interval(
            lower: low.lower / scale, upper: max(low.lower, high.upper) / scale)
        return limits.clamped(to: bounds)
    }

    /// Whether the limits lie on one side of `value`, but for rounding: far cheaper than they are.
    func mayExclude(_ value: Double) -> Bool {
        let scaled = value * scale
        let enough = 2 / worst.alpha * 0.999
        return worst.eValue(meanAtMost: scaled) >= enough
            || (best ?? worst).eValue(meanAtLeast: scaled) >= enough
    }

    /// The mean, moved into `limits`: units that take a label count as those of them that have one
    /// (poststratified), each by 1/π (Hájek); nil where none of them has.
    var estimate: Double? { mean.map(limits.clamp) }

    private var mean: Double? { overAll { $0.mean } }

    /// The variance of a unit's difference; nil below two that are known.
    var variance: Double? {
        guard known > 1, let mean, let square = overAll({ $0.meanSquare }) else { return nil }
        return max(0, square - mean * mean) * Double(known) / Double(known - 1)
    }

    /// A figure over all units, from those of the ones that took no label and the ones that have one.
    private func overAll(_ figure: (WeightedMoments) -> Double) -> Double? {
        guard known > 0, labelled.count > 0 || labelWeight == 0 else { return nil }
        return (unlabelled.weight * figure(unlabelled) + labelWeight * figure(labelled))
            / (unlabelled.weight + labelWeight)
    }

    /// Limits that hold if the effect is the same for every case; nil where they were not asked for,
    /// and while outcomes are open, which ones may depend on who erred.
    var stableEffectLimits: Interval? {
        known > 0 && open.count == 0 ? betting?.interval : nil
    }

    /// How many known units those limits rest on, where it is not all of them.
    var stableEffectUnits: Int? { known > Self.bettingUnits ? Self.bettingUnits : nil }

    /// Returns about how many units more would bring the nearer limit to `line`; nil where that
    /// would take more than a billion, or where what is unknown keeps the limits apart.
    func unitsNeeded(toPass line: Double) -> Int? {
        guard let estimate, let variance, let lowest = worst.mean else { return nil }
        let low = lowest / scale
        let high = best?.mean.map { $0 / scale } ?? low
        // What is unknown stays unknown in the same share, so it does not shrink with more units.
        let margin = estimate > line ? low - line : line - high
        let spread = scale < 1 ? scaledVariance(estimate) : variance
        guard margin > 0,
            let needed = worst.observationsNeeded(
                margin: margin * scale, variance: max(spread, 1e-12)),
            needed <= 1_000_000_000
        else { return nil }
        return max(1, needed - units)
    }

    /// The variance of what a unit adds: it counts with a chance of about π_min, and of p where it
    /// takes a label.
    private func scaledVariance(_ estimate: Double) -> Double {
        let weight = unlabelled.weight + labelWeight
        let squares =
            unlabelled.weight * unlabelled.meanSquare * labelChance
            + labelWeight * labelled.meanSquare
        return scale * squares / weight - scale * estimate * scale * estimate
    }

    /// Returns about how many of the labels that were drawn for and have not come would bring the
    /// nearer limit to `line`, if they are like those that have; nil where all would not.
    func labelsNeeded(toPass line: Double) -> Int? {
        guard open.count > 0, labelled.count > 0, let estimate else { return nil }
        let likely = open.weight * labelled.mean
        let (gap, step) =
            estimate > line
            ? (line * scale - worst.interval.lower, likely - open.least)
            : ((best ?? worst).interval.upper - line * scale, open.most - likely)
        let needed = gap * Double(units) / (step / Double(open.count))
        guard gap > 0, step > 0, needed <= Double(open.count) else { return nil }
        return Int(needed.rounded(.up))
    }
}
