package import Advisor

/// A launch plan as a page of text: what goes first and as what, what has to wait and why.
package struct LaunchPlanText {
    private let plan: LaunchPlan
    private let sentences: LaunchSentences
    private let style: ANSIStyle
    private let width: Int

    package init(_ plan: LaunchPlan, isColored: Bool, width: Int) {
        self.plan = plan
        sentences = LaunchSentences(plan: plan)
        style = ANSIStyle(isColored: isColored)
        self.width = min(width, 100)
    }

    package var text: String {
        ([headline, table] + plan.steps.enumerated().map { step($0 + 1, $1) }
            + [information, trust, assumptions])
            .filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var headline: [String] {
        LabelledText.wrap(sentences.headline, width: width).map(style.bold)
            + (plan.steps.isEmpty ? [] : sentences.lead.prefix(1).flatMap(lines))
    }

    private var table: [String] {
        guard !plan.steps.isEmpty else { return [] }
        var table = TableText(
            ["", "feature", "wants to be", "value", "exposure", "rank", "first in"],
            alignments: [.right, .left, .left, .right, .right, .right, .right])
        for (index, step) in plan.steps.enumerated() {
            table.append([
                "\(index + 1)", step.candidate.name, step.candidate.tier.rawValue,
                LaunchSentences.number(step.value.mean),
                LaunchSentences.percent(step.exposure.mean),
                LaunchSentences.number(step.rank.mean), LaunchSentences.percent(step.first),
            ])
        }
        return table.lines(width: width)
    }

    private func step(_ number: Int, _ step: LaunchPlan.Step) -> [String] {
        let all: [String?] =
            sentences.holds(step) + [
                sentences.waits(step), sentences.fallback(step), sentences.measured(step),
                sentences.exposure(step),
                sentences.next(step),
            ] + sentences.doubts(step)
        let title = "\(number). \(step.candidate.name)" + (step.holds.isEmpty ? "" : ": not yet")
        return [style.bold(title)]
            + all.compactMap(\.self).flatMap { lines($0) }
    }

    private var information: [String] {
        let telling = plan.information.filter { $0.changesOrder > 0 }.prefix(5)
        guard !telling.isEmpty else { return [] }
        return [style.bold("What a better answer would change")]
            + telling.flatMap { InformationText($0).sentence.map(lines) ?? [] }
    }

    private var trust: [String] {
        guard let sentences = TrustSentences(plan) else { return [] }
        return LabelledText.wrap(sentences.headline, width: width).map(style.bold)
            + lines(sentences.flipsHeadline + (sentences.flips.isEmpty ? "." : ":"))
            + sentences.flips.flatMap { lines("- " + $0) }
    }

    private var assumptions: [String] {
        [style.bold("What this rests on")]
            + lines(
                "Exposure is 1 - (1 - wrong x seen)^uses, each mistake by itself. Rank is value x "
                    + "(1 - exposure) / (severity x correction). Formulas and amounts are ours "
                    + "(Questionnaires/launch.yaml); the bound is Clopper and Pearson's.")
            + lines(
                "Open answers were drawn \(NumberText.count(plan.draws)) times; \"first in\" is how "
                    + "often a feature led the order. `--html FILE` has the pictures and all sources."
            )
    }

    private func lines(_ text: String) -> [String] {
        LabelledText.wrap(text, width: max(20, width - 2)).map { "  " + $0 }
    }
}

/// What one better answer would change, in words.
struct InformationText {
    private let information: InformationValue

    init(_ information: InformationValue) {
        self.information = information
    }

    /// `nil` where it changes nothing.
    var sentence: String? {
        guard information.changesOrder > 0 else { return nil }
        let first =
            information.changesFirst > 0
            ? "another feature first in \(LaunchSentences.percent(information.changesFirst)), " : ""
        return
            "\(information.feature), `\(information.item.id)` (\(information.item.effort.rawValue): "
            + "\(information.item.findOut)): \(first)another order in "
            + "\(LaunchSentences.percent(information.changesOrder)) of the possible answers."
    }
}
