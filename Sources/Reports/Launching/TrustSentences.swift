import Advisor

/// What the comparison of orders says in words.
struct TrustSentences {
    private let plan: LaunchPlan
    let trust: TrustComparison

    /// Says nothing where the orders do not differ.
    init?(_ plan: LaunchPlan) {
        guard let trust = plan.trust else { return nil }
        self.plan = plan
        self.trust = trust
        guard isTelling else { return nil }
    }

    private var isTelling: Bool {
        plan.steps.count > 1 && rivals.contains { $0.recommendedHolds < 1 || differs($0) }
    }

    private var rivals: [TrustComparison.Result] {
        trust.results.filter { $0.order != .recommended }
    }

    private func differs(_ rival: TrustComparison.Result) -> Bool {
        trust.result(.recommended).map { $0.mean != rival.mean } ?? false
    }

    /// The finding.
    var headline: String {
        let weeks = NumberText.counted(trust.weeks, "week")
        guard trust.best == .recommended else {
            return
                "As assumed, \(Self.name(trust.best)) would bring more in \(weeks): the recommended "
                + "order buys safety"
        }
        let worst = rivals.map(\.recommendedHolds).min() ?? 1
        let draws =
            worst >= 1 ? "every draw" : "at least \(LaunchSentences.percent(worst)) of the draws"
        let kept = trust.result(.recommended).map { LaunchSentences.percent($0.trust.last[2]) }
        return
            "After \(weeks) the recommended order is ahead in \(draws), and \(kept ?? "none") of "
            + "users still try what comes next"
    }

    /// A line for each order: name, features, value, trust, how often the plan holds against it.
    var rows: [[String]] {
        trust.results.map { result in
            let value = result.value.last.map { LaunchSentences.number($0) }
            let kept = result.trust.last.map { LaunchSentences.percent($0) }
            return [
                Self.name(result.order), result.features.joined(separator: ", "),
                "\(value[2]) (\(value[0]) to \(value[4]))", "\(kept[2]) (\(kept[0]) to \(kept[4]))",
                result.order == .recommended
                    ? "–" : LaunchSentences.percent(result.recommendedHolds),
            ]
        }
    }

    static let columns = [
        "order", "features", "value per user, median (90% of draws)",
        "users who still try, median (90%)", "recommended is at least as good in",
    ]

    /// The assumptions with which the finding turns.
    var flips: [String] {
        trust.flips.map { flip in
            let changes = flip.changes.map { change in
                "`\(change.assumption.rawValue)` at "
                    + "\(Self.value(change.value, change.assumption)) or "
                    + "\(change.isBelow ? "less" : "more"), not "
                    + "\(Self.value(plan.assumptions[change.assumption], change.assumption)) "
                    + "(\(change.assumption.means))"
            }
            let more =
                flip.advantage > 0
                ? " brings up to \(LaunchSentences.percent(flip.advantage)) more"
                : " is the best"
            return "\(changes.joined(separator: " and ")): \(Self.name(flip.best))\(more)."
        }
    }

    var flipsHeadline: String {
        guard !trust.flips.isEmpty else {
            return
                "No assumption, and no pair of them within the ranges below, changes which order is best"
        }
        if trust.best != .recommended { return "Where another order would be best" }
        return trust.flips.contains { $0.changes.count == 1 }
            ? "The recommended order would lose under these assumptions"
            : "No single assumption makes the recommended order lose; these pairs do"
    }

    static func name(_ order: LaunchOrder) -> String {
        switch order {
        case .recommended: "the recommended order"
        case .boldestFirst: "boldest first"
        case .valueFirst: "most valuable first"
        }
    }

    static func value(_ value: Double, _ assumption: LaunchAssumption) -> String {
        assumption.isShare ? LaunchSentences.percent(value) : LaunchSentences.number(value)
    }

    static let method = [
        "The same features, launched one after another in three orders, over the same draws of the "
            + "answers; what an audit holds back is in none. In the recommended order each begins as an "
            + "assistant and is promoted where its criterion can be met; in the other orders each "
            + "begins as what it wants to be.",
        "In each week some users see a mistake, some of those turn away, and some who did come back. "
            + "The model assumes the cliff that it shows, and it is ours: read it as what follows from "
            + "the assumptions, not as a forecast. Value is in the units of `Questionnaires/launch.yaml`.",
    ]
}
