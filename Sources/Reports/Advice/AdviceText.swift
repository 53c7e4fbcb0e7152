package import Advisor
import Decisions

/// Advice as a page of text: the sentence, the factors with their reasons, and what would change it.
package struct AdviceText {
    private let advice: Advice
    private let style: ANSIStyle
    private let width: Int

    package init(_ advice: Advice, isColored: Bool, width: Int) {
        self.advice = advice
        style = ANSIStyle(isColored: isColored)
        self.width = min(width, 100)
    }

    package var text: String {
        [
            disagreements, contradictions, headline, factors, changes, next, forecast, sources,
        ]
        .filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
        .joined(separator: "\n\n")
    }

    private var questionnaire: Questionnaire { advice.questionnaire }

    private var disagreements: [String] {
        let items = advice.assessment.disagreements
        guard !items.isEmpty else { return [] }
        return [style.yellow("You differ on")]
            + items.flatMap { item, entries in
                let said = entries.map { "\($0.by) says \(meaning(item, $0.answer))" }
                return lines("\(question(item)) " + said.joined(separator: "; ") + ".")
            }
    }

    private var contradictions: [String] {
        guard !advice.contradictions.isEmpty else { return [] }
        return [style.yellow("These answers do not go together")]
            + advice.contradictions.flatMap { lines($0) }
    }

    private var headline: [String] {
        let name = advice.assessment.feature
        if let gate = advice.gate {
            let instead = gate.recommendation.instead.map { " (\($0))" } ?? ""
            let outcome = gate.recommendation.outcome.rawValue.replacing("-", with: " ")
            return [style.bold("\(name): \(outcome)\(instead)")] + lines(gate.says)
        }
        let open = Set(advice.standing.possible.map { words($0) }).sorted()
        return [style.bold("\(name): collect evidence")]
            + lines("The answers leave it open: \(open.joined(separator: ", or ")).")
    }

    private var factors: [String] {
        let titleWidth = questionnaire.factors.map(\.title.count).max() ?? 0
        return questionnaire.factors.flatMap { factor in
            let range = advice.standing.range(of: factor)
            let score =
                range.count == 1
                ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
            let title =
                factor.title + String(repeating: " ", count: titleWidth - factor.title.count)
            let head =
                "  \(title)  \(Self.bar(range))  "
                + score + String(repeating: " ", count: 3 - score.count) + "  "
            let parts = LabelledText.wrap(
                reason(factor, range), width: max(20, width - head.count))
            return parts.enumerated().map { index, part in
                (index == 0 ? head : String(repeating: " ", count: head.count)) + part
            }
        }
    }

    /// Four cells: what is certain is full, what is possible is shaded.
    static func bar(_ range: ClosedRange<Int>) -> String {
        (1...4).map { $0 <= range.lowerBound ? "█" : $0 <= range.upperBound ? "▒" : "·" }.joined()
    }

    /// The answers that make the score, and what is open.
    private func reason(_ factor: Factor, _ range: ClosedRange<Int>) -> String {
        let items = questionnaire.items.filter {
            $0.factor == factor.id && !$0.isScreen && advice.standing.applies($0) != false
        }
        guard !items.isEmpty else { return "no question of it applies" }
        let bound = factor.combination == .weakest ? range.upperBound : range.lowerBound
        let deciding = items.filter {
            advice.standing.answers[$0.id].map { $0.count == 1 && $0.lowerBound == bound } ?? false
        }
        let open = items.filter { advice.standing.answers[$0.id]?.count != 1 }
        var parts = deciding.map { said($0) }
        if range.count > 1, !open.isEmpty {
            parts.append("open: " + open.map(\.id).joined(separator: ", "))
        }
        return parts.joined(separator: "; ")
    }

    private func said(_ item: Item) -> String {
        let entries = advice.assessment.entries.filter { $0.item == item.id && $0.answer != nil }
        if let measured = entries.first(where: { $0.measured != nil }) {
            return "\(item.id): \(measured.measured ?? "") (measured)"
        }
        let people = entries.map(\.by).joined(separator: ", ")
        return "\(item.id): \(meaning(item.id, entries.first?.answer)) (\(people))"
    }

    private var changes: [String] {
        guard advice.gate != nil else { return [] }
        guard !advice.flips.isEmpty else {
            return [style.bold("What would change it")]
                + lines("No other answer to one or two of these questions would.")
        }
        let shown = advice.flips.prefix(Self.mostFlips)
        return [style.bold("What would change it")]
            + shown.flatMap { flip in
                let answers = flip.changes.map { "\($0.item): \(meaning($0.item, $0.answer))" }
                return lines("\(answers.joined(separator: ", and ")) -> \(words(flip.to))")
            }
            + (advice.flips.count > shown.count
                ? ["  and \(advice.flips.count - shown.count) more; `--json` has them all"] : [])
    }

    private static let mostFlips = 8

    private var next: [String] {
        if advice.gate != nil {
            let rests = advice.restsOn.filter { item in
                !advice.assessment.entries.contains { $0.item == item.id && $0.measured != nil }
            }
            guard !rests.isEmpty else { return [] }
            return [style.bold("It rests most on")]
                + rests.prefix(3).flatMap {
                    lines("\($0.ask) To be sure, \($0.findOut) (\($0.effort.rawValue)).")
                }
        }
        return [style.bold("The cheapest evidence")]
            + advice.openQuestions.prefix(3).flatMap { item in
                lines("\(item.ask) Ask \(item.who), or \(item.findOut) (\(item.effort.rawValue)).")
            }
    }

    private var forecast: [String] {
        let percent = Int((advice.modelEarns * 100).rounded())
        return [style.bold("Forecast")]
            + lines(
                "A model will earn its place: \(percent) %. It is written down in the assessment; "
                    + "`assay advise --score` holds it against the verdict.")
    }

    private var sources: [String] {
        let gate = advice.gate.map { "Gate `\($0.id)`, source: \($0.source). " } ?? ""
        return lines(
            gate + "Scores, gates and the forecast's figures are set in questionnaire "
                + "`\(questionnaire.name)`, version \(questionnaire.hash.short); "
                + "they are judgments, not measurements.", indent: "")
    }

    private func question(_ item: String) -> String { questionnaire.item(item)?.ask ?? item }

    /// An anchor within a sentence.
    private func meaning(_ item: String, _ answer: Int?) -> String {
        guard let answer, let item = questionnaire.item(item) else { return "unknown" }
        let text = item.anchors[answer].means
        return "\(answer), \(text.prefix(1).lowercased())\(text.dropFirst())"
    }

    private func words(_ recommendation: Recommendation) -> String {
        if recommendation.outcome == .collectEvidence { return "more evidence first" }
        return recommendation.instead
            ?? recommendation.outcome.rawValue.replacing("-", with: " ")
    }

    private func lines(_ text: String, indent: String = "  ") -> [String] {
        LabelledText.wrap(text, width: max(20, width - indent.count)).map { indent + $0 }
    }
}
