import Decisions
import Foundation
import Statistics

/// Draws the map from what the evidence keeps by cost cell.
struct DecisionMapMaker {
    /// What users hold true may be off by this factor either way, unless they say otherwise.
    static let usualDoubt = 2.0
    private static let columns = 61
    private static let rows = 25
    private static let farthest = 100.0

    let input: VerdictInput
    let economics: Economics
    let ordered: OrderedEvidence
    /// Nil where the verdict does not rest on a split.
    let split: SplitEvidence?
    let isPriceUnknown: Bool
    /// From where the challengers stand to the decision, with what voids it.
    let decide: ([Standing]) -> Verdict.Decision

    /// Nil where no error costs anything, or nothing says how many cases there are.
    func map(_ volume: Volume?) -> DecisionMap? {
        let costs = [economics.wrongDefault] + economics.wrongPairs.values
        guard let volume, volume.casesPerYear > 0, costs.contains(where: { $0 > 0 }) else {
            return nil
        }
        let cases = volume.casesPerYear
        let here = decision(limits(at: 1), cases)
        let border = border(from: here, cases)
        let factorRange = Self.range(
            input.doubt.wrong, around: 1, unit: economics.wrongDefault)
        let volumeRange = Self.range(input.doubt.casesPerYear, around: cases, unit: 1)
        let reach =
            [
                20, Self.farther(factorRange, from: 1) * 1.2,
                border.map { max($0.factor, 1 / $0.factor) * 1.5 } ?? 0,
            ].max() ?? 20
        let factors = Self.ratios(around: 1, reach, count: Self.columns)
        let volumes = Self.ratios(
            around: cases, max(30, Self.farther(volumeRange, from: cases) * 1.2),
            count: Self.rows)
        let limits = factors.map { self.limits(at: $0) }
        return DecisionMap(
            factors: factors, volumes: volumes, limits: limits,
            decisions: volumes.map { volume in limits.map { decision($0, volume) } },
            casesPerYear: cases, here: here,
            doubt: input.doubt, factorRange: factorRange, volumeRange: volumeRange,
            isSettledInRange: isSettled(here, factorRange, volumeRange), border: border,
            dependsOnVolume: input.challengers.contains { upkeep($0) != 0 },
            leavesPlanOut: split == nil && !input.promised.isEmpty)
    }

    private func limits(at factor: Double) -> DecisionMap.Limits {
        let utility = CaseUtility(economics.errorsCosting(factor), question: input.question)
        func limits(_ challenger: Challenger) -> Interval? {
            if let split { return split.challenger == challenger ? split.limits(utility) : nil }
            return ordered.cells(of: challenger)?.limits(
                utility,
                bounds: input.bounds(challenger, utility, isPriceUnknown: isPriceUnknown),
                alpha: input.alpha(of: challenger))
        }
        return DecisionMap.Limits(model: limits(.model), cascade: limits(.cascade))
    }

    private func decision(
        _ limits: DecisionMap.Limits, _ casesPerYear: Double
    ) -> Verdict.Decision {
        decide(
            input.challengers.compactMap { challenger in
                limits[challenger].map {
                    Standing(
                        challenger: challenger, limits: $0,
                        worthHaving: economics.worthHaving + upkeep(challenger) / casesPerYear,
                        isAtPriceZero: isPriceUnknown,
                        isEmpty: split.map { $0.challengers == 0 }
                            ?? (challenger == .cascade && ordered.escalated == 0))
                }
            })
    }

    /// What a challenger costs more to keep a year, where that is declared.
    private func upkeep(_ challenger: Challenger) -> Double {
        12
            * (challenger.extraUpkeepPerMonth(
                economics, heuristic: input.heuristic.name, model: input.model?.name) ?? 0)
    }

    /// The nearest change of the decision, dearer or cheaper, to a thousandth of the factor.
    private func border(from here: Verdict.Decision, _ cases: Double) -> DecisionMap.Border? {
        let steps = Self.ratios(around: 1, Self.farthest, count: 241).filter { $0 > 1 }
        for factor in steps {
            // Of two at the same distance, the dearer.
            for end in [factor, 1 / factor] where decision(limits(at: end), cases) != here {
                return border(between: 1, and: end, here, cases)
            }
        }
        return nil
    }

    private func border(
        between near: Double, and far: Double, _ here: Verdict.Decision, _ cases: Double
    ) -> DecisionMap.Border {
        var (near, far) = (near, far)
        var beyond = decision(limits(at: far), cases)
        while max(far / near, near / far) > 1.001 {
            let middle = (near * far).squareRoot()
            let there = decision(limits(at: middle), cases)
            if there == here { near = middle } else { (far, beyond) = (middle, there) }
        }
        return DecisionMap.Border(factor: far, decision: beyond)
    }

    private func isSettled(
        _ here: Verdict.Decision, _ factors: Interval, _ volumes: Interval
    ) -> Bool {
        let volumes = Self.ratios(over: volumes, count: 9)
        return Self.ratios(over: factors, count: 9).allSatisfy { factor in
            let limits = limits(at: factor)
            return volumes.allSatisfy { decision(limits, $0) == here }
        }
    }

    /// What was declared to be possible, in `unit`s, or as far as users may usually be off.
    private static func range(
        _ declared: ClosedRange<Double>?, around center: Double, unit: Double
    ) -> Interval {
        guard let declared else {
            return Interval(lower: center / usualDoubt, upper: center * usualDoubt)
        }
        return Interval(lower: declared.lowerBound / unit, upper: declared.upperBound / unit)
    }

    /// How many times either end is more or less than `center`, the larger.
    private static func farther(_ range: Interval, from center: Double) -> Double {
        max(center / range.lower, range.upper / center)
    }

    private static func ratios(over range: Interval, count: Int) -> [Double] {
        ratios(
            around: (range.lower * range.upper).squareRoot(),
            (range.upper / range.lower).squareRoot(), count: count)
    }

    /// So many numbers in equal ratios from `center`/`reach` to `center`·`reach`.
    private static func ratios(
        around center: Double, _ reach: Double, count: Int
    ) -> [Double] {
        let middle = (count - 1) / 2
        return (0..<count).map { center * pow(reach, Double($0 - middle) / Double(middle)) }
    }
}

extension Economics {
    /// The same where every wrong answer costs `factor` times as much.
    func errorsCosting(_ factor: Double) -> Economics {
        var economics = self
        economics.wrongDefault *= factor
        economics.wrongPairs = wrongPairs.mapValues { $0 * factor }
        return economics
    }
}
