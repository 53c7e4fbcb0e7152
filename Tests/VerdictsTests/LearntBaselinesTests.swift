import Decisions
import Evidence
import Statistics
import Testing
import Verdicts

struct LearntBaselinesTests {
    private static let fields = [
        FieldDefinition(name: "amount", type: .double),
        FieldDefinition(name: "note", type: .string),
    ]

    /// Cases whose truth is `b` from an amount of 50 on, which the heuristic does not know.
    private static func baselines(
        _ count: Int, dependsOnAnswer: OutcomeDefinition.Dependence = .no,
        weights: (agreeing: Double, differing: Double) = (1, 1),
        labels: LabelSample = LabelSample(),
        truth: (Int) -> Int = { $0 * 37 % 100 < 50 ? 0 : 1 }
    ) -> LearntBaselines? {
        var input = Scene().input
        input.outcome = OutcomeDefinition(dependsOnAnswer: dependsOnAnswer)
        input.outcome.labels = labels
        let values = input.question.options.map(\.value)
        var sample = LearntSample(input, fields: fields)
        for number in 0..<count {
            let amount = number * 37 % 100
            // `leak` is not declared.
            let json = #"{"amount":\#(amount).5,"note":"n\#(number % 7)","leak":\#(truth(number))}"#
            let outcome = LoggedOutcome(
                value: values[truth(number)], source: "system",
                receivedAt: Timestamp(microseconds: 0))
            sample.append(
                LoggedObservation(
                    seq: Int64(number), id: EvidenceID(high: 0, low: UInt64(number)),
                    question: "kind",
                    caseID: "\(number)", caseNumber: number,
                    time: Timestamp(microseconds: Int64(number) * 1_000_000),
                    loggedAt: Timestamp(microseconds: 0), environment: .replay,
                    input: Array(json.utf8),
                    answers: [
                        LoggedAnswer(
                            path: "heuristic", version: input.heuristic.version.version,
                            value: values[0]),
                        LoggedAnswer(
                            path: "model", version: Scene.version("model").version,
                            value: values[number % 2]),
                    ], outcomes: [outcome]))
        }
        return LearntBaselines(sample, weights: weights)
    }

    @Test func `a rule that a person could have found beats both paths`() throws {
        let learnt = try #require(Self.baselines(500))
        #expect(learnt.cases == 400)
        #expect(learnt.rule.accuracy.value > 0.98)
        #expect(learnt.rule.wins)
        #expect(learnt.classifier.wins)
        #expect(learnt.ruleText.contains("amount"))
        #expect(abs(learnt.bestPathAccuracy.value - 0.5) < 0.05)
    }

    /// The heuristic says `a`, and the model of every other case: where they agree the truth is `a` more
    /// often.
    @Test func `a labelled case counts for as many as it stands for`() throws {
        func truth(_ number: Int) -> Int { number % 10 < (number % 2 == 0 ? 8 : 6) ? 0 : 1 }
        let learnt = try #require(
            Self.baselines(500, weights: (agreeing: 9, differing: 1), truth: truth))
        let later = 100..<500
        let right = later.reduce(0) { $0 + (truth($1) == 0 ? ($1 % 2 == 0 ? 9 : 1) : 0) }
        let all = later.reduce(0) { $0 + ($1 % 2 == 0 ? 9 : 1) }
        #expect(learnt.bestPath == "heuristic")
        #expect(abs(learnt.bestPathAccuracy.value - Double(right) / Double(all)) < 1e-12)
        let alike = try #require(Self.baselines(500, truth: truth))
        #expect(learnt.bestPathAccuracy.value > alike.bestPathAccuracy.value + 0.05)
        // Kish: 2,000² / (200 × 81 + 200) of 400 cases.
        #expect(
            learnt.bestPathAccuracy.interval.width > alike.bestPathAccuracy.interval.width * 0.9)
    }

    @Test func `a truth that came outside the lot is not learnt from`() throws {
        // The paths differ in every second case: of those a tenth is kept, and of all a fifth is past.
        let learnt = try #require(
            Self.baselines(500, labels: LabelSample(disagreements: 0.1, agreements: 0.1)))
        #expect(learnt.cases > 200 && learnt.cases < 240)
    }

    @Test(arguments: [500, 40]) func `a baseline that wins is named, whatever the verdict`(
        count: Int
    ) {
        var verdict = Scene().verdict()
        verdict.learnt = Self.baselines(count)
        let best = verdict.learnt.map { max($0.rule.accuracy.value, $0.classifier.accuracy.value) }
        let isLearnt =
            switch verdict.winningBaseline {
            case .rule(let accuracy), .classifier(let accuracy): accuracy == best
            case .constant, nil: false
            }
        #expect(isLearnt == (count == 500))
    }

    @Test func `what is not declared is not learnt from`() throws {
        let learnt = try #require(Self.baselines(500) { $0 / 3 % 2 })
        #expect(!learnt.ruleText.contains("leak"))
        #expect(!learnt.rule.wins)
    }

    @Test func `nothing is learnt of few cases, or of outcomes that the answers shape`() {
        #expect(Self.baselines(49) == nil)
        #expect(Self.baselines(500, dependsOnAnswer: .yes) == nil)
    }
}
