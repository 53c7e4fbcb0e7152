import Statistics
import Testing

struct DriftTests {
    @Test func `equal samples have not moved`() {
        let sample = [3.0, 1, 2, 2, 5]
        #expect(KolmogorovSmirnov(sample, sample)?.distance == 0)
        #expect(KolmogorovSmirnov(sample, sample)?.exactP == 1)
        #expect(KolmogorovSmirnov(sample, sample)?.approximateP == 1)
        #expect(wassersteinDistance(sample, sample.reversed()) == 0)
        #expect(MannWhitney(sample, sample)?.p == 1)
        #expect(PopulationStability(reference: [4, 6], current: [4, 6])?.p == 1)
    }

    @Test func `an empty sample compares with nothing`() {
        #expect(KolmogorovSmirnov([], [1]) == nil && wassersteinDistance([1], []) == nil)
        #expect(MannWhitney([], [1]) == nil && MannWhitney([1], [1])?.p == nil)
        #expect(PopulationStability(reference: [0, 0], current: [1, 2]) == nil)
        #expect(DistributionDistance([0, 0], [1, 2]) == nil)
        #expect(IndependenceTest([[1, 2], [0, 0]]) == nil)
        #expect(FisherExactTest(0, 0, 0, 0).p == 1)
    }

    // scipy 1.17.1 kstwo.sf(d, n).
    @Test(arguments: [
        (10, 0.2, 0.7487190399999999),
        (100, 0.1, 0.2526927570063874),
        (1000, 0.03, 0.3226902143914636),
        (50, 0.3, 0.00017353260202718738),
        (1000, 0.08, 5.154189384789824e-06),
        (20, 0.05, 0.9999999767980384),
        (5_000, 0.015, 0.20846142096186204), (300, 0.02, 0.9995956727697175),
        (400, 0.06, 0.10777126907396828),
        (5, 0.4, 0.3087999999999995),
    ])
    func `Kolmogorov's law is right for small and large samples`(
        size: Int, distance: Double, expected: Double
    ) throws {
        // Two samples of 2n observations stand for one sample of n.
        let shift = Int((distance * Double(2 * size)).rounded())
        let first = (0..<(2 * size)).map { Double($0) }
        let second = (0..<(2 * size)).map { Double($0 + shift) - 0.5 }
        let test = try #require(KolmogorovSmirnov(first, second))
        #expect(isClose(test.distance, distance, within: 1e-12))
        #expect(abs(test.approximateP - expected) < 1e-10)
    }

    @Test func `a drift index of the same distribution rarely exceeds its critical value`() throws {
        var generator = SeededGenerator(seed: 33)
        var alarms = 0
        for _ in 0..<400 {
            func counts() -> [Int] {
                var bins = [Int](repeating: 0, count: 5)
                for _ in 0..<300 { bins[Int.random(in: 0..<5, using: &generator)] += 1 }
                return bins
            }
            let test = try #require(
                PopulationStability(reference: counts(), current: counts()))
            alarms += test.index > test.criticalValue() ? 1 : 0
        }
        #expect(alarms <= 32)
    }

    @Test func `detectors keep silent on a steady stream and see a jump`() {
        var window = AdaptiveWindow()
        var detector = PageHinkley(threshold: 10)
        var generator = SeededGenerator(seed: 15)
        var (early, late) = (0, 0)
        for index in 0..<2_000 {
            let x = (index < 1_000 ? 0.2 : 0.8) + Double.random(in: -0.1...0.1, using: &generator)
            let isSeen = [window.append(x), detector.append(x)].count { $0 }
            if index < 1_000 { early += isSeen } else { late += isSeen }
        }
        #expect(early == 0 && late >= 2)
        #expect(window.width <= 1_000 && abs((window.mean ?? 0) - 0.8) < 0.02)
    }
}
