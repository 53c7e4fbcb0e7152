import Decisions

/// Sets the day to look again: after 90 days, or sooner when what is awaited will have come.
struct ReviewPlan {
    let verdict: Verdict

    private static let routineDays = 90.0

    func review() -> Review {
        guard verdict.decision == .notYetKnown else { return at(Self.routineDays, .routine) }
        switch verdict.reasons.first {
        case .tooFewCases(let more?):
            guard let days = daysUntil(more: more), days < Self.routineDays else {
                return at(Self.routineDays, .routine)
            }
            return at(days, .enoughCases(more))
        case .noOutcomes(let immature, _) where immature > 0:
            return at(min(maturity + 1, Self.routineDays), .outcomesMature)
        case .tooFewCases, nil: return at(Self.routineDays, .routine)
        default: return at(Self.routineDays, .somethingMissing)
        }
    }

    private var maturity: Double { verdict.outcome.maturesAfter.microseconds / 86.4e9 }

    /// Days until so many more units will have come and matured, at the rate of the log so far.
    private func daysUntil(more: Int) -> Double? {
        guard let days = verdict.counts.days, days >= 1, verdict.units > 0 else { return nil }
        return max(1, Double(more) / (Double(verdict.units) / days) + maturity)
    }

    private func at(_ days: Double, _ cause: Review.Cause) -> Review {
        let microseconds =
            verdict.decidedAt.microseconds + Int64(days.rounded(.up)) * CaseCounts.day
        return Review(at: Timestamp(microseconds: microseconds), cause: cause)
    }
}
