/// A figure that the plan or the simulation of trust takes for granted.
package enum LaunchAssumption: String, CaseIterable, Sendable {
    case firstUses = "first_uses"
    case budget = "visible_error_budget"
    case startBudget = "start_budget"
    case usesPerWeek = "uses_per_week"
    case turningAway = "turning_away"
    case halfLife = "half_life_weeks"
    case spill
    case goodwill = "goodwill_uses"
    case gap = "weeks_between"
    case promotion = "weeks_to_promote"
    case assistantValue = "assistant_value"
    case caught
    case mistakeCost = "mistake_cost"
    case horizon = "horizon_weeks"

    /// Those that only the simulation of trust reads.
    package static let ofTrust = Array(allCases.drop { $0 != .usesPerWeek })

    package var usual: Double { facts.usual }
    /// What may be assumed at all, and what the search looks through.
    package var range: ClosedRange<Double> { facts.range }
    package var means: String { facts.means }
    package var source: String { facts.source }
    package var isShare: Bool { range.upperBound <= 1 }

    private var facts: (usual: Double, range: ClosedRange<Double>, means: String, source: String) {
        switch self {
        case .firstUses:
            (
                10, 1...100, "first uses in which a mistake hurts trust most",
                "ours; one for all features, or busy ones would always rank last"
            )
        case .budget:
            (0.02, 0.001...0.2, "visible mistakes that the next tier allows", "ours")
        case .startBudget:
            (
                0.05, 0.001...1, "users who may see a mistake at the start",
                "ours; it sets the share that begins"
            )
        case .usesPerWeek:
            (2, 0.5...10, "uses of a feature by each of its users in a week", "ours")
        case .turningAway:
            (
                0.5, 0.05...0.95, "users who turn away from an annoying mistake that they see",
                "ours; that they do is shown by Dietvorst, Simmons and Massey 2015"
            )
        case .halfLife:
            (
                26, 2...104, "weeks until half of those who turned away are back",
                "ours; between “erases weeks” and “never returns” (tianpan.co, 2026-05-13 and 2026-05-04)"
            )
        case .spill:
            (
                0.8, 0...1, "of those who turn away, the share that leaves all features",
                "ours; one mistake is read as systematic (tianpan.co, 2026-05-04)"
            )
        case .goodwill:
            (
                30, 5...200, "right answers after which half as many turn away",
                "ours; trust forms on the first failure (tianpan.co, 2026-05-04)"
            )
        case .gap:
            (6, 2...26, "weeks between launches", "ours")
        case .promotion:
            (12, 4...52, "weeks as an assistant before a promotion that can be earned", "ours")
        case .assistantValue:
            (0.7, 0.3...1, "of a feature's value, what it brings as an assistant", "ours")
        case .caught:
            (0.6, 0...0.95, "of an assistant's mistakes, those that a person stops", "ours")
        case .mistakeCost:
            (
                1, 0...4,
                "value that a mistake takes away, in units of severity and correction above “nothing”",
                "ours; after CAIR = value / (risk × correction), Elovic and Chase"
            )
        case .horizon:
            (52, 13...156, "weeks that count", "ours")
        }
    }
}
