import Decisions
import Statistics

/// What of a challenger's cases must be kept to take its limits again at other costs of an error.
///
/// A case's difference is the gain in worth, which depends on the cost cell alone (what each path's
/// answer was: right, abstained, failed, or an error of some cost), and the rest: price and waiting,
/// which do not change with the cost. So sums by cell are enough, whatever the number of cases.
struct CostCells: Sendable {
    private let kinds: CostKinds
    private let leastInclusion: Double
    private let priceCap: Double
    private var known: [WeightedSums]
    /// By the slots of the paths, where the truth is not known; empty before the first such case.
    private var unknown: [WeightedSums] = []
    /// Cases that were to be asked and were not.
    private var shed = WeightedSums()
    private var count = 0

    init(_ economics: Economics, question: Question, leastInclusion: Double, priceCap: Double) {
        kinds = CostKinds(economics, question: question)
        self.leastInclusion = leastInclusion
        self.priceCap = priceCap
        known = [WeightedSums](repeating: WeightedSums(), count: 3 * kinds.count * kinds.count)
    }

    /// Takes in a case; `rest` is its difference but for what the answers are worth, which counts
    /// `drawing` times.
    mutating func append(
        truth: Int?, heuristic: Int, model: Int, rest: Double, isUnpriced: Bool, share: Double,
        drawing: Double
    ) {
        count += 1
        func add(_ sums: inout [WeightedSums], _ pair: Int) {
            guard isUnpriced else { return sums[3 * pair].add(rest, weight: share, times: drawing) }
            sums[3 * pair + 1].add(rest - priceCap, weight: share, times: drawing)
            sums[3 * pair + 2].add(rest, weight: share, times: drawing)
        }
        if let truth {
            add(&known, kinds[truth, heuristic] * kinds.count + kinds[truth, model])
        } else if drawing == 0 {
            // What they are worth counts in no cell.
            add(&known, 0)
        } else {
            let slots = kinds.slots
            if unknown.isEmpty {
                unknown = [WeightedSums](repeating: WeightedSums(), count: 3 * slots * slots)
            }
            add(&unknown, heuristic * slots + model)
        }
    }

    /// Takes in a case that makes no difference.
    mutating func appendNothing() { count += 1 }

    mutating func appendShed(share: Double) {
        count += 1
        shed.add(0, weight: share)
    }

    /// Returns the limits as `UtilitySequence` has them where answers are worth what `utility` says
    /// of them, but for a plan's bets; nil before the first case.
    ///
    /// `bounds` are those of a case's difference there, `reach` those of what it counts for.
    func limits(
        _ utility: CaseUtility, bounds: Interval, reach: Interval, alpha: Double
    ) -> Interval? {
        guard count > 0 else { return nil }
        var (least, most, farthest) = (0.0, 0.0, 0.0)
        func take(_ low: WeightedSums, _ high: WeightedSums, _ gain: Interval) {
            guard !low.isEmpty else { return }
            least += low.sum(gain.lower)
            most += high.sum(gain.upper)
            // The larger end is the same one in all cases of a cell, but for a call's price.
            farthest += max(low.squares(gain.lower), high.squares(gain.upper))
        }
        func take(_ sums: [WeightedSums], _ pair: Int, _ gain: Interval) {
            take(sums[3 * pair], sums[3 * pair], gain)
            take(sums[3 * pair + 1], sums[3 * pair + 2], gain)
        }
        for (pair, gain) in gains(utility).enumerated() { take(known, pair, gain) }
        if !unknown.isEmpty {
            for heuristic in 0..<kinds.slots {
                for model in 0..<kinds.slots {
                    let pair = heuristic * kinds.slots + model
                    guard !unknown[3 * pair].isEmpty || !unknown[3 * pair + 1].isEmpty else {
                        continue
                    }
                    take(unknown, pair, utility.gain(truth: nil, model, over: heuristic))
                }
            }
        }
        take(shed, shed, bounds)
        func interval(_ sum: Double) -> Interval {
            let isUnequal = leastInclusion < 1
            return RunningMeanConfidenceSequence(
                lower: isUnequal ? min(0, reach.lower) : reach.lower,
                upper: isUnequal ? max(0, reach.upper) : reach.upper, alpha: alpha, center: 0,
                count: count, sum: sum, squares: farthest
            ).interval
        }
        let low = interval(least).lower / leastInclusion
        let high = interval(most).upper / leastInclusion
        return Interval(lower: low, upper: max(low, high)).clamped(to: bounds)
    }

    /// The gain in each pair of kinds; kinds that never meet have none.
    private func gains(_ utility: CaseUtility) -> [Interval] {
        let worths = kinds.worths(utility)
        return worths.flatMap { before in
            worths.map { Interval(lower: $0 - before, upper: $0 - before) }
        }
    }
}
