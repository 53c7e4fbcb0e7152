import Statistics

/// Kinds of cases that may be labelled at different rates: what is counted over labelled cases counts
/// each kind by how many cases there are of it.
package enum CaseStratum: Int, Sendable, CaseIterable {
    /// Both paths were asked, and the truth would not tell them apart.
    case agreeing
    case differing
    /// One path was asked alone.
    case alone

    /// Tells the kind from what the paths did, `CaseRecord.none` for one that was not asked.
    init(heuristic: UInt16, model: UInt16, options: Int) {
        let isPair = heuristic != CaseRecord.none && model != CaseRecord.none
        self =
            !isPair
            ? .alone
            : CaseRecord.differ(heuristic, model, options: options) ? .differing : .agreeing
    }
}

extension Estimate {
    /// A share of labelled cases, each of which stands for `weight` cases, with the Wilson interval at
    /// 95 % of their effective number; nil for none.
    ///
    /// The interval has room for whatever is true of the `unlabelled` cases, of whose kind none is
    /// labelled (Manski 1989); the share is that of the others.
    static func proportion(
        _ strata: [(successes: Int, trials: Int, weight: Double)], unlabelled: Int = 0
    ) -> Estimate? {
        guard let known = proportion(strata), unlabelled > 0 else { return proportion(strata) }
        let labelled = strata.reduce(0) { $0 + $1.weight * Double($1.trials) }
        let share = labelled / (labelled + Double(unlabelled))
        let interval = Interval(
            lower: share * known.interval.lower,
            upper: min(1, share * known.interval.upper + 1 - share))
        return Estimate(value: known.value, interval: interval, confidence: known.confidence)
    }

    private static func proportion(
        _ strata: [(successes: Int, trials: Int, weight: Double)]
    ) -> Estimate? {
        let strata = strata.filter { $0.trials > 0 }
        guard let first = strata.first else { return nil }
        guard strata.contains(where: { $0.weight != first.weight }) else {
            return proportion(
                strata.reduce(0) { $0 + $1.successes }, of: strata.reduce(0) { $0 + $1.trials })
        }
        let right = strata.reduce(0) { $0 + $1.weight * Double($1.successes) }
        let all = strata.reduce(0) { $0 + $1.weight * Double($1.trials) }
        let share = min(1, right / all)
        return Estimate(
            value: share,
            interval: wilsonInterval(
                share: share,
                effectiveTrials: effectiveCount(strata.map { ($0.trials, $0.weight) })),
            confidence: 0.95)
    }
}
