import Decisions
import Evidence
import Foundation
import Reports
import Testing
import Verdicts

/// A baseline that no path beats stands in the five lines, in every document.
struct WinningBaselineTests {
    /// Two paths that are right in half of the cases, and an amount that tells the truth.
    private static let verdict: Verdict = {
        var story = Story()
        story.add(200, truth: "billing", heuristic: "technical", model: "billing")
        story.add(200, truth: "technical", heuristic: "technical", model: "billing")
        var verdict = story.verdict
        let fields = [FieldDefinition(name: "amount", type: .double)]
        var sample = LearntSample(story.input, fields: fields)
        let options = story.input.question.options.map(\.value)
        for number in 0..<400 {
            let amount = number * 37 % 100
            let answers = [(story.input.heuristic, 1), (story.input.model, 0)].compactMap {
                path, option in
                path.map {
                    LoggedAnswer(
                        path: $0.name, version: $0.version.version, value: options[option])
                }
            }
            sample.append(
                LoggedObservation(
                    seq: Int64(number), id: EvidenceID(high: 0, low: UInt64(number)),
                    question: "team", caseID: "\(number)", caseNumber: number,
                    time: Timestamp(microseconds: Int64(number)),
                    loggedAt: Timestamp(microseconds: 0), environment: .replay,
                    input: Array(#"{"amount":\#(amount).5}"#.utf8), answers: answers,
                    outcomes: [
                        LoggedOutcome(
                            value: options[amount < 50 ? 0 : 1], source: "system",
                            receivedAt: Timestamp(microseconds: 0))
                    ]))
        }
        verdict.learnt = LearntBaselines(sample)
        return verdict
    }()

    private static let sentence = "learnt from past cases alone, beats both"

    @Test func `text, page, Markdown and JSON all say that it wins`() throws {
        let verdict = Self.verdict
        let report = VerdictReport([verdict])
        let text = VerdictText(verdict).text.split(whereSeparator: \.isWhitespace)
        #expect(text.joined(separator: " ").contains(Self.sentence))
        #expect(report.html.contains(Self.sentence))
        #expect(report.markdown.contains(Self.sentence))
        let json = String(decoding: verdict.json, as: UTF8.self)
        #expect(json.contains(Self.sentence))
        #expect(json.contains(#""winning_baseline":"three_level_rule""#))
    }

    @Test func `nothing is said of baselines that a path beats`() {
        let verdict = Story.modelEarns.verdict
        #expect(!VerdictText(verdict).text.contains("beats both"))
        #expect(String(decoding: verdict.json, as: UTF8.self).contains(#""winning_baseline":null"#))
    }
}
