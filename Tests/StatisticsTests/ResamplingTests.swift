import Statistics
import Testing

struct ResamplingTests {
    @Test func `a seed gives the same bootstrap again`() throws {
        let values = [0.8, 1.9, -0.4, 3.1, 0.2, 5.6, 1.1, -0.9]
        func interval(_ seed: UInt64) -> Interval? {
            var generator = SeededGenerator(seed: seed)
            return bootstrapMean(values, resamples: 500, using: &generator)?.bca()
        }
        #expect(interval(1) == interval(1) && interval(1) != interval(2))
        #expect(try #require(interval(1)).contains(1.425))
    }

    @Test func `clusters are drawn whole`() throws {
        var generator = SeededGenerator(seed: 6)
        let values = [1.0, 1, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0]
        let clusters = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4]
        let apart = try #require(bootstrapMean(values, resamples: 2_000, using: &generator))
        let whole = try #require(
            bootstrapMean(values, clusters: clusters, resamples: 2_000, using: &generator))
        #expect(whole.percentile().width > apart.percentile().width)
        #expect(whole.estimate == 0.5)
    }

    @Test func `too few observations give no interval`() {
        var generator = SeededGenerator(seed: 1)
        #expect(bootstrapMean([1], resamples: 10, using: &generator) == nil)
        #expect(ClusteredError([1], clusters: [1]) == nil && PairedTTest([1]) == nil)
        #expect(quantile([], 0.5) == nil && quantileInterval([], 0.5) == nil)
        #expect(SignFlipTest([]) == nil && WilcoxonSignedRank([0, 0]) == nil)
    }

    @Test func `constant observations have an interval of one point`() throws {
        var generator = SeededGenerator(seed: 1)
        let same = try #require(
            bootstrapMean([2, 2, 2, 2], resamples: 50, using: &generator))
        #expect(same.bca() == Interval(lower: 2, upper: 2))
        #expect(PairedTTest([2, 2, 2])?.t() == nil)
    }

    @Test func `a quantile of a small sample is bounded on one side at most`() {
        let interval = quantileInterval([5, 1, 9], 0.95)
        #expect(interval?.upper == .infinity)
        #expect(quantile([5, 1, 9], 0.5) == 5 && quantile([5, 1, 9], 1) == 9)
    }

    @Test func `a paired quantile difference keeps pairs together`() throws {
        var generator = SeededGenerator(seed: 2)
        let slow = (0..<60).map { 100 + Double($0 * 37 % 60) }
        let fast = slow.map { $0 - 40 }
        let result = try #require(
            bootstrapQuantileDifference(slow, fast, 0.95, resamples: 300, using: &generator))
        #expect(isClose(result.estimate, 40, within: 1e-12))
        #expect(result.percentile().width < 1e-9)
    }

    @Test func `many sign flips are counted as exactly as few`() throws {
        let values = (0..<30).map { Double($0 % 7) - 2.5 }
        let test = try #require(SignFlipTest(values))
        #expect(test.permutations == 1_073_741_824)
        #expect(test.pGreater > 0 && test.pGreater <= test.pTwoSided)
        #expect(SignFlipTest([1, 1])?.pGreater == 0.25)
        #expect(SignFlipTest([1, -1])?.pTwoSided == 1)
    }
}
