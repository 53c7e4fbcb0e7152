import Decisions
import Evidence
import Statistics

extension IntervalScenario {
    /// Every interval that a verdict prints of a feature's log.
    static func verdictScenario(
        _ id: String, _ world: IntervalWorld, cases: Int
    ) -> IntervalScenario {
        IntervalScenario(
            id, claims: proportions(world) + abstentions(world) + money(world)
        ) { generator in
            verdict(world, cases, &generator)
        }
    }

    /// The share of cases on which the model often contradicts itself.
    private static let doubtful = 0.1

    private static func verdict(
        _ world: IntervalWorld, _ cases: Int, _ generator: inout SeededGenerator
    ) -> Verdict {
        let line = world.line(cases, &generator)
        var slices = SliceIndex(["plan"])
        for number in 0..<cases {
            let isFree = Double.random(in: 0..<1, using: &generator) < 0.75
            slices.note(isFree ? "free" : "paid", of: number, inField: 0)
        }
        var repeats = RepeatedAnswers()
        for row in line.rows { repeats.append(tries(row, &generator)) }
        var accumulator = VerdictAccumulator(line.input, repeats: repeats, slices: slices)
        for row in line.rows { accumulator.append(row) }
        return accumulator.finish()
    }

    /// Three tries of the model, each of which says the other option with a chance that is the case's.
    private static func tries(_ row: EvidenceRow, _ generator: inout SeededGenerator) -> EvidenceRow
    {
        let isDoubtful = Double.random(in: 0..<1, using: &generator) < doubtful
        var row = row
        row.answers = (0..<3).map { _ in
            let isOther = Double.random(in: 0..<1, using: &generator) < (isDoubtful ? 0.3 : 0.02)
            let answer = Answer(path: "model", status: .answered, code: isOther ? 1 : 0)
            return AnswerCell(answer, rule: 0)
        }
        return row
    }

    private static let noise =
        doubtful * 2 * 0.3 * 0.7 + (1 - doubtful) * 2 * 0.02 * 0.98

    private static func claim(
        _ interval: String, _ about: String, _ truth: Double,
        _ estimate: @escaping @Sendable (Verdict) -> Estimate?
    ) -> Claim<Verdict> {
        Claim(interval, about) { estimate($0)?.interval.contains(truth) }
    }

    private static func proportions(_ world: IntervalWorld) -> [Claim<Verdict>] {
        let agreement = world.agreement
        return [
            claim("Wilson", "heuristic's accuracy", world.share { first, _ in first == .right }) {
                $0.heuristic.accuracy
            },
            claim("Wilson", "model's accuracy", world.share { $1 == .right }) {
                $0.model?.accuracy
            },
            claim("Newcombe", "paired difference", world.difference) {
                $0.difference?.difference
            },
            claim("Newcombe", "difference in a quarter", world.difference) { verdict in
                verdict.slices.first { $0.value == "paid" && !$0.isTooSmall }?.difference
            },
            claim("Wilson", "raw agreement", agreement.raw) { $0.agreement?.raw },
            claim("AC1", "Gwet's AC1", agreement.ac1) { $0.agreement?.ac1 },
            claim("kappa", "Cohen's kappa", agreement.kappa) { $0.agreement?.kappa },
            claim("noise floor", "model against itself", noise) { $0.noiseFloor?.disagreement },
        ]
    }

    /// What there is to say only where the heuristic does not always answer.
    private static func abstentions(_ world: IntervalWorld) -> [Claim<Verdict>] {
        guard world.challengers.contains(.cascade) else { return [] }
        let coverage = world.share { first, _ in IntervalWorld.isAnswered(first) }
        let right = world.share { first, _ in first == .right }
        return [
            claim("Wilson", "heuristic's coverage", coverage) { $0.heuristic.coverage },
            claim("Wilson", "accuracy when answered", right / coverage) {
                $0.heuristic.accuracyWhenAnswered
            },
            claim("Wilson", "cascade's accuracy", world.cascadeAccuracy) {
                $0.claim(of: .cascade)?.accuracy
            },
        ]
    }

    private static func money(_ world: IntervalWorld) -> [Claim<Verdict>] {
        let nominal = 1 - lineAlpha(0.05 / Double(Challenger.allCases.count), line: 1)
        func claim(
            _ interval: String, _ about: String, covers: @escaping @Sendable (Verdict) -> Bool?
        ) -> Claim<Verdict> {
            Claim(interval, about, nominal: nominal, covers: covers)
        }
        let claims = world.challengers.flatMap { challenger -> [Claim<Verdict>] in
            let (mean, price) = (
                world.world.mean(challenger), world.breakEvenPrice(challenger)
            )
            return [
                claim("running mean", "\(challenger.rawValue)'s utility") {
                    $0.claim(of: challenger)?.limits.contains(mean)
                },
                claim("betting", "\(challenger.rawValue)'s utility, if steady") {
                    $0.claim(of: challenger)?.stableEffectLimits?.contains(mean)
                },
                claim("running mean", "\(challenger.rawValue)'s break-even price") { verdict in
                    let found = verdict.breakEven
                    let point = challenger == .model ? found?.modelPrice : found?.cascadePrice
                    return point.map { $0.low <= price && price <= $0.high }
                },
            ]
        }
        return claims + [
            claim("running mean", "a year's money") { verdict in
                verdict.year.map {
                    let truth = world.world.mean($0.challenger) * $0.casesPerYear
                    return $0.low <= truth && truth <= $0.high
                }
            }
        ]
    }
}
