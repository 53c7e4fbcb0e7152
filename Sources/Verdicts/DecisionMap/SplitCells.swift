import Decisions
import Statistics

/// What of the units of a randomised split must be kept to take its limits again at other costs of
/// an error: sums by what was done in each arm, as in ``CostCells``.
struct SplitCells: Sendable {
    private let kinds: CostKinds
    private let priceCap: Double
    private var known: [WeightedSums]
    /// By slot, where the truth is not known.
    private var unknown: [WeightedSums]
    private var count = 0

    init(_ economics: Economics, question: Question, priceCap: Double) {
        kinds = CostKinds(economics, question: question)
        self.priceCap = priceCap
        known = [WeightedSums](repeating: WeightedSums(), count: kinds.count * 4)
        unknown = [WeightedSums](repeating: WeightedSums(), count: kinds.slots * 4)
    }

    /// Takes in a unit that spent so many dollars; `weight` is 1/e of its arm, and negative in the
    /// heuristic's.
    mutating func append(
        truth: Int?, slot: Int, spent: Double, isUnpriced: Bool, weight: Double
    ) {
        count += 1
        let last = (weight > 0 ? 2 : 0) + (isUnpriced ? 1 : 0)
        if let truth {
            known[4 * kinds[truth, slot] + last].add(-spent, weight: weight)
        } else {
            unknown[4 * slot + last].add(-spent, weight: weight)
        }
    }

    /// Returns the limits that hold at every look where answers are worth what `utility` says of
    /// them, within the bounds of an answer's worth there; nil before the first unit.
    func limits(
        _ utility: CaseUtility, worth bounds: Interval, leastPropensity: Double, alpha: Double
    ) -> Interval? {
        guard count > 0 else { return nil }
        let middle = (bounds.lower + bounds.upper) / 2
        var (least, most, farthest) = (0.0, 0.0, 0.0)
        func take(_ cells: ArraySlice<WeightedSums>, _ worth: Interval) {
            for (last, sums) in cells.enumerated() where !sums.isEmpty {
                let unpriced = last % 2 == 1 ? priceCap : 0
                let (low, high) = (worth.lower - unpriced - middle, worth.upper - middle)
                // In an arm all weights have one sign.
                least += min(sums.sum(low), sums.sum(high))
                most += max(sums.sum(low), sums.sum(high))
                farthest += max(sums.squares(low), sums.squares(high))
            }
        }
        for (kind, worth) in kinds.worths(utility).enumerated() {
            take(known[4 * kind..<4 * kind + 4], Interval(lower: worth, upper: worth))
        }
        for slot in 0..<kinds.slots {
            take(unknown[4 * slot..<4 * slot + 4], utility.range(truth: nil, slot: slot))
        }
        let reach = bounds.width / 2 / leastPropensity
        func interval(_ sum: Double) -> Interval {
            RunningMeanConfidenceSequence(
                lower: -reach, upper: reach, alpha: alpha, center: 0, count: count, sum: sum,
                squares: farthest
            ).interval
        }
        let low = interval(least).lower
        return Interval(lower: low, upper: max(low, interval(most).upper))
            .clamped(to: Interval(lower: -reach, upper: reach))
    }
}
