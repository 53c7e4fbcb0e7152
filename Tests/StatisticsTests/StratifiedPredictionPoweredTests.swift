import Statistics
import Testing

struct StratifiedPredictionPoweredTests {
    private static let truth = 0.25 * 0.4

    /// Cases of which a quarter differ, where the model wins 60 %, loses 20 %, and two in five are
    /// labelled; the judge favours the model.
    private static func strata(
        _ cases: Int, _ generator: inout SeededGenerator
    ) -> [JudgedStratum] {
        var human: [Double] = []
        var judge: [Double] = []
        var unlabelled: [Double] = []
        for _ in 0..<cases where generator.flip(0.25) {
            let truth: Double = generator.flip(0.6) ? 1 : generator.flip(0.5) ? -1 : 0
            let opinion: Double = generator.flip(0.75) ? truth : 1
            if generator.flip(0.4) {
                human.append(truth)
                judge.append(opinion)
            } else {
                unlabelled.append(opinion)
            }
        }
        return [
            .sampled(human: human, judge: judge, judgeUnlabelled: unlabelled),
            .known(size: cases - human.count - unlabelled.count, value: 0),
        ]
    }

    @Test(arguments: [(400, 0.25), (1_600, 0.125)])
    func `a judge with a bias sharpens the estimate and does not shift it`(
        cases: Int, share: Double
    ) throws {
        var generator = SeededGenerator(seed: 41)
        var (fixed, tuned, errors) = (0.0, 0.0, 0.0)
        var (covered, sharper) = (0, 0)
        let runs = 2_000
        for _ in 0..<runs {
            let strata = Self.strata(cases, &generator)
            let powered = try #require(StratifiedPredictionPoweredMean(strata))
            let alone = try #require(StratifiedPredictionPoweredMean(strata, tuning: .fixed(0)))
            let half = try #require(StratifiedPredictionPoweredMean(strata, tuning: .fixed(0.5)))
            fixed += half.value / Double(runs)
            tuned += powered.value / Double(runs)
            errors += powered.standardError / Double(runs)
            if powered.interval().contains(Self.truth) { covered += 1 }
            if powered.standardError < alone.standardError { sharper += 1 }
        }
        // Four standard errors of the average of the runs.
        #expect(abs(fixed - Self.truth) < 4 * errors / Double(runs).squareRoot())
        // A λ of the same data costs a bias of the order of 1/n.
        #expect(abs(tuned - Self.truth) < share * errors)
        #expect(Double(covered) / Double(runs) > 0.93)
        #expect(Double(sharper) / Double(runs) > 0.9)
    }

    @Test func `where everything is labelled the judge has nothing to add`() throws {
        let human: [Double] = [1, 0, 1, -1]
        let one = try #require(
            StratifiedPredictionPoweredMean([
                .sampled(human: human, judge: [0, 0, 0, 0], judgeUnlabelled: [])
            ]))
        #expect(one.value == 0.25 && one.lambdas == [nil])
        let empty = JudgedStratum.sampled(human: [], judge: [], judgeUnlabelled: [])
        let same = StratifiedPredictionPoweredMean([empty, .known(size: 1, value: 3), empty])
        #expect(same?.value == 3 && same?.lambdas == [nil, nil, nil])
    }

    @Test func `too few labels say nothing`() {
        let strata = [JudgedStratum.sampled(human: [1], judge: [1], judgeUnlabelled: [1, 0])]
        #expect(StratifiedPredictionPoweredMean(strata) == nil)
        #expect(StratifiedPredictionPoweredMean([]) == nil)
        let known = StratifiedPredictionPoweredMean([.known(size: 3, value: 2)])
        #expect(known?.value == 2 && known?.standardError == 0)
    }
}
