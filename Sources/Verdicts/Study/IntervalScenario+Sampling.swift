import Statistics

extension IntervalScenario {
    /// Half of the cases are easy for the model, and asked of it four times as often.
    static let sampling = IntervalScenario(
        "part-asked-800",
        claims: [
            Claim<PartAsked>(
                "running mean", "model's utility",
                nominal: 1 - lineAlpha(0.05, line: 1)
            ) { $0.verdict.claim(of: .model)?.limits.contains(PartAsked.mean) },
            Claim("Hájek", "the same, for one look") { sample in
                InverseProbabilityEstimate(
                    sample.values, inclusionProbabilities: sample.probabilities
                ).flatMap { estimate in
                    estimate.meanError.map {
                        Interval(center: estimate.mean, margin: $0 * Normal.quantile(0.975))
                            .contains(PartAsked.mean)
                    }
                }
            },
            Claim("stratified", "the same, by the two chances") { sample in
                let estimate = StratifiedMean(sample.strata)
                return estimate?.standardError.map {
                    Interval(center: estimate?.mean ?? 0, margin: $0 * Normal.quantile(0.975))
                        .contains(sample.populationMean)
                }
            },
        ]
    ) { PartAsked(&$0) }
}

/// A log of which a part was asked of the model, by chances that go with what it is worth.
struct PartAsked: Sendable {
    private(set) var verdict: Verdict
    /// The differences of the cases that were asked, with their chances.
    private(set) var values: [Double] = []
    private(set) var probabilities: [Double] = []
    private(set) var strata: [Stratum]
    /// The average difference of all cases, asked or not.
    private(set) var populationMean = 0.0

    private static let easy = StudyWorld(wins: 0.12, losses: 0.04)
    private static let hard = StudyWorld(wins: 0.05, losses: 0.09)
    private static let cases = 800
    static let mean = (easy.mean(.model) + hard.mean(.model)) / 2

    init(_ generator: inout SeededGenerator) {
        var line = StudyLine()
        (line.input.leastInclusion, line.input.asksUnequally) = (0.2, true)
        var drawn: [Bool: [Double]] = [true: [], false: []]
        var sizes: [Bool: Int] = [true: 0, false: 0]
        for _ in 0..<Self.cases {
            let isEasy = Bool.random(using: &generator)
            let replies = (isEasy ? Self.easy : Self.hard).draw(&generator)
            let chance = isEasy ? 0.8 : 0.2
            let isAsked = Double.random(in: 0..<1, using: &generator) < chance
            line.append(replies, StudyLine.Details(inclusion: chance, isAsked: isAsked))
            let value = StudyWorld.gain(replies)
            populationMean += value / Double(Self.cases)
            sizes[isEasy, default: 0] += 1
            guard isAsked else { continue }
            drawn[isEasy, default: []].append(value)
            values.append(value)
            probabilities.append(chance)
        }
        strata = [true, false].map { Stratum(size: sizes[$0] ?? 0, values: drawn[$0] ?? []) }
        var accumulator = VerdictAccumulator(line.input)
        for row in line.rows { accumulator.append(row) }
        verdict = accumulator.finish()
    }
}
