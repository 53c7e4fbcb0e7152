import Decisions
import Statistics

/// What of a challenger's cases must be kept to take its limits again at other costs of an error.
///
/// A case's difference is the gain in worth, which depends on the cost cell alone (what each path's
/// answer was: right, abstained, failed, or an error of some cost), and the rest: price and waiting,
/// which do not change with the cost. So sums by cell are enough, whatever the number of cases.
struct CostCells: Sendable {
    /// Over the cases of a cell, each with its share w of π_min/π.
    private struct Sums: Sendable {
        var shares = 0.0
        var squaredShares = 0.0
        /// Σ w·rest, Σ w²·rest, Σ w²·rest².
        var rest = 0.0
        var squaredRest = 0.0
        var squares = 0.0

        mutating func add(_ value: Double, share: Double) {
            let squaredShare = share * share
            shares += share
            squaredShares += squaredShare
            rest += share * value
            squaredRest += squaredShare * value
            squares += squaredShare * value * value
        }

        /// Σ w(rest + gain).
        func sum(_ gain: Double) -> Double { rest + gain * shares }

        /// Σ w²(rest + gain)².
        func squares(_ gain: Double) -> Double {
            squares + 2 * gain * squaredRest + gain * gain * squaredShares
        }
    }

    private let slots: Int
    /// By truth and slot: the number of its kind.
    private let kinds: [UInt16]
    private let kindCount: Int
    private let leastInclusion: Double
    private let priceCap: Double
    private var known: [Sums]
    /// By the slots of the paths, where the truth is not known; empty before the first such case.
    private var unknown: [Sums] = []
    /// Cases that were to be asked and were not.
    private var shed = Sums()
    private var count = 0

    init(_ economics: Economics, question: Question, leastInclusion: Double, priceCap: Double) {
        let labels = question.labels
        slots = labels.count + 2
        self.leastInclusion = leastInclusion
        self.priceCap = priceCap
        var numbers: [Double: UInt16] = [:]
        var kinds: [UInt16] = []
        for truth in labels {
            for answer in labels {
                let cost = economics.costOfError(truth: truth, answer: answer)
                // Right, abstained and failed come first.
                let new = UInt16(3 + numbers.count)
                kinds.append(answer == truth ? 0 : numbers[cost] ?? new)
                if answer != truth, numbers[cost] == nil { numbers[cost] = new }
            }
            kinds += [1, 2]
        }
        self.kinds = kinds
        kindCount = 3 + numbers.count
        known = [Sums](repeating: Sums(), count: kindCount * kindCount * 2)
    }

    /// Takes in a case; `rest` is its difference but for what the answers are worth.
    mutating func append(
        truth: Int?, heuristic: Int, model: Int, rest: Double, isUnpriced: Bool, share: Double
    ) {
        count += 1
        let last = isUnpriced ? 1 : 0
        if let truth {
            let row = truth * slots
            let pair = Int(kinds[row + heuristic]) * kindCount + Int(kinds[row + model])
            known[2 * pair + last].add(rest, share: share)
        } else {
            if unknown.isEmpty { unknown = [Sums](repeating: Sums(), count: slots * slots * 2) }
            unknown[2 * (heuristic * slots + model) + last].add(rest, share: share)
        }
    }

    /// Takes in a case that makes no difference.
    mutating func appendNothing() { count += 1 }

    mutating func appendShed(share: Double) {
        count += 1
        shed.add(0, share: share)
    }

    /// Returns the limits as `UtilitySequence` has them where answers are worth what `utility` says
    /// of them, but for a plan's bets; nil before the first case.
    ///
    /// `bounds` are those of a case's difference there.
    func limits(_ utility: CaseUtility, bounds: Interval, alpha: Double) -> Interval? {
        guard count > 0 else { return nil }
        var (least, most, farthest) = (0.0, 0.0, 0.0)
        func take(_ sums: Sums, _ gain: Interval, unpriced: Double) {
            guard sums.shares > 0 else { return }
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
            for heuristic in 0..<slots {
                for model in 0..<slots {
                    let pair = 2 * (heuristic * slots + model)
                    guard unknown[pair].shares + unknown[pair + 1].shares > 0 else { continue }
                    let gain = utility.gain(truth: nil, model, over: heuristic)
                    take(unknown[pair], gain, unpriced: 0)
                    take(unknown[pair + 1], gain, unpriced: priceCap)
                }
            }
        }
        take(shed, bounds, unpriced: 0)
        func interval(_ sum: Double) -> Interval {
            let isUnequal = leastInclusion < 1
            return RunningMeanConfidenceSequence(
                lower: isUnequal ? min(0, bounds.lower) : bounds.lower,
                upper: isUnequal ? max(0, bounds.upper) : bounds.upper, alpha: alpha, center: 0,
                count: count, sum: sum, squares: farthest
            ).interval
        }
        let low = interval(least).lower / leastInclusion
        let high = interval(most).upper / leastInclusion
        return Interval(lower: low, upper: max(low, high)).clamped(to: bounds)
    }

    /// The gain in each pair of kinds; kinds that never meet have none.
    private func gains(_ utility: CaseUtility) -> [Interval] {
        var worth = [Double](repeating: 0, count: kindCount)
        for truth in 0..<(slots - 2) {
            for slot in 0..<slots {
                worth[Int(kinds[truth * slots + slot])] = utility.worth(truth: truth, slot: slot)
            }
        }
        return (0..<kindCount * kindCount).map { pair in
            let gain = worth[pair % kindCount] - worth[pair / kindCount]
            return Interval(lower: gain, upper: gain)
        }
    }
}
