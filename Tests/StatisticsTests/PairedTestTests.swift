import Statistics
import Testing

struct PairedTestTests {
    @Test func `no discordant pair is no evidence`() {
        let test = McNemarTest(onlyFirst: 0, onlySecond: 0)
        #expect(test.exactP == 1 && test.midP == 0.5)
        #expect(test.chiSquared == nil && test.correctedP == nil)
    }

    @Test func `mid-p lies below the exact p-value and both are symmetric`() {
        for b in 0...25 {
            for c in 0...25 where b + c > 0 {
                let test = McNemarTest(onlyFirst: b, onlySecond: c)
                #expect(test.midP <= test.exactP && test.midP > 0)
                #expect(test.midP == McNemarTest(onlyFirst: c, onlySecond: b).midP)
            }
        }
    }

    @Test(arguments: [(31, 14, 240), (0, 5, 40), (3, 3, 9), (0, 0, 30), (12, 0, 12), (0, 7, 7)])
    func `Tango's interval is what its test does not reject`(b: Int, c: Int, n: Int) throws {
        let test = TangoScore(onlyFirst: b, onlySecond: c, pairs: n)
        let interval = test.interval()
        #expect(interval.contains(test.difference))
        #expect(interval.lower >= -1 && interval.upper <= 1)
        if interval.lower > -1 + 1e-9 {
            #expect(abs(test.z(margin: interval.lower) - 1.959963984540054) < 1e-6)
        }
        if interval.upper < 1 - 1e-9 {
            #expect(abs(test.z(margin: interval.upper) + 1.959963984540054) < 1e-6)
        }
        if let chiSquared = McNemarTest(onlyFirst: b, onlySecond: c).chiSquared {
            let z = test.z(margin: 0)
            #expect(isClose(z * z, chiSquared, within: 1e-12))
        }
    }

    @Test func `paired intervals cover the difference as often as they say`() {
        var generator = SeededGenerator(seed: 11)
        var (newcombe, tango) = (0, 0)
        let rounds = 1_500
        for _ in 0..<rounds {
            let table = generator.pairedTable(
                pairs: 100, bothRight: 0.7, onlyFirst: 0.12, onlySecond: 0.06)
            if newcombePairedInterval(table)?.contains(0.06) == true { newcombe += 1 }
            let test = TangoScore(
                onlyFirst: table.onlyFirst, onlySecond: table.onlySecond, pairs: table.pairs)
            if test.interval().contains(0.06) { tango += 1 }
        }
        #expect(abs(Double(newcombe) / Double(rounds) - 0.95) < 0.02)
        #expect(abs(Double(tango) / Double(rounds) - 0.95) < 0.02)
    }

    @Test func `an empty table has no interval`() {
        let empty = PairedTable(bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0)
        #expect(empty.difference == nil && newcombePairedInterval(empty) == nil)
        #expect(bonettPriceInterval(empty) == nil && agrestiMinInterval(empty) == nil)
    }

    @Test func `paired intervals of extreme tables stay in bounds`() {
        for (a, b, c, d) in [(10, 0, 0, 0), (0, 10, 0, 0), (0, 0, 10, 0), (0, 0, 0, 1)] {
            let table = PairedTable(bothRight: a, onlyFirst: b, onlySecond: c, bothWrong: d)
            for interval in [
                newcombePairedInterval(table), bonettPriceInterval(table),
                agrestiMinInterval(table),
            ] {
                #expect(interval.map { $0.lower >= -1 && $0.upper <= 1 && $0.width > 0 } == true)
            }
        }
    }

    @Test func `the sample size gives the power it was asked for`() throws {
        for (first, second) in [(0.1, 0.04), (0.08, 0.04), (0.03, 0.08)] {
            let plan = McNemarPower(onlyFirst: first, onlySecond: second)
            let pairs = Int(try #require(plan.pairsNeeded(power: 0.8)).rounded(.up))
            #expect(abs(plan.normalPower(pairs: pairs) - 0.8) < 0.005)
            #expect(abs(plan.enumeratedPower(pairs: pairs, test: .midP) - 0.8) < 0.03)
        }
        #expect(McNemarPower(onlyFirst: 0.1, onlySecond: 0.1).pairsNeeded() == nil)
        #expect(
            McNemarPower(onlyFirst: 0.02, onlySecond: 0).enumeratedPower(
                pairs: 10, test: .exact) < 0.01)
    }

    @Test func `enumerated power is the level where paths are equal`() {
        let plan = McNemarPower(onlyFirst: 0.1, onlySecond: 0.1)
        #expect(plan.enumeratedPower(pairs: 400, test: .exact) <= 0.05)
        #expect(plan.enumeratedPower(pairs: 400, test: .midP) <= 0.055)
    }

    @Test func `tables without disagreement test nothing, two categories give McNemar's test`() {
        let diagonal = ContingencyTable([[5, 0, 0], [0, 7, 0], [0, 0, 2]])
        #expect(bowkerSymmetry(diagonal) == nil && stuartMaxwell(diagonal) == nil)
        #expect(cochranQ([[true, true], [false, false]]) == nil)
        let twoByTwo = ContingencyTable([[5, 8], [3, 7]])
        let chiSquared = McNemarTest(onlyFirst: 8, onlySecond: 3).chiSquared ?? 0
        #expect(isClose(bowkerSymmetry(twoByTwo)?.statistic ?? 0, chiSquared))
        #expect(isClose(stuartMaxwell(twoByTwo)?.statistic ?? 0, chiSquared))
    }
}
