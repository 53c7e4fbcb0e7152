import Baselines
import Decisions
import Testing

struct MajorityBaselineTests {
    private func baseline(_ truths: [Int], options: Int = 2) -> MajorityBaseline {
        var baseline = MajorityBaseline(options: options)
        for truth in truths { baseline.append(truth) }
        return baseline
    }

    @Test func `without truths there is no baseline`() {
        let empty = baseline([])
        #expect(empty.majority == nil)
        #expect(empty.accuracyByPast == nil)
        #expect(empty.majorityShare == nil)
        #expect(empty.priorAccuracy == nil)
    }

    @Test func `the majority so far has seen the past only`() {
        // Leaders before each truth: none, 1, 1, 1, and 0 once it is as frequent.
        let baseline = baseline([1, 1, 0, 0, 0])
        #expect(baseline.rightByPast == 2)
        #expect(baseline.accuracyByPast == 0.4)
        #expect(baseline.majority == 0)
        #expect(baseline.majorityShare == 0.6)
    }

    @Test func `guessing by the shares is right as often as two draws agree`() {
        #expect(baseline([0, 0, 0, 1]).priorAccuracy == 0.625)
    }

    @Test(arguments: [([0, 1], 0), ([1, 0], 0), ([2, 1], 1), ([2, 1, 2], 2)])
    func `a tie goes to the option that comes first`(truths: [Int], expected: Int) {
        #expect(baseline(truths, options: 3).majority == expected)
    }
}

struct BestConstantTests {
    private let question = Question.predicate("spam", instructions: "")

    @Test func `the best constant weighs mistakes by what they cost`() throws {
        var economics = Economics(wrong: 1)
        economics.wrongPairs[.init(truth: "true", answer: "false")] = 20
        // Always false: 1 × 20 / 10; always true: 9 × 1 / 10.
        let best = try #require(
            BestConstant(counts: [9, 1], question: question, economics: economics))
        #expect(best.option == 1)
        #expect(best.utility == -0.9)
    }

    @Test func `a right answer brings its benefit`() throws {
        var economics = Economics(wrong: 1)
        economics.correct = 2
        let best = try #require(
            BestConstant(counts: [3, 1], question: question, economics: economics))
        #expect(best.option == 0)
        #expect(best.utility == 1.25)
    }

    @Test func `without truths there is no best constant`() {
        #expect(
            BestConstant(counts: [0, 0], question: question, economics: Economics(wrong: 1)) == nil)
    }
}
