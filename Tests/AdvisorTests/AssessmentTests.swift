import Advisor
import Decisions
import Diagnostics
import Testing

struct AssessmentTests {
    private let questionnaire: Questionnaire

    init() throws { questionnaire = try Examples.shipped() }

    private func assessment(_ entries: [Assessment.Entry]) -> Assessment {
        Assessment(
            feature: "f", questionnaire: questionnaire.name, version: questionnaire.hash.short,
            entries: entries)
    }

    private func read(_ text: String) -> (assessment: Assessment?, diagnostics: [Diagnostic]) {
        AssessmentFile.read(SourceText(name: "a.yaml", text: text), questionnaire)
    }

    @Test
    func `an assessment that was written is read as it was`() throws {
        var written = assessment([
            .init(item: "shape", answer: 0, by: "Ana \"A\" Ng", note: "line\nbreak: #x"),
            .init(item: "noise", answer: nil, by: "bo"),
            .init(item: "fields", answer: 3, by: "probe", measured: "lift 0.12 (0.1 to 0.14)"),
        ])
        written.record(
            .init(
                on: "2026-05-04", by: "bo", outcome: .rulesFirst, decidedBy: "rules",
                modelEarns: 0.3,
                restsOn: [
                    .init(item: "shape", answer: 0, by: "Ana \"A\" Ng"),
                    .init(item: "noise", answer: nil, by: "bo"),
                    .init(item: "noise", answer: 4, by: ""),
                    .init(item: "noise", answer: 4, by: " x "),
                ]))
        let (again, diagnostics) = read(written.yaml)
        #expect(diagnostics.map(\.summary) == [])
        #expect(again == written)
    }

    @Test
    func `people who disagree widen the range, and are named`() {
        let disputed = assessment([
            .init(item: "noise", answer: 1, by: "ana"), .init(item: "noise", answer: 3, by: "bo"),
            .init(item: "noise", answer: nil, by: "cy"),
        ])
        #expect(disputed.answers["noise"] == 1...3)
        #expect(disputed.disagreements.map(\.item) == ["noise"])
    }

    @Test
    func `a measurement stands above opinions`() {
        let measured = assessment([
            .init(item: "fields", answer: 4, by: "ana"),
            .init(item: "fields", answer: 1, by: "probe", measured: "lift 0.01"),
        ])
        #expect(measured.answers["fields"] == 1...1)
    }

    @Test(arguments: [
        (
            "{ item: nois, answer: 1 }",
            "a.yaml:3:13: `four-factor` has no item `nois`; did you mean `noise`?"
        ),
        (
            "{ item: noise, answer: 5 }",
            "a.yaml:3:28: the answer is `5`; expected 0 to 4 or `unknown`"
        ),
        ("{ item: noise }", "a.yaml:3:5: an answer has no `answer`"),
        (
            "{ item: noise, answer: 1, by: ana }\n  - { item: noise, answer: 2, by: ana }",
            "a.yaml:4:5: `ana` answers `noise` twice; keep one; different people may differ"
        ),
    ])
    func `a wrong answer is said where it stands`(entry: String, expected: String) {
        let (assessment, diagnostics) = read("assessment: f\nanswers:\n  - \(entry)\n")
        #expect(assessment == nil)
        #expect(diagnostics.map(\.summary) == [expected])
    }

    @Test
    func `what changed is told from the last forecast that rests on other answers`() throws {
        var assessment = assessment([
            .init(item: "shape", answer: 0, by: "ana"), .init(item: "noise", answer: 3, by: "ana"),
        ])
        assessment.record(Advice(assessment, questionnaire).forecast(on: "2026-05-04", by: "ana"))
        #expect(Advice(assessment, questionnaire).change == nil)
        assessment.record(.init(item: "shape", answer: 2, by: "ana", note: "it is on file"))
        assessment.record(Advice(assessment, questionnaire).forecast(on: "2026-05-05", by: "ana"))
        let read = try #require(read(assessment.yaml).assessment)
        let change = try #require(Advice(read, questionnaire).change)
        #expect(change.before.assessment.forecasts.map(\.on) == ["2026-05-04"])
        #expect(change.differences.map(\.item.id) == ["shape"])
        #expect(change.differences[0].isDecisive && change.changesAdvice)
        #expect(change.differences[0].after?.note == "it is on file")
    }

    @Test
    func `an answer of a forecast that is none is said where it stands`() {
        let (assessment, diagnostics) = read(
            "assessment: f\nforecasts:\n  - { on: 2026-05-04, by: a, outcome: model, "
                + "decided_by: error, model_earns: 0.2, rests_on: [noise 7 ana] }\n")
        #expect(assessment == nil)
        #expect(
            diagnostics.map(\.summary) == [
                "a.yaml:3:94: `noise 7 ana` is no answer; expected one such as `noise 3 ana`"
            ])
    }

    @Test
    func `answers to another version are kept, with a warning`() throws {
        let (assessment, diagnostics) = read(
            "assessment: f\nversion: \"00000000\"\nanswers:\n  - { item: noise, answer: 2 }\n")
        #expect(assessment?.answers["noise"] == 2...2)
        #expect(diagnostics.map(\.severity) == [.warning])
    }

    @Test
    func `contradictory answers are named and not averaged away`() {
        let advice = Advice(
            assessment([
                .init(item: "wrong_cost", answer: 0, by: "ana"),
                .init(item: "undo", answer: 4, by: "ana"),
            ]), questionnaire)
        #expect(advice.contradictions.count == 1)
        #expect(advice.outcome == .collectEvidence)
    }

    @Test
    func `a changed answer that is said to flip the advice does`() throws {
        let feature = try #require(Examples.features.first { $0.name == "topic of a review" })
        let given = assessment(
            feature.answers.map { .init(item: $0.key, answer: $0.value, by: "ana") })
        let advice = Advice(given, questionnaire)
        #expect(!advice.flips.isEmpty)
        for flip in advice.flips {
            var changed = given
            for change in flip.changes {
                changed.record(.init(item: change.item, answer: change.answer, by: "ana"))
            }
            #expect(Standing(questionnaire, changed.answers).possible == [flip.to])
        }
    }

    @Test(arguments: [
        ("2026-05-04", "2026-05-04T23:59:59Z", false), ("2026-05-04", "2026-05-05", true),
        ("2026-05-04T09:30:00Z", "2026-05-04T09:30:00Z", true),
        ("2026-05-04T09:30:01Z", "2026-05-04T09:30:00Z", false),
        ("someday", "2026-05-04", false),
    ])
    func `a forecast counts when it was made before the evidence began`(
        on: String, began: String, counts: Bool
    ) throws {
        let forecast = Assessment.Forecast(
            on: on, by: "ana", outcome: .model, decidedBy: "signal", modelEarns: 0.5)
        #expect(forecast.isBefore(try #require(Timestamp(began))) == counts)
    }

    @Test
    func `a forecast's time is never before it was made`() throws {
        let now = try #require(Timestamp("2026-05-04T09:30:00.25Z"))
        #expect(Assessment.Forecast.time(now) == "2026-05-04T09:30:01Z")
    }

    @Test
    func `what changed names the answer without which the advice would be as before`() throws {
        let feature = try #require(Examples.features.first { $0.name == "topic of a review" })
        let old = assessment(
            feature.answers.map { .init(item: $0.key, answer: $0.value, by: "ana") })
        var new = old
        new.record(.init(item: "privacy", answer: 4, by: "ana", note: "legal said no"))
        new.record(.init(item: "noise", answer: 4, by: "ana"))
        let change = AssessmentChange(from: old, to: new, questionnaire)
        #expect(change.changesAdvice)
        #expect(change.differences.map(\.item.id) == ["noise", "privacy"])
        #expect(change.differences.map(\.isDecisive) == [false, true])
        #expect(AssessmentChange(from: old, to: old, questionnaire).differences.isEmpty)
    }

    @Test
    func `the Brier score is the mean squared distance from what happened`() throws {
        func settled(_ earns: Double, _ earned: Bool) -> SettledForecast {
            SettledForecast(
                feature: "f",
                forecast: .init(
                    on: "2026-01-01", by: "ana", outcome: .model, decidedBy: "signal",
                    modelEarns: earns), modelEarned: earned)
        }
        let score = try #require(BrierScore([settled(0.8, true), settled(0.4, false)]))
        #expect(abs(score.score - 0.1) < 1e-12)
        #expect(BrierScore([]) == nil)
    }
}
