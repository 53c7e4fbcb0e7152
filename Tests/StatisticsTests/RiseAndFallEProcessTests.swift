import RealModule
import Statistics
import Testing

/// E-processes that audits look at every day.
struct RiseAndFallEProcessTests {
    @Test func `tests that succeed as often as they may give a fair e-value`() {
        var mean = 0.0
        for first in 0...15 {
            for second in 0...25 {
                let chance =
                    Binomial(trials: 15, probability: 0.05).pmf(first)
                    * Binomial(trials: 25, probability: 0.05).pmf(second)
                let process = ExcessRateEProcess(
                    level: 0.05, windows: [(first, 15), (second, 25)])
                mean += chance * .exp(process.logE)
            }
        }
        #expect(isClose(mean, 1, within: 1e-10))
    }

    @Test func `a late rise of a rate shows after a long calm`() {
        let calm = [ExcessRateEProcess.Count](repeating: (5, 100), count: 12)
        #expect(ExcessRateEProcess(level: 0.05, windows: calm).logE < 1)
        #expect(ExcessRateEProcess(level: 0.05, windows: calm + [(25, 100)]).logE > 10)
        #expect(ExcessRateEProcess(level: 0.05, windows: []).logE == 0)
    }

    /// Windows of 80 pairs; a right answer is accepted with the one chance, a wrong one with the other.
    private func stream(
        _ chances: [(right: Double, wrong: Double)], seed: UInt64
    ) -> [[[Double]]] {
        var generator = SeededGenerator(seed: seed)
        return chances.map { chance in
            var table = [[0.0, 0.0], [0.0, 0.0]]
            for _ in 0..<80 {
                let isRight = generator.flip(0.7)
                let isAccepted = generator.flip(isRight ? chance.right : chance.wrong)
                table[isAccepted ? 1 : 0][isRight ? 1 : 0] += 1
            }
            return table
        }
    }

    @Test func `a correlation that stays is rarely said to have fallen, whenever one looks`() {
        var alarms = 0
        for seed in 1...300 {
            let windows = stream(.init(repeating: (0.7, 0.3), count: 12), seed: UInt64(seed))
            let isAlarm = windows.indices.contains {
                CorrelationEProcess(windows: Array(windows[...$0])).logEOfFall > .log(20)
            }
            alarms += isAlarm ? 1 : 0
        }
        #expect(alarms <= 15)
    }

    @Test func `a correlation at the least that is let pass is rarely said to be below`() {
        // 0.7·0.3 of variance of the outcome: these rates give a ρ of 0.3 on average.
        var alarms = 0
        for seed in 1...300 {
            let windows = stream(.init(repeating: (0.66, 0.34), count: 12), seed: UInt64(seed))
            let isAlarm = windows.indices.contains {
                CorrelationEProcess(windows: Array(windows[...$0])).logE(below: 0.29) > .log(20)
            }
            alarms += isAlarm ? 1 : 0
        }
        #expect(alarms <= 15)
    }

    @Test func `a correlation that is lost shows, and less so where users repeat themselves`() {
        let calm = [(right: Double, wrong: Double)](repeating: (0.8, 0.2), count: 5)
        let windows = stream(calm + .init(repeating: (0.6, 0.6), count: 4), seed: 3)
        let process = CorrelationEProcess(windows: windows)
        #expect(process.logEOfFall > 20)
        #expect(process.logE(below: 0.3) > 5)
        #expect(process.logE(below: -0.3) < 1)
        let repeated = CorrelationEProcess(windows: windows, designEffect: 4)
        #expect(repeated.logEOfFall < process.logEOfFall / 2)
    }

    @Test(arguments: [[], [[[0, 0], [0, 0]]], [[[60, 0], [0, 60]], [[0, 60], [60, 0]]]])
    func `streams of nothing and of certainties make a number`(windows: [[[Double]]]) {
        let process = CorrelationEProcess(windows: windows)
        #expect(process.logEOfFall.isFinite && process.logE(below: 0).isFinite)
    }
}
