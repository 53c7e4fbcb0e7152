package import Advisor

/// What changed between two assessments, answer by answer, and why.
package struct AssessmentChangeText {
    private let change: AssessmentChange
    private let style: ANSIStyle
    private let width: Int

    package init(_ change: AssessmentChange, isColored: Bool, width: Int) {
        self.change = change
        style = ANSIStyle(isColored: isColored)
        self.width = min(width, 100)
    }

    package var text: String {
        ([style.bold("What changed")] + sentences.flatMap { wrapped($0) })
            .joined(separator: "\n")
    }

    /// The advice, then each answer with its reason, the scores and the forecast.
    var sentences: [String] { lines + forecast }

    private var lines: [String] {
        guard !change.differences.isEmpty else {
            return ["No answer differs. The advice: \(AdviceWording(change.after).outcome)."]
        }
        return [head] + change.differences.map { sentence($0) } + factors
    }

    private var head: String {
        let before = AdviceWording(change.before).outcome
        let after = AdviceWording(change.after).outcome
        guard before == after else { return "The advice was \(before), and is now \(after)." }
        return switch (change.before.gate, change.after.gate) {
        case (nil, _?): "The advice is still \(after), and the answers settle it now."
        case (_?, nil): "The advice is still \(after), but the answers leave it open now."
        default: "The advice is still \(after)."
        }
    }

    private func sentence(_ difference: AssessmentChange.Difference) -> String {
        let wording = AdviceWording(change.after)
        let item = difference.item
        let now = difference.after.map { wording.meaning(item, $0.answer) }
        let was = difference.before.map { wording.meaning(item, $0.answer) }
        let step =
            switch (was, now) {
            case (let was?, let now?): "said \(was); now says \(now)"
            case (nil, let now?): "now says \(now)"
            case (let was?, nil): "took back \(was)"
            case (nil, nil): "says nothing"
            }
        let why =
            difference.after?.measured.map { " Measured: \($0)." }
            ?? difference.after?.note.map { " “\($0)”" } ?? ""
        return "\(AdviceWording.name(item)): \(difference.by) \(step).\(why)"
            + (difference.isDecisive ? " Without this, the advice would be as before." : "")
    }

    private var factors: [String] {
        change.after.questionnaire.factors.compactMap { factor in
            let before = change.before.standing.range(of: factor)
            let after = change.after.standing.range(of: factor)
            let wording = AdviceWording(change.after)
            return before == after
                ? nil : "\(factor.title): \(wording.score(before)) -> \(wording.score(after))"
        }
    }

    private var forecast: [String] {
        let (before, after) = (
            AdviceWording(change.before).percent, AdviceWording(change.after).percent
        )
        return before == after
            ? [] : ["Forecast that a model earns its place: \(before) % -> \(after) %"]
    }

    private func wrapped(_ text: String) -> [String] {
        LabelledText.wrap(text, width: max(20, width - 2)).enumerated().map {
            ($0 == 0 ? "  " : "    ") + $1
        }
    }
}
