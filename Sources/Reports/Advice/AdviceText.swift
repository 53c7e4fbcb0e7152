package import Advisor

/// Advice as a page of text: the sentence, the factors with their reasons, and what would change it.
package struct AdviceText {
    private let advice: Advice
    private let wording: AdviceWording
    private let style: ANSIStyle
    private let width: Int
    private let showsSources: Bool

    /// `showsSources` lists where each part comes from.
    package init(_ advice: Advice, isColored: Bool, width: Int, showsSources: Bool = false) {
        self.advice = advice
        self.showsSources = showsSources
        wording = AdviceWording(advice)
        style = ANSIStyle(isColored: isColored)
        self.width = min(width, 100)
    }

    package var text: String {
        [
            disagreements, contradictions, headline, next, factors, changes, evidence, shown,
            forecast, sources,
        ]
        .filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
        .joined(separator: "\n\n")
    }

    private var disagreements: [String] {
        let items = wording.disagreements
        guard !items.isEmpty else { return [] }
        return [style.yellow("You differ on")]
            + items.flatMap { question, said in
                lines(question) + said.flatMap { lines($0, indent: "    ") }
            }
    }

    private var contradictions: [String] {
        guard !advice.contradictions.isEmpty else { return [] }
        return [style.yellow("These answers do not go together")]
            + advice.contradictions.flatMap { lines($0) }
    }

    private var headline: [String] {
        [style.bold("\(advice.assessment.feature): \(wording.outcome)")] + lines(wording.sentence)
    }

    private var next: [String] {
        guard let next = advice.gate?.next, !next.isEmpty else { return [] }
        return [style.bold("What to do first")] + next.flatMap { lines($0) }
    }

    private var factors: [String] {
        let factors = advice.questionnaire.factors
        let titleWidth = factors.map(\.title.count).max() ?? 0
        return factors.flatMap { factor in
            let range = advice.standing.range(of: factor)
            let title =
                factor.title + String(repeating: " ", count: titleWidth - factor.title.count)
            let score = wording.score(range)
            let head =
                "  \(title)  \(Self.bar(range))  "
                + score + String(repeating: " ", count: 3 - score.count) + "  "
            let parts = LabelledText.wrap(
                wording.reason(factor), width: max(20, width - head.count))
            return parts.enumerated().map { index, part in
                (index == 0 ? head : String(repeating: " ", count: head.count)) + part
            }
        }
    }

    /// Four cells: what is certain is full, what is possible is shaded.
    static func bar(_ range: ClosedRange<Int>) -> String {
        (1...4).map { $0 <= range.lowerBound ? "█" : $0 <= range.upperBound ? "▒" : "·" }.joined()
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
                lines("\(wording.change(flip)) -> \(AdviceWording.outcome(flip.to))")
            }
            + (advice.flips.count > shown.count
                ? ["  and \(advice.flips.count - shown.count) more; `--json` has them all"] : [])
    }

    private static let mostFlips = 8

    private var evidence: [String] {
        let (title, sentences) = wording.evidence
        return sentences.isEmpty ? [] : [style.bold(title)] + sentences.flatMap { lines($0) }
    }

    private var shown: [String] {
        wording.shown.flatMap { title, text in [style.bold(title)] + lines(text) }
    }

    private var forecast: [String] { [style.bold("Forecast")] + lines(wording.forecast) }

    private var sources: [String] {
        guard showsSources else { return lines(wording.origin, indent: "") }
        return [style.bold("Sources")]
            + wording.sources.flatMap { lines("\($0.name): \($0.source)") }
            + lines(wording.origin)
    }

    private func lines(_ text: String, indent: String = "  ") -> [String] {
        LabelledText.wrap(text, width: max(20, width - indent.count)).map { indent + $0 }
    }
}
