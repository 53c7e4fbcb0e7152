import Statistics
import Testing

struct PlannedEffectTests {
    /// Pairs in which the first path alone is right in 8 %, the second in 4 %.
    private static let plan = PlannedEffect(
        line: 0, effect: 0.04, deviation: (0.12 - 0.0016).squareRoot())

    /// Differences of pairs: +1 with chance `won`, −1 with chance `lost`, else 0.
    private func difference(
        _ won: Double, _ lost: Double, _ generator: inout SeededGenerator
    ) -> Double {
        let x = Double.random(in: 0..<1, using: &generator)
        return x < won ? 1 : x < won + lost ? -1 : 0
    }

    /// Returns the 80 % point of the pairs until the mean is told from 0, by simulation.
    private func pairs(
        won: Double, lost: Double, alpha: Double, most: Int, planned: PlannedEffect?
    ) -> Int {
        var generator = SeededGenerator(seed: 84)
        let stops = (0..<200).map { _ in
            var sequence = RunningMeanConfidenceSequence(
                lower: -1, upper: 1, alpha: alpha, planned: planned)
            for index in 1...most {
                sequence.append(difference(won, lost, &generator))
                guard index.isMultiple(of: 20) else { continue }
                if sequence.eValue(meanAtMost: 0) >= 2 / alpha { return index }
            }
            return Int.max
        }
        return stops.sorted()[159]
    }

    @Test func `an effect as planned is found within 1.4 times the pairs of one look`() throws {
        let fixed = try #require(McNemarPower(onlyFirst: 0.08, onlySecond: 0.04).pairsNeeded())
        let watched = pairs(won: 0.08, lost: 0.04, alpha: 0.05, most: 1500, planned: Self.plan)
        #expect(Double(watched) <= 1.45 * fixed)
        let unplanned = pairs(won: 0.08, lost: 0.04, alpha: 0.05, most: 2500, planned: nil)
        #expect(unplanned > watched)
    }

    @Test func `half the planned effect is found within 2.5 times the pairs of one look`() throws {
        let fixed = try #require(McNemarPower(onlyFirst: 0.07, onlySecond: 0.05).pairsNeeded())
        let watched = pairs(won: 0.07, lost: 0.05, alpha: 0.05, most: 6000, planned: Self.plan)
        #expect(Double(watched) <= 2.5 * fixed)
    }

    /// The chance of a gain wanders; the plan is right, much too small, and much too large.
    @Test(arguments: [0.02, 0.1, 0.4])
    func `whatever drift, the running mean is hardly ever outside`(effect: Double) {
        let plan = PlannedEffect(line: 0.5, effect: effect, deviation: 0.5)
        let gain = [Double](repeating: 0.62, count: 300)
        let loss = [Double](repeating: 0.38, count: 300)
        var generator = SeededGenerator(seed: 7)
        var missed = 0
        for _ in 0..<200 {
            var sequence = RunningMeanConfidenceSequence(
                lower: 0, upper: 1, alpha: 0.1, planned: plan)
            var (truth, hasMissed) = (0.0, false)
            for (index, chance) in (gain + loss + gain).enumerated() {
                sequence.append(generator.flip(chance) ? 1 : 0)
                truth += chance
                guard index.isMultiple(of: 5), !hasMissed else { continue }
                let mean = truth / Double(index + 1)
                hasMissed =
                    sequence.eValue(meanAtMost: mean) > 20
                    || sequence.eValue(meanAtLeast: mean) > 20
            }
            missed += hasMissed ? 1 : 0
        }
        // A tenth of 200, and two standard errors.
        #expect(missed <= 28)
    }

    @Test func `limits are where the bet against them is lost`() {
        var generator = SeededGenerator(seed: 3)
        var sequence = RunningMeanConfidenceSequence(
            lower: -1, upper: 1, alpha: 0.05, planned: Self.plan)
        for _ in 0..<900 { sequence.append(difference(0.08, 0.04, &generator)) }
        let limits = sequence.interval
        #expect(abs(sequence.eValue(meanAtMost: limits.lower) - 40) < 1e-6)
        #expect(abs(sequence.eValue(meanAtLeast: limits.upper) - 40) < 1e-6)
    }

    @Test func `two bets give what their products say`() {
        // λ = 0.9 · 0.1/(0.25 + 0.01) on ½, θ = λ/(1 − λ/2); the same for half the effect.
        let plan = PlannedEffect(line: 0.5, effect: 0.1, deviation: 0.5)
        var planned = RunningMeanConfidenceSequence(lower: 0, upper: 1, planned: plan)
        var mixture = RunningMeanConfidenceSequence(lower: 0, upper: 1)
        let values = (0..<40).map { Double($0 % 5) / 4 }
        for value in values {
            planned.append(value)
            mixture.append(value)
        }
        func capital(_ rate: Double) -> Double {
            values.reduce(1) { $0 * (1 + rate * ($1 - 0.5)) }
        }
        let expected =
            0.8 * capital(0.09 / 0.26) + 0.15 * capital(0.05 / 0.2525)
            + 0.05 * mixture.eValue(meanAtMost: 0.5)
        #expect(abs(planned.eValue(meanAtMost: 0.5) - expected) < 1e-12)
    }
}
