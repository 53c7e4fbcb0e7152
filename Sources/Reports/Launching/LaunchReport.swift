import Advisor

/// What the page and the Markdown of a launch plan both say, section by section.
struct LaunchReport {
    struct Answer {
        let item: String
        let ask: String
        let said: String
        let by: String
        let amount: String
    }

    let plan: LaunchPlan
    let sentences: LaunchSentences
    /// `nil` where the orders do not differ.
    let trust: TrustSentences?

    init(_ plan: LaunchPlan) {
        self.plan = plan
        sentences = LaunchSentences(plan: plan)
        trust = TrustSentences(plan)
    }

    var subtitle: String {
        "\(NumberText.counted(plan.steps.count, "feature")), drawn "
            + "\(NumberText.count(plan.draws)) times with seed \(plan.seed)"
    }

    /// The finding of the picture of value against exposure.
    var pictureTitle: String {
        guard let most = plan.steps.max(by: { $0.value.mean < $1.value.mean }),
            let first = plan.steps.first
        else { return "" }
        let seen = LaunchSentences.percent(most.exposure.mean)
        guard most.candidate.name != first.candidate.name else {
            return
                "\(first.candidate.name) is worth most, and \(seen) of its users see a mistake early"
        }
        return
            "\(most.candidate.name) is worth most, but \(seen) of its users would see a mistake early; "
            + "with \(first.candidate.name) it is \(LaunchSentences.percent(first.exposure.mean))"
    }

    var ladderTitle: String {
        let reachable = plan.steps.count {
            LaunchLadder($0, in: plan).rungs.allSatisfy(\.isReachable)
        }
        return
            "\(reachable) of \(NumberText.counted(plan.steps.count, "feature")) can climb to the top "
            + "on what is known now"
    }

    /// The features that have to wait for more than their turn.
    var held: [LaunchPlan.Step] { plan.steps.filter { !$0.holds.isEmpty } }

    var heldTitle: String {
        held.isEmpty
            ? "Nothing has to be held back"
            : "Not yet: \(LaunchSentences.list(held.map(\.candidate.name)))"
    }

    var sureTitle: String {
        guard let first = plan.steps.first else { return "" }
        let share = LaunchSentences.percent(first.first)
        guard let best = plan.information.first, best.changesOrder > 0 else {
            return
                "\(first.candidate.name) leads in \(share) of the draws, and no single answer changes "
                + "the order"
        }
        return "\(first.candidate.name) leads in \(share) of the draws; `\(best.item.id)` of "
            + "\(best.feature) is the answer to improve"
    }

    var information: [InformationValue] {
        Array(plan.information.filter { $0.changesOrder > 0 }.prefix(8))
    }

    static let figureColumns = [
        "", "feature", "wants to be", "value", "wrong and seen", "exposure", "rank", "first in",
    ]

    var figureRows: [[String]] {
        plan.steps.enumerated().map { index, step in
            func spread(_ spread: LaunchPlan.Spread, _ text: @escaping (Double) -> String) -> String
            {
                text(spread.mean) + LaunchSentences.range(spread, text)
            }
            return [
                "\(index + 1)", step.candidate.name, step.candidate.tier.rawValue,
                spread(step.value, LaunchSentences.number),
                spread(step.visibleError, LaunchSentences.percent),
                spread(step.exposure, LaunchSentences.percent),
                spread(step.rank, LaunchSentences.number), LaunchSentences.percent(step.first),
            ]
        }
    }

    /// What stands behind a feature's figures, item by item.
    func answers(_ step: LaunchPlan.Step) -> [Answer] {
        LaunchItem.allCases.compactMap { item in
            guard let asked = plan.questionnaire.item(item.rawValue) else { return nil }
            if item == .wrongShare, let measured = step.candidate.measured {
                return Answer(
                    item: item.rawValue, ask: asked.ask,
                    said: "\(NumberText.count(measured.mistakes)) of "
                        + "\(NumberText.count(measured.answers)) wrong, at most "
                        + LaunchSentences.percent(measured.upper),
                    by: "measured: \(measured.path)",
                    amount: LaunchSentences.number(measured.share))
            }
            let entries = step.candidate.assessment.entries.filter { $0.item == item.rawValue }
            let range = step.candidate.range(item)
            let means = range.map { asked.anchors[$0] }
            let ends = means.count > 1 ? [means[0], means[means.count - 1]] : means
            return Answer(
                item: item.rawValue, ask: asked.ask,
                said: range.count == 5 ? "not known" : ends.map(\.means).joined(separator: " to "),
                by: entries.isEmpty ? "nobody yet" : LaunchSentences.list(entries.map(Self.said)),
                amount: ends.compactMap(\.amount).map(LaunchSentences.number).joined(
                    separator: " to "))
        }
    }

    private static func said(_ entry: Assessment.Entry) -> String {
        entry.by + (entry.note.map { " (\($0))" } ?? "")
    }
}
