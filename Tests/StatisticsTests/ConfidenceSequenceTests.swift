import Statistics
import Testing

struct ConfidenceSequenceTests {
    @Test func `betting and empirical-Bernstein sequences cover a constant mean`() {
        var generator = SeededGenerator(seed: 12)
        var (betting, bernstein) = (0, 0)
        for _ in 0..<60 {
            var bets = BettingConfidenceSequence(
                lower: -1, upper: 1, alpha: 0.1, breaks: 100)
            var plain = EmpiricalBernsteinConfidenceSequence(
                lower: -1, upper: 1, alphaEachSide: 0.05)
            var (hasMissedBetting, hasMissedBernstein) = (false, false)
            for _ in 0..<150 {
                let x: Double = generator.flip(0.3) ? (generator.flip(0.75) ? 1 : -1) : 0
                bets.append(x)
                plain.append(x)
                if !bets.interval.contains(0.15) { hasMissedBetting = true }
                if !plain.interval.contains(0.15) { hasMissedBernstein = true }
            }
            betting += hasMissedBetting ? 1 : 0
            bernstein += hasMissedBernstein ? 1 : 0
        }
        #expect(betting <= 6 && bernstein <= 6)
    }

    @Test func `a betting sequence never widens`() {
        var generator = SeededGenerator(seed: 4)
        var sequence = BettingConfidenceSequence(breaks: 200)
        var previous = sequence.interval
        for _ in 0..<400 {
            sequence.append(generator.flip(0.7) ? 1 : 0)
            #expect(sequence.interval.lower >= previous.lower)
            #expect(sequence.interval.upper <= previous.upper)
            previous = sequence.interval
        }
        #expect(previous.contains(0.7) && previous.width < 0.25)
    }

    @Test func `an asymptotic sequence needs an observation`() {
        var sequence = AsymptoticConfidenceSequence()
        #expect(sequence.interval == nil)
        for x in [3.0, 3, 3] { sequence.append(x) }
        #expect(sequence.interval == Interval(lower: 3, upper: 3))
    }

    @Test func `a mixture's boundary is where its e-value reaches the limit`() {
        let mixture = GammaExponentialMixture(optimalAt: 10, alpha: 0.025)
        var previous = 0.0
        for v in [0, 0.5, 4, 60, 5_000, 3e6] {
            let boundary = mixture.boundary(v, alpha: 0.025)
            #expect(boundary > previous)
            let logE = mixture.logValue(sum: boundary, variance: v)
            #expect(abs(logE - 3.6888794541139363) < 1e-8)
            previous = boundary
        }
        #expect(abs(mixture.logValue(sum: 0, variance: 0)) < 1e-12)
        #expect(mixture.logValue(sum: -1e6, variance: 3) == -.infinity)
    }
}
