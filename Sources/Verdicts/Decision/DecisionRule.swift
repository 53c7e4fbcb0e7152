import Statistics

/// From the challengers' limits to the decision.
enum DecisionRule {
    /// Returns who earns the place.
    ///
    /// A challenger earns it whose lower limit exceeds what is worth having; of several the one
    /// whose limit exceeds it most. The heuristic stays only where every challenger's upper limit
    /// falls short. In between nothing is known yet.
    static func decide(_ claims: [Standing]) -> Verdict.Decision {
        let winner = claims.filter(\.isProvedBetter).max {
            $0.limits.lower - $0.worthHaving < $1.limits.lower - $1.worthHaving
        }
        if let winner {
            return switch winner.challenger {
            case .model: .modelEarns
            case .cascade: .cascadeEarns
            }
        }
        let contenders = claims.filter { !$0.isEmpty }
        return !contenders.isEmpty && contenders.allSatisfy(\.isProvedShort)
            ? .heuristicStays : .notYetKnown
    }

    /// Returns about how many units more would settle it; nil where nobody can say.
    ///
    /// One proved challenger settles it; else all must be proved short. It takes the differences
    /// and their spread to stay as they look.
    static func unitsNeeded(_ claims: [Claim]) -> Int? { needed(claims, \.unitsNeeded) }

    /// Returns about how many of the labels that have not come would settle it; nil where all would
    /// not.
    static func labelsNeeded(_ claims: [Claim]) -> Int? { needed(claims, \.labelsNeeded) }

    private static func needed(_ claims: [Claim], _ count: (Claim) -> Int?) -> Int? {
        let contenders = claims.filter { !$0.isEmpty }
        let promising = contenders.filter { ($0.advantage ?? 0) > 0 && !$0.isAtPriceZero }
        if !promising.isEmpty { return promising.compactMap(count).min() }
        // A challenger that is proved short already needs none.
        let needed = contenders.map { $0.isProvedShort ? 0 : count($0) }
        guard !needed.isEmpty, !needed.contains(nil) else { return nil }
        return needed.compactMap(\.self).max()
    }
}
