import Decisions
import Statistics

/// What an answer is worth before price and waiting, by truth and by what the path did.
///
/// A path's *slot* is the option that it answered, or `abstained`, or `failed`.
struct CaseUtility: Sendable {
    let options: Int
    let perSecond: Double
    private let worth: [Double]
    /// The best and the worst difference of two slots' worth, over all truths.
    private let largestGap: Double

    init(_ economics: Economics, question: Question) {
        let labels = question.labels
        let slots = labels.count + 2
        var worth: [Double] = []
        var largestGap = 0.0
        for truth in labels {
            let row =
                labels.map { answer in
                    answer == truth
                        ? economics.correct : -economics.costOfError(truth: truth, answer: answer)
                } + [-economics.abstain, -economics.fail]
            largestGap = max(largestGap, (row.max() ?? 0) - (row.min() ?? 0))
            worth += row
        }
        precondition(worth.count == labels.count * slots, "a worth for each truth and slot")
        options = labels.count
        perSecond = economics.perSecond
        self.worth = worth
        self.largestGap = largestGap
    }

    var abstained: Int { options }
    var failed: Int { options + 1 }

    /// Returns the worth of `slot` where `truth` holds, in dollars.
    @inline(__always)
    func worth(truth: Int, slot: Int) -> Double { worth[truth * (options + 2) + slot] }

    /// Returns the mean worth of what a path did, truths by slots.
    func meanWorth(_ table: ShareTable) -> Double {
        var sum = 0.0
        for truth in 0..<table.rows {
            for slot in 0..<table.columns {
                sum += table[truth, slot] * worth(truth: truth, slot: slot)
            }
        }
        return sum
    }

    /// Returns what `first` is worth more than `second`: known where the truth is, else between
    /// the least and the most that any truth makes it.
    func gain(truth: Int?, _ first: Int, over second: Int) -> Interval {
        if let truth {
            let gain = worth(truth: truth, slot: first) - worth(truth: truth, slot: second)
            return Interval(lower: gain, upper: gain)
        }
        var range = Interval(lower: 0, upper: 0)
        for truth in 0..<options {
            let gain = worth(truth: truth, slot: first) - worth(truth: truth, slot: second)
            range =
                truth == 0
                ? Interval(lower: gain, upper: gain)
                : Interval(lower: min(range.lower, gain), upper: max(range.upper, gain))
        }
        return range
    }

    /// Returns what a slot is worth: known where the truth is, else between the least and the most
    /// that any truth makes it.
    func range(truth: Int?, slot: Int) -> Interval {
        if let truth {
            let worth = worth(truth: truth, slot: slot)
            return Interval(lower: worth, upper: worth)
        }
        let all = (0..<options).map { worth(truth: $0, slot: slot) }
        return Interval(lower: all.min() ?? 0, upper: all.max() ?? 0)
    }

    /// The declared bounds of what any answer is worth, at most `spent` going for price and waiting.
    func valueBounds(spent: Double) -> Interval {
        let bounds = Interval(
            lower: (worth.min() ?? 0) - spent, upper: worth.max() ?? 0)
        return bounds.width > 0 ? bounds : Interval(lower: -1e-9, upper: 1e-9)
    }

    /// The declared bounds of a case's utility difference against the heuristic, in dollars.
    ///
    /// For the model: the widest gap in a row of the cost matrix either way, its price and waiting
    /// on the one side, the heuristic's waiting on the other. For the cascade: nothing where the
    /// heuristic answers, else what any answer is worth over an abstention or a failure.
    func bounds(
        _ challenger: Challenger, priceCap: Double, heuristicSeconds: Double, modelSeconds: Double
    ) -> Interval {
        let spent = priceCap + perSecond * modelSeconds
        let bounds =
            switch challenger {
            case .model:
                Interval(
                    lower: -largestGap - spent, upper: largestGap + perSecond * heuristicSeconds)
            case .cascade: escalationBounds(spent: spent)
            }
        // A cost matrix of zeros leaves nothing to bound; a confidence sequence needs some room.
        return bounds.width > 0 ? bounds : Interval(lower: -1e-9, upper: 1e-9)
    }

    private func escalationBounds(spent: Double) -> Interval {
        var bounds = Interval(lower: 0, upper: 0)
        for truth in 0..<options {
            for slot in 0..<(options + 2) {
                for before in [abstained, failed] {
                    let gain = worth(truth: truth, slot: slot) - worth(truth: truth, slot: before)
                    bounds = Interval(
                        lower: min(bounds.lower, gain), upper: max(bounds.upper, gain))
                }
            }
        }
        return Interval(lower: bounds.lower - spent, upper: bounds.upper)
    }
}
