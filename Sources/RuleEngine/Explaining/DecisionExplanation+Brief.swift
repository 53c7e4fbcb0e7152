extension DecisionExplanation {
    private static let mostDetails = 4

    /// The decision and what it rests on, on one line, for whoever asked.
    ///
    /// Where nothing fired it says what nearly did, and the part that did not hold.
    public var brief: String {
        let parts = [String(summary.dropFirst(question.count + 2))] + grounds
        return parts.joined(separator: "; ")
    }

    /// What came closest to firing and did not: rules of which a single condition does not hold.
    public var nearMisses: [RuleTrace] { rules.filter(\.isNearMiss) }

    private var grounds: [String] {
        if !reasons.isEmpty {
            return [reasons.prefix(Self.mostDetails).map(\.description).joined(separator: ", ")]
        }
        guard let rule, let trace = rules.first(where: { $0.rule == rule }) else {
            return nearest.map { [$0] } ?? []
        }
        var seen: Set<String> = []
        let details = trace.conditions.flatMap(\.details).filter { seen.insert($0).inserted }
        let read = details.prefix(Self.mostDetails).joined(separator: ", ")
        return [trace.explanation, read.isEmpty ? nil : read].compactMap(\.self)
    }

    private var nearest: String? {
        switch decision {
        case .decided, .abstained: break
        case .failed, .ambiguous: return nil
        }
        // Of a long condition more had to hold: it says more that only one part did not.
        let most = nearMisses.map(\.conditions.count).max()
        guard let near = nearMisses.first(where: { $0.conditions.count == most }),
            let missing = near.conditions.first(where: { $0.outcome != .holds })
        else { return nil }
        return "`\(near.rule)` would have fired, but \(missing)"
    }
}

extension ConditionTrace {
    fileprivate var details: [String] {
        readings.map(\.description) + findings.map(\.description)
    }
}
