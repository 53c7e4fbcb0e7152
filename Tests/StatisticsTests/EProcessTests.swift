import RealModule
import Statistics
import Testing

struct EProcessTests {
    private static let priors: [DiscordantPairEProcess.Prior] = [
        .uniform, .jeffreys, .informed(winChance: 2.0 / 3, pseudoPairs: 30),
    ]

    @Test(arguments: priors.indices, [DiscordantPairEProcess.Alternative.different, .firstBetter])
    func `the stream and the closed form give the same e-value`(
        prior: Int, alternative: DiscordantPairEProcess.Alternative
    ) {
        var generator = SeededGenerator(seed: 5)
        var process = DiscordantPairEProcess(
            prior: Self.priors[prior], alternative: alternative)
        var lowest = 1.0
        for _ in 0..<200 {
            process.append(firstWins: generator.flip(0.65))
            lowest = min(lowest, 1 / process.eValue)
            #expect(process.anytimeP <= 1 && isClose(process.anytimeP, lowest, within: 1e-12))
        }
        let closed = DiscordantPairEProcess.logE(
            firstWins: process.firstWins, secondWins: process.secondWins,
            prior: Self.priors[prior], alternative: alternative)
        #expect(closed == process.logE)
        #expect(process.rejects(at: 0.05) == (process.anytimeP <= 0.05))
    }

    @Test(arguments: priors.indices, [DiscordantPairEProcess.Alternative.different, .firstBetter])
    func `the e-value is fair where the paths are equal`(
        prior: Int, alternative: DiscordantPairEProcess.Alternative
    ) {
        let pairs = 30
        let mean = (0...pairs).reduce(0.0) { sum, wins in
            let chance = Binomial(trials: pairs, probability: 0.5).pmf(wins)
            let logE = DiscordantPairEProcess.logE(
                firstWins: wins, secondWins: pairs - wins, prior: Self.priors[prior],
                alternative: alternative)
            return sum + chance * Double.exp(logE)
        }
        #expect(isClose(mean, 1, within: 1e-10))
    }

    @Test func `watched at every pair, equal paths rarely seem different`() {
        var generator = SeededGenerator(seed: 2_024)
        let streams = 1_000
        var alarms = 0
        for _ in 0..<streams {
            var process = DiscordantPairEProcess()
            for _ in 0..<300 where !process.rejects(at: 0.05) {
                process.append(firstWins: generator.flip(0.5))
            }
            if process.rejects(at: 0.05) { alarms += 1 }
        }
        #expect(Double(alarms) / Double(streams) <= 0.05)
    }

    @Test func `long one-sided streams stay finite in logarithms`() {
        let logE = DiscordantPairEProcess.logE(firstWins: 40_000, secondWins: 1_000)
        #expect(logE > 10_000 && logE.isFinite)
        var process = DiscordantPairEProcess()
        for _ in 0..<2_000 { process.append(firstWins: true) }
        #expect(process.anytimeP == 0 || process.anytimeP < 1e-300)
    }

    @Test func `Wald's test decides between its two chances`() {
        var test = WaldSPRT(p0: 0.5, p1: 0.65, alpha: 0.05, beta: 0.2)
        #expect(test.decision == .undecided)
        for _ in 0..<11 { test.append(success: true) }
        #expect(test.decision == .acceptAlternative)
        var other = WaldSPRT(p0: 0.5, p1: 0.65, alpha: 0.05, beta: 0.2)
        for _ in 0..<5 { other.append(success: false) }
        #expect(other.decision == .acceptNull)
    }

    @Test func `the lines of a feature share alpha`() {
        let spent = (1...10_000).reduce(0.0) { $0 + lineAlpha(0.05, line: $1) }
        #expect(spent < 0.05 && spent > 0.0499)
    }
}
