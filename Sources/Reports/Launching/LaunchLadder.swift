import Advisor

/// The rungs that a feature climbs, each with what has to be true before.
struct LaunchLadder {
    struct Rung {
        let title: String
        let condition: String
        /// Whether nothing that is known now keeps it from being reached one day.
        let isReachable: Bool
    }

    private let step: LaunchPlan.Step
    private let plan: LaunchPlan

    init(_ step: LaunchPlan.Step, in plan: LaunchPlan) {
        self.step = step
        self.plan = plan
    }

    var rungs: [Rung] {
        var rungs = [start]
        if step.startShare < 1 { rungs.append(rung("Assistant, everybody")) }
        if step.candidate.tier >= .copilot { rungs.append(rung("Copilot")) }
        if step.candidate.tier == .autopilot { rungs.append(autopilot) }
        return rungs
    }

    private var start: Rung {
        let users =
            step.startShare < 1
            ? LaunchSentences.percent(step.startShare) + " of users" : "everybody"
        return Rung(title: "Assistant, \(users)", condition: beginning, isReachable: isFree)
    }

    private var isFree: Bool {
        !step.holds.contains { if case .mayBeFinal = $0 { plan.nothingMayGoFirst } else { true } }
    }

    private var beginning: String {
        for hold in step.holds {
            switch hold {
            case .audit(let audit): return "when audit \(audit.id) no longer fires"
            case .dependsOnHeld(let feature): return "when \(feature) is free"
            case .mayBeFinal: continue
            }
        }
        guard let index = plan.steps.firstIndex(where: { $0.candidate.name == step.candidate.name })
        else { return "" }
        if index == 0 {
            return plan.nothingMayGoFirst ? "not while its mistakes are final" : "now"
        }
        return "when \(plan.steps[index - 1].candidate.name) has gone well for a while"
    }

    private func rung(_ title: String) -> Rung {
        guard let promotion = step.promotion else {
            let error = step.errorToReach(plan.assumptions[.budget])
            return Rung(
                title: title,
                condition: "not before fewer than \(LaunchSentences.percent(error)) of its answers "
                    + "are wrong",
                isReachable: false)
        }
        return Rung(
            title: title,
            condition: "after about \(NumberText.counted(promotion.cases, "case")), "
                + (promotion.mistakes == 0
                    ? "none visibly wrong"
                    : "at most \(NumberText.count(promotion.mistakes)) visibly wrong"),
            isReachable: isFree)
    }

    private var autopilot: Rung {
        guard step.candidate.mayBeIrreversible else { return rung("Autopilot") }
        return Rung(
            title: "Autopilot",
            condition: "only once a mistake can be undone, for instance by a day's delay",
            isReachable: false)
    }
}
