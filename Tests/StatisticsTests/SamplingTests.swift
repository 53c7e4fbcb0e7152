import Statistics
import Testing

struct SamplingTests {
    @Test func `taking every item leaves no sampling error`() throws {
        let all = try #require(
            InverseProbabilityEstimate([1, 0, 1], inclusionProbabilities: [1, 1, 1]))
        #expect(all.total == 2 && all.poissonMeanError == 0 && all.effectiveSampleSize == 3)
        let strata = StratifiedMean([Stratum(size: 2, values: [1, 0])])
        #expect(strata?.mean == 0.5 && strata?.standardError == 0)
    }

    @Test func `a stratum without values leaves the mean unknown`() {
        #expect(StratifiedMean([Stratum(size: 5, values: [])]) == nil)
        #expect(StratifiedMean([]) == nil)
        let single = StratifiedMean([Stratum(size: 5, values: [1])])
        #expect(single?.mean == 1 && single?.standardError == nil)
        #expect(InverseProbabilityEstimate([], inclusionProbabilities: []) == nil)
    }

    @Test func `a useless judge is not trusted, a perfect one is`() throws {
        let human = (0..<60).map { Double($0 % 3 == 0 ? 1 : 0) }
        let unlabelled = (0..<600).map { Double($0 % 3 == 0 ? 1 : 0) }
        let perfect = try #require(
            PredictionPoweredMean(human: human, judge: human, judgeUnlabelled: unlabelled))
        #expect(perfect.lambda > 0.85 && perfect.interval().contains(1.0 / 3))
        let constant = try #require(
            PredictionPoweredMean(
                human: human, judge: human.map { _ in 1 },
                judgeUnlabelled: unlabelled.map { _ in 1 }))
        #expect(constant.lambda == 0 && isClose(constant.value, 1.0 / 3, within: 1e-12))
    }

    @Test func `asking about everything is the plain mean`() throws {
        let items = [1.0, 0, 1, 1].map {
            ActivelySampledItem(prediction: 0.3, labelProbability: 1, label: $0)
        }
        #expect(ActiveInferenceMean(items)?.value == 0.75)
        #expect(ActiveInferenceMean(items, isTuned: true)?.value == 0.75)
        #expect(ActiveInferenceMean([]) == nil)
    }

    @Test func `few clusters widen the interval of active labels`() throws {
        let items = [1.0, 0.0, 1, 0, 1, 1].map {
            ActivelySampledItem(prediction: 0, labelProbability: 1, label: $0)
        }
        let alone = try #require(ActiveInferenceMean(items))
        let users = try #require(ActiveInferenceMean(items, clusters: [0, 0, 0, 1, 1, 1]))
        // Student's 97.5 % quantile of one degree.
        #expect(
            isClose(users.interval().width, 2 * 12.706_204_736 * users.standardError, within: 1e-6))
        #expect(
            isClose(alone.interval().width, 2 * 1.959_963_985 * alone.standardError, within: 1e-6))
        #expect(ActiveInferenceMean(items, clusters: [3, 3, 3, 3, 3, 3]) == nil)
    }

    @Test func `active labels are unbiased although doubtful items are asked more often`() throws {
        var generator = SeededGenerator(seed: 19)
        var sum = 0.0
        for _ in 0..<300 {
            let items = (0..<100).map { index in
                let isHard = index < 30
                let chance = isHard ? 0.8 : 0.1
                let truth: Double = generator.flip(isHard ? 0.3 : 0.9) ? 1 : 0
                return ActivelySampledItem(
                    prediction: isHard ? 0.6 : 0.8, labelProbability: chance,
                    label: generator.flip(chance) ? truth : nil)
            }
            sum += try #require(ActiveInferenceMean(items)).value
        }
        #expect(abs(sum / 300 - 0.72) < 0.015)
    }

    @Test func `texts that repeat are less diverse`() throws {
        let varied = TextDiversity(["a b c", "d e f"])
        let repeated = TextDiversity(["a b c", "a b c"])
        #expect(varied.distinct(1) == 1 && repeated.distinct(1) == 0.5)
        #expect(varied.duplicateShare == 0 && repeated.duplicateShare == 0.5)
        #expect(try #require(varied.entropyBits) > #require(repeated.entropyBits))
        #expect(TextDiversity([]).distinct(1) == nil && TextDiversity([""]).entropyBits == nil)
    }

    @Test func `shingles ignore case and spacing`() {
        let first = CharacterShingles("Free  Entry\nnow")
        #expect(first.jaccard(CharacterShingles(" free entry now ")) == 1)
        #expect(first.containment(in: CharacterShingles("free entry")) ?? 0 < 1)
        #expect(CharacterShingles("").containment(in: first) == nil)
        #expect(CharacterShingles("").jaccard(CharacterShingles("")) == nil)
        #expect(CharacterShingles("hi").jaccard(CharacterShingles("HI")) == 1)
    }
}
