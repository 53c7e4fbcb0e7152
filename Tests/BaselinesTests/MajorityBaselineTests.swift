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
        #expect(empty.shares == nil)
    }

    @Test func `the majority so far has seen the past only`() {
        // Leaders before each truth: none, 1, 1, 1, and 0 once it is as frequent.
        let baseline = baseline([1, 1, 0, 0, 0])
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

/// Of one kind of case all truths are known, of the other a tenth.
extension MajorityBaselineTests {
    @Test func `each kind of case counts by how many there are of it`() throws {
        var baseline = MajorityBaseline(options: 2, kinds: 2)
        for number in 0..<100 { baseline.append(number.isMultiple(of: 10) ? 0 : nil, kind: 0) }
        for _ in 0..<20 { baseline.append(1, kind: 1) }
        // 100 of 120 cases stand behind 10 truths, 20 behind 20.
        #expect(baseline.known == 30)
        #expect(baseline.majority == 0)
        #expect(abs(try #require(baseline.majorityShare) - 100.0 / 120) < 1e-12)
        // Of the first kind all truths but the first were foreseen, of the second none.
        #expect(abs(try #require(baseline.accuracyByPast) - 90.0 / 120) < 1e-12)
        let shares = try #require(baseline.shares)
        #expect(abs(shares[0] - 5.0 / 6) < 1e-12 && abs(shares[1] - 1.0 / 6) < 1e-12)
    }

    @Test func `cases without a truth may turn the majority`() throws {
        var baseline = MajorityBaseline(options: 2, kinds: 2)
        for _ in 0..<20 { baseline.append(0, kind: 0) }
        for _ in 0..<5 { baseline.append(1, kind: 1) }
        #expect(baseline.majority == 0)
        for _ in 0..<200 { baseline.append(nil, kind: 1) }
        // Five truths stand for 205 cases.
        #expect(baseline.majority == 1)
        #expect(abs(try #require(baseline.majorityShare) - 205.0 / 225) < 1e-12)
        // What is foreseen goes by the cases before: of the last kind now its truth is.
        baseline.append(1, kind: 1)
        let right: Double = 19 + 206.0 / 6
        #expect(abs(try #require(baseline.accuracyByPast) - right / 226) < 1e-12)
    }

    @Test func `a kind of which no truth is known says nothing`() {
        var baseline = MajorityBaseline(options: 2, kinds: 2)
        for truth in [1, 1, 0] {
            baseline.append(nil, kind: 0)
            baseline.append(truth, kind: 1)
        }
        #expect(baseline.shares == [1.0 / 3, 2.0 / 3])
    }
}

struct BestConstantTests {
    private let question = Question.predicate("spam", instructions: "")

    @Test func `the best constant weighs mistakes by what they cost`() throws {
        var economics = Economics(wrong: 1)
        economics.wrongPairs[.init(truth: "true", answer: "false")] = 20
        // Always false: 1 × 20 / 10; always true: 9 × 1 / 10.
        let best = try #require(
            BestConstant(shares: [0.9, 0.1], question: question, economics: economics))
        #expect(best.option == 1)
        #expect(best.utility == -0.9)
    }

    @Test func `a right answer brings its benefit`() throws {
        var economics = Economics(wrong: 1)
        economics.correct = 2
        let best = try #require(
            BestConstant(shares: [0.75, 0.25], question: question, economics: economics))
        #expect(best.option == 0)
        #expect(best.utility == 1.25)
    }
}
