package import Advisor

/// A launch plan as a page of text: what goes first and as what, what has to wait and why.
package struct LaunchPlanText {
    private let plan: LaunchPlan
    private let style: ANSIStyle
    private let width: Int

    package init(_ plan: LaunchPlan, isColored: Bool, width: Int) {
        self.plan = plan
        style = ANSIStyle(isColored: isColored)
        self.width = min(width, 100)
    }

    package var text: String {
        ([headline, table] + plan.steps.enumerated().map { step($0 + 1, $1) } + [assumptions])
            .map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var headline: [String] {
        guard let first = plan.steps.first else { return ["There is nothing to launch."] }
        guard !plan.nothingMayGoFirst else {
            return [style.bold("Nothing here may go first")]
                + lines(
                    "All that could go first may make mistakes that are final. Find a small, "
                        + "reversible use of it, or let people confirm each answer.")
        }
        return [style.bold("Launch \(first.candidate.name) first, as an assistant")]
            + lines(
                "Whatever a feature wants to become, people meet it first as an offer that they may "
                    + "ignore. The order decides more than any one feature's quality: after a "
                    + "visible mistake people avoid what comes next, too.")
    }

    private var table: [String] {
        var table = TableText(
            ["", "feature", "wants to be", "value", "exposure", "rank", "first in"],
            alignments: [.right, .left, .left, .right, .right, .right, .right])
        for (index, step) in plan.steps.enumerated() {
            table.append([
                "\(index + 1)", step.candidate.name, step.candidate.tier.rawValue,
                Self.number(step.value), Self.percent(step.exposure), Self.number(step.rank),
                Self.percent(step.first),
            ])
        }
        return table.lines(width: width)
    }

    private func step(_ number: Int, _ step: LaunchPlan.Step) -> [String] {
        var sentences: [String] = []
        let candidate = step.candidate
        if candidate.mayBeIrreversible {
            sentences.append(
                plan.nothingMayGoFirst
                    ? "Its mistakes cannot be undone, so it may not go first."
                    : "Everybody may want this one, and it will get its turn: its mistakes cannot be "
                        + "undone, so something that can be taken back earns the trust first.")
        }
        if !candidate.assessment.dependsOn.isEmpty {
            sentences.append(
                "It waits for \(candidate.assessment.dependsOn.joined(separator: ", ")).")
        }
        sentences.append(
            "In ten uses \(Self.percent(step.exposure)) of users see a mistake "
                + "(\(Self.percent(step.visibleError)) of answers are wrong and seen).")
        if candidate.tier != .assistant { sentences.append(promotion(step)) }
        if !step.open.isEmpty {
            sentences.append("Not known: \(step.open.joined(separator: ", ")).")
        }
        return [style.bold("\(number). \(candidate.name)")]
            + sentences.flatMap { lines($0) }
    }

    private func promotion(_ step: LaunchPlan.Step) -> String {
        let budget = Self.percent(LaunchPlan.budget)
        guard let cases = step.casesToPromote else {
            return
                "It stays an assistant: at \(Self.percent(step.visibleError)) no number of cases "
                + "brings the upper bound of visible mistakes below \(budget)."
        }
        return
            "It becomes more than an assistant when the upper bound of visible mistakes is below "
            + "\(budget): about \(cases) cases at the expected rate."
    }

    private var assumptions: [String] {
        [style.bold("What this rests on")]
            + lines(
                "Exposure is 1 - (1 - wrong x seen)^10: ten first uses, each mistake by itself. "
                    + "Rank is value x (1 - exposure) / (severity x correction). Both formulas and "
                    + "all amounts are ours (Questionnaires/launch.yaml).")
            + lines(
                "Open answers were drawn \(plan.draws) times, evenly; \"first in\" is how often a "
                    + "feature led the order.")
            + lines(
                "The order would be wrong where a visible mistake costs no more trust than one in "
                    + "ordinary software: then the most valuable feature should go first.")
    }

    private static func percent(_ share: Double) -> String {
        let percent = share * 100
        return percent > 0 && percent < 1
            ? "\((percent * 10).rounded() / 10) %" : "\(Int(percent.rounded())) %"
    }

    private static func number(_ value: Double) -> String {
        "\((value * 1000).rounded() / 1000)"
    }

    private func lines(_ text: String) -> [String] {
        LabelledText.wrap(text, width: max(20, width - 2)).map { "  " + $0 }
    }
}
