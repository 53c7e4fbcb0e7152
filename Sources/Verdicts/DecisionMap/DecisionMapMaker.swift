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
        let reach = max(20, border.map { max($0.factor, 1 / $0.factor) * 1.5 } ?? 0)
        let factors = Self.ratios(around: 1, reach, count: Self.columns)
        let volumes = Self.ratios(around: cases, 30, count: Self.rows)
        let limits = factors.map { self.limits(at: $0) }
        let doubt = Self.usualDoubt
        return DecisionMap(
            factors: factors, volumes: volumes, limits: limits,
            decisions: volumes.map { volume in limits.map { decision($0, volume) } },
            casesPerYear: cases, here: here,
            factorRange: Interval(lower: 1 / doubt, upper: doubt),
            volumeRange: Interval(lower: cases / doubt, upper: cases * doubt),
            isSettledInRange: isSettled(here, cases, doubt), border: border,
            dependsOnVolume: input.challengers.contains { upkeep($0) != 0 },
            leavesPlanOut: !input.promised.isEmpty)
    }

    private func limits(at factor: Double) -> DecisionMap.Limits {
        let utility = CaseUtility(economics.errorsCosting(factor), question: input.question)
        func limits(_ challenger: Challenger) -> Interval? {
            ordered.cells(of: challenger)?.limits(
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
                        isEmpty: challenger == .cascade && ordered.escalated == 0)
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
        _ here: Verdict.Decision, _ cases: Double, _ doubt: Double
    ) -> Bool {
        let volumes = Self.ratios(around: cases, doubt, count: 9)
        return Self.ratios(around: 1, doubt, count: 9).allSatisfy { factor in
            let limits = limits(at: factor)
            return volumes.allSatisfy { decision(limits, $0) == here }
        }
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
