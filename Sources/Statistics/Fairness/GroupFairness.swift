/// Rates of a binary path by group, and how far groups lie apart.
///
/// Definitions of Hardt, Price & Srebro (2016) and of fairlearn. Small groups say nothing: show
/// each group's n and interval beside these figures.
package struct GroupFairness<Group: Hashable & Comparable & Sendable>: Sendable {
    /// Counts of one group.
    package struct Counts: Sendable, Equatable {
        package internal(set) var truePositives = 0
        package internal(set) var falsePositives = 0
        package internal(set) var trueNegatives = 0
        package internal(set) var falseNegatives = 0

        package var total: Int { positives + negatives }
        package var positives: Int { truePositives + falseNegatives }
        package var negatives: Int { trueNegatives + falsePositives }
        package var selected: Int { truePositives + falsePositives }

        /// The share predicted positive; nil for an empty group.
        package var selectionRate: Double? { ratio(selected, total) }
        /// The share of positives found; nil where the group has none.
        package var truePositiveRate: Double? { ratio(truePositives, positives) }
        /// The share of negatives called positive; nil where the group has none.
        package var falsePositiveRate: Double? { ratio(falsePositives, negatives) }
        /// The share of right predictions; nil for an empty group.
        package var accuracy: Double? { ratio(truePositives + trueNegatives, total) }
    }

    /// A spread of one rate over the groups in which it is defined.
    package struct Spread: Sendable, Equatable {
        package let lowest: Double
        package let highest: Double

        package var difference: Double { highest - lowest }
        /// lowest/highest; nil where every group's rate is 0.
        package var ratio: Double? { highest > 0 ? lowest / highest : nil }
    }

    package let groups: [Group: Counts]
    package let overall: Counts

    /// Creates the counts from truths, predictions and groups of the same items.
    package init(truths: [Bool], predictions: [Bool], groups labels: [Group]) {
        precondition(truths.count == predictions.count && truths.count == labels.count, "lengths")
        var groups: [Group: Counts] = [:]
        var overall = Counts()
        for ((truth, prediction), label) in zip(zip(truths, predictions), labels) {
            groups[label, default: Counts()].count(truth: truth, prediction: prediction)
            overall.count(truth: truth, prediction: prediction)
        }
        self.groups = groups
        self.overall = overall
    }

    /// Demographic parity: the spread of selection rates; nil for no groups.
    package var demographicParity: Spread? { spread(\.selectionRate) }

    /// Equal opportunity: the spread of true positive rates.
    ///
    /// Groups without positives do not count; nil where no group has any.
    package var equalOpportunity: Spread? { spread(\.truePositiveRate) }

    /// The spread of false positive rates, the other half of equalized odds.
    package var falsePositiveParity: Spread? { spread(\.falsePositiveRate) }

    /// Equalized odds: the larger of the two rates' differences; nil where one is undefined.
    package var equalizedOddsDifference: Double? { bothRates { max($0.difference, $1.difference) } }

    /// The mean of the two rates' differences.
    package var meanEqualizedOddsDifference: Double? {
        bothRates { ($0.difference + $1.difference) / 2 }
    }

    /// The smaller of the two rates' ratios.
    package var equalizedOddsRatio: Double? {
        guard let hits = equalOpportunity?.ratio else { return falsePositiveParity?.ratio }
        return min(hits, falsePositiveParity?.ratio ?? hits)
    }

    /// The largest distance of a group's selection rate from the overall one.
    package var selectionDifferenceToOverall: Double? {
        guard let rate = overall.selectionRate else { return nil }
        return groups.values.compactMap { $0.selectionRate.map { abs($0 - rate) } }.max()
    }

    private func spread(_ rate: (Counts) -> Double?) -> Spread? {
        let rates = groups.values.compactMap(rate)
        guard let lowest = rates.min(), let highest = rates.max() else { return nil }
        return Spread(lowest: lowest, highest: highest)
    }

    private func bothRates(_ combine: (Spread, Spread) -> Double) -> Double? {
        guard let hits = equalOpportunity, let alarms = falsePositiveParity else { return nil }
        return combine(hits, alarms)
    }
}

extension GroupFairness.Counts {
    mutating func count(truth: Bool, prediction: Bool) {
        switch (truth, prediction) {
        case (true, true): truePositives += 1
        case (true, false): falseNegatives += 1
        case (false, true): falsePositives += 1
        case (false, false): trueNegatives += 1
        }
    }
}

private func ratio(_ part: Int, _ whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
}
