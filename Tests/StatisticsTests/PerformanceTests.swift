import Statistics
import Testing

struct PerformanceTests {
    @Test func `rates of a group without positives are undefined, not zero`() {
        let result = GroupFairness(
            truths: [true, false, false, false], predictions: [true, false, true, false],
            groups: ["a", "a", "b", "b"])
        #expect(result.groups["b"]?.truePositiveRate == nil)
        #expect(result.groups["b"]?.falsePositiveRate == 0.5)
        #expect(result.equalOpportunity?.difference == 0)
        #expect(GroupFairness<String>(truths: [], predictions: [], groups: []).overall.total == 0)
    }

    @Test func `a label that never occurs scores nothing and breaks nothing`() {
        let matrix = ConfusionMatrix(
            truths: ["a", "a"], answers: ["a", "a"], labels: ["a", "b"])
        #expect(matrix.accuracy == 1 && matrix.balancedAccuracy == 1)
        #expect(matrix.macroF1 == 0.5 && matrix.matthewsCorrelation == 0)
        #expect(matrix.recall(1) == nil && matrix.precision(1) == nil)
        let empty = ConfusionMatrix(truths: [String](), answers: [], labels: ["a"])
        #expect(empty.accuracy == nil && empty.weightedF1 == nil)
    }

    @Test func `certain and right predictions are perfect`() throws {
        let scores = try #require(
            ProbabilityScores(outcomes: [true, false, true], probabilities: [1, 0, 1]))
        #expect(scores.brier == 0 && scores.areaUnderROC == 1)
        #expect(scores.expectedCalibrationError() == 0 && scores.logLoss < 1e-15)
        #expect(ProbabilityScores(outcomes: [], probabilities: []) == nil)
        #expect(
            ProbabilityScores(outcomes: [true], probabilities: [0.4])?.areaUnderROC == nil)
    }

    @Test func `expected counts add up to the items`() {
        let estimate = ConfidenceBasedEstimate(probabilities: [0.9, 0.5, 0.2, 0.4])
        let sum =
            estimate.truePositives + estimate.falsePositives + estimate.falseNegatives
            + estimate.trueNegatives
        #expect(isClose(sum, 4))
        #expect(ConfidenceBasedEstimate(probabilities: []).accuracy == nil)
    }

    @Test func `the ideal ranking has gain 1 and an irrelevant one 0`() {
        #expect(normalizedDiscountedCumulativeGain(relevance: [3, 1, 0], scores: [9, 5, 1]) == 1)
        #expect(normalizedDiscountedCumulativeGain(relevance: [0, 0], scores: [9, 5]) == 0)
        #expect(
            normalizedDiscountedCumulativeGain(relevance: [0, 1], scores: [1, 0], cutoff: 1) == 0)
    }
}
