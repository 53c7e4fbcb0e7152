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
    private let labelChance: Double
    private let priceCap: Double
    private var known: [WeightedSums]
    /// By the slots of the paths, where the truth is not known; empty before the first such case.
    private var unknown: [WeightedSums] = []
    /// Cases that no label was drawn for, though they take one: their answers' worth counts nothing.
    private var leftOut = [WeightedSums](repeating: WeightedSums(), count: 2)
    /// Cases that were to be asked and were not.
    private var shed = WeightedSums()
    private var count = 0

    init(
        _ economics: Economics, question: Question, leastInclusion: Double, labelChance: Double,
        priceCap: Double
    ) {
        kinds = CostKinds(economics, question: question)
        self.leastInclusion = leastInclusion
        self.labelChance = labelChance
        self.priceCap = priceCap
        known = [WeightedSums](repeating: WeightedSums(), count: kinds.count * kinds.count * 2)
    }

    /// Takes in a case; `rest` is its difference but for what the answers are worth.
    mutating func append(
        truth: Int?, heuristic: Int, model: Int, rest: Double, label: UtilitySequence.Label,
        isUnpriced: Bool, share: Double
    ) {
        count += 1
        let last = isUnpriced ? 1 : 0
        var (rest, share) = (rest, share)
        switch label {
        case .needless: share *= labelChance
        case .drawn: rest *= labelChance
        case .leftOut:
            leftOut[last].add(rest, weight: share * labelChance)
            return
        }
        if let truth {
            let pair = kinds[truth, heuristic] * kinds.count + kinds[truth, model]
            known[2 * pair + last].add(rest, weight: share)
        } else {
            let slots = kinds.slots
            if unknown.isEmpty {
                unknown = [WeightedSums](repeating: WeightedSums(), count: slots * slots * 2)
            }
            unknown[2 * (heuristic * slots + model) + last].add(rest, weight: share)
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
    /// `bounds` are those of a case's difference there.
    func limits(_ utility: CaseUtility, bounds: Interval, alpha: Double) -> Interval? {
        guard count > 0 else { return nil }
        var (least, most, farthest) = (0.0, 0.0, 0.0)
        func take(_ sums: WeightedSums, _ gain: Interval, unpriced: Double) {
            guard !sums.isEmpty else { return }
            let (low, high) = (gain.lower - unpriced, gain.upper)
            least += sums.sum(low)
            most += sums.sum(high)
            // The larger end is the same one in all cases of a cell, but for a call's price.
            farthest += max(sums.squares(low), sums.squares(high))
        }
        for (index, gain) in gains(utility).enumerated() {
            take(known[2 * index], gain, unpriced: 0)
            take(known[2 * index + 1], gain, unpriced: priceCap)
        }
        if !unknown.isEmpty {
            for heuristic in 0..<kinds.slots {
                for model in 0..<kinds.slots {
                    let pair = 2 * (heuristic * kinds.slots + model)
                    guard !unknown[pair].isEmpty || !unknown[pair + 1].isEmpty else { continue }
                    let gain = utility.gain(truth: nil, model, over: heuristic)
                    take(unknown[pair], gain, unpriced: 0)
                    take(unknown[pair + 1], gain, unpriced: priceCap)
                }
            }
        }
        let nothing = Interval(lower: 0, upper: 0)
        take(leftOut[0], nothing, unpriced: 0)
        take(leftOut[1], nothing, unpriced: priceCap)
        take(shed, bounds, unpriced: 0)
        let scale = leastInclusion * labelChance
        func interval(_ sum: Double) -> Interval {
            RunningMeanConfidenceSequence(
                lower: scale < 1 ? min(0, bounds.lower) : bounds.lower,
                upper: scale < 1 ? max(0, bounds.upper) : bounds.upper, alpha: alpha, center: 0,
                count: count, sum: sum, squares: farthest
            ).interval
        }
        let low = interval(least).lower / scale
        let high = interval(most).upper / scale
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
