import Statistics
import Testing

struct RunningMeanConfidenceSequenceTests {
    /// How streams of many seeds fared.
    private struct Fates {
        /// Streams of which some interval missed the running mean.
        var missed = 0
        /// Streams whose last interval excludes ½.
        var claimed = 0
    }

    /// Simulates streams of 0 and 1 whose chance of 1 changes with time, looked at every fifth step.
    private func simulate(
        streams: Int, seed: UInt64, alpha: Double, chances: [Double],
        center: Double? = nil, planned: PlannedEffect? = nil
    ) -> Fates {
        var generator = SeededGenerator(seed: seed)
        var fates = Fates()
        for _ in 0..<streams {
            var sequence = RunningMeanConfidenceSequence(
                lower: 0, upper: 1, alpha: alpha, center: center, planned: planned)
            var (truth, variance, wins, hasMissed) = (0.0, 0.0, 0.0, false)
            for (index, chance) in chances.enumerated() {
                let isWin = generator.flip(chance)
                sequence.append(isWin ? 1 : 0)
                truth += chance
                variance += chance * (1 - chance)
                wins += isWin ? 1 : 0
                // No interval ends within one standard deviation: those need not be solved.
                guard index.isMultiple(of: 5), abs(wins - truth) > variance.squareRoot() else {
                    continue
                }
                if !sequence.interval.contains(truth / Double(index + 1)) { hasMissed = true }
            }
            fates.missed += hasMissed ? 1 : 0
            fates.claimed += sequence.interval.contains(0.5) ? 0 : 1
        }
        return fates
    }

    private static let drift =
        [Double](repeating: 0.62, count: 600)
        + [Double](repeating: 0.38, count: 600)

    @Test func `a gain and an equal loss are covered at every moment`() {
        let fates = simulate(streams: 300, seed: 62, alpha: 0.1, chances: Self.drift)
        #expect(fates.missed <= 30 && fates.claimed <= 30)
    }

    @Test(arguments: [0, 0.5, 0.9])
    func `the same drift is covered around a center that was fixed beforehand`(center: Double) {
        let fates = simulate(
            streams: 200, seed: 63, alpha: 0.1, chances: Self.drift, center: center)
        #expect(fates.missed <= 20 && fates.claimed <= 20)
    }

    /// What late outcomes need: nothing that becomes known can make a limit less careful.
    @Test(arguments: [nil, PlannedEffect(line: 0, effect: 0.1, deviation: 0.6)])
    func `what is unknown never gives more evidence than what it turns out to be`(
        planned: PlannedEffect?
    ) {
        var generator = SeededGenerator(seed: 64)
        func fresh() -> RunningMeanConfidenceSequence {
            RunningMeanConfidenceSequence(lower: -1, upper: 1, center: 0, planned: planned)
        }
        for count in [1, 3, 20, 200] {
            for _ in 0..<20 {
                var (known, least, most) = (fresh(), fresh(), fresh())
                for _ in 0..<count {
                    let ends = [0, 0, 0].map { _ in Double.random(in: -1...1, using: &generator) }
                        .sorted()
                    let isKnown = Bool.random(using: &generator)
                    known.append(ends[1])
                    least.append(
                        least: isKnown ? ends[1] : ends[0], most: isKnown ? ends[1] : ends[2])
                    most.append(
                        most: isKnown ? ends[1] : ends[2], least: isKnown ? ends[1] : ends[0])
                }
                for mean in stride(from: -0.9, through: 0.9, by: 0.3) {
                    let factor = 1 + 1e-9
                    #expect(
                        least.eValue(meanAtMost: mean) <= known.eValue(meanAtMost: mean) * factor)
                    #expect(
                        most.eValue(meanAtLeast: mean) <= known.eValue(meanAtLeast: mean) * factor)
                }
                #expect(least.interval.lower <= known.interval.lower + 1e-9)
                #expect(most.interval.upper >= known.interval.upper - 1e-9)
            }
        }
    }

    @Test func `the pair e-process is fooled by the same drift`() {
        var generator = SeededGenerator(seed: 62)
        var fooled = 0
        for _ in 0..<200 {
            var process = DiscordantPairEProcess()
            for chance in Self.drift { process.append(firstWins: generator.flip(chance)) }
            fooled += process.rejects(at: 0.05) ? 1 : 0
        }
        #expect(fooled > 40)
    }

    @Test(arguments: [
        [Double](repeating: 0.5, count: 800), [Double](repeating: 0.02, count: 800),
        (0..<800).map { $0.isMultiple(of: 2) ? 0.9 : 0.1 },
        (0..<800).map { Double($0) / 800 },
    ])
    func `constant, rare, alternating and rising means are covered`(chances: [Double]) {
        let fates = simulate(streams: 200, seed: 9, alpha: 0.1, chances: chances)
        #expect(fates.missed <= 20)
    }

    @Test func `a mean that answers its own past is covered`() {
        var generator = SeededGenerator(seed: 77)
        var missed = 0
        for _ in 0..<200 {
            var sequence = RunningMeanConfidenceSequence(lower: 0, upper: 1, alpha: 0.1)
            var (truth, wins, hasMissed) = (0.0, 0.0, false)
            for n in 1...600 {
                // An adversary turns the chance against whatever was seen so far.
                let chance = wins > truth ? 0.75 : 0.25
                let x = generator.flip(chance)
                sequence.append(x ? 1 : 0)
                truth += chance
                wins += x ? 1 : 0
                if n.isMultiple(of: 10), !sequence.interval.contains(truth / Double(n)) {
                    hasMissed = true
                }
            }
            missed += hasMissed ? 1 : 0
        }
        #expect(missed <= 20)
    }

    @Test func `the interval shrinks like one over the root of the count`() {
        var generator = SeededGenerator(seed: 3)
        var sequence = RunningMeanConfidenceSequence(lower: -3, upper: 3)
        #expect(sequence.interval == Interval(lower: -3, upper: 3))
        #expect(sequence.mean == nil && sequence.estimate == nil)
        var widths: [Double] = []
        for n in 1...40_000 {
            sequence.append(.random(in: -1...1.2, using: &generator))
            if [100, 1_000, 10_000, 40_000].contains(n) { widths.append(sequence.interval.width) }
        }
        #expect(zip(widths, widths.dropFirst()).allSatisfy { $1 < $0 })
        #expect(widths[1] < 0.2 && widths[3] < 0.025)
        #expect(sequence.interval.contains(0.1))
        #expect(sequence.estimate?.confidence == 0.95)
    }

    @Test func `one-sided limits are tighter than the interval's ends`() {
        var sequence = RunningMeanConfidenceSequence(lower: 0, upper: 2, alpha: 0.05)
        for index in 0..<500 { sequence.append(index.isMultiple(of: 3) ? 2 : 0.5) }
        #expect(sequence.lowerLimit > sequence.interval.lower)
        #expect(sequence.upperLimit < sequence.interval.upper)
        #expect(sequence.lowerLimit < 1 && sequence.upperLimit > 1)
    }

    @Test func `the e-value crosses 1 over alpha where the one-sided limit does`() {
        var sequence = RunningMeanConfidenceSequence(lower: 0, upper: 1, alpha: 0.05)
        for index in 0..<400 { sequence.append(index.isMultiple(of: 4) ? 0 : 1) }
        #expect(isClose(sequence.eValue(meanAtMost: sequence.lowerLimit), 20, within: 1e-8))
        #expect(isClose(sequence.eValue(meanAtLeast: sequence.upperLimit), 20, within: 1e-8))
        #expect(sequence.eValue(meanAtMost: 0.9) < 1)
        #expect(sequence.eValue(meanAtMost: 0.5) > 1_000)
    }

    @Test func `the e-value of equal paths rarely reaches its limit`() {
        var generator = SeededGenerator(seed: 41)
        var alarms = 0
        for _ in 0..<300 {
            var sequence = RunningMeanConfidenceSequence(lower: -1, upper: 1, alpha: 0.1)
            var hasAlarmed = false
            for n in 1...400 {
                let u = Double.random(in: 0..<1, using: &generator)
                sequence.append(u < 0.1 ? 1 : (u < 0.2 ? -1 : 0))
                if n.isMultiple(of: 8), sequence.eValue(meanAtMost: 0) >= 10 { hasAlarmed = true }
            }
            alarms += hasAlarmed ? 1 : 0
        }
        #expect(alarms <= 30)
    }

    @Test func `observations beyond the bounds are clipped and counted`() {
        var sequence = RunningMeanConfidenceSequence(lower: -1, upper: 1)
        for x in [-5, -1, 0.5, 1, 7] { sequence.append(x) }
        #expect(sequence.clippedCount == 2 && sequence.count == 5)
        #expect(isClose(sequence.mean ?? 0, 0.1))
    }

    @Test func `the forecast of observations fits the interval they give`() throws {
        var generator = SeededGenerator(seed: 8)
        var sequence = RunningMeanConfidenceSequence(lower: -1, upper: 1)
        let needed = try #require(
            sequence.observationsNeeded(margin: 0.02, variance: 0.12 - 0.04 * 0.04))
        for _ in 0..<needed {
            let u = Double.random(in: 0..<1, using: &generator)
            sequence.append(u < 0.08 ? 1 : (u < 0.12 ? -1 : 0))
        }
        #expect(abs(sequence.interval.width / 2 - 0.02) < 0.002)
        #expect(sequence.observationsNeeded(margin: 1e-9, variance: 0.1) == nil)
    }
}
