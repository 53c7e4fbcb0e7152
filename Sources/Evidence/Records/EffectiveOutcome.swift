import Decisions

/// An outcome as stored, with what deciding which one counts needs.
struct StoredOutcome {
    var id: EvidenceID
    var code: UInt16
    var source: String
    var rater: String?
    var shownOutputOf: String?
    var observedAt: Int64?
    var receivedAt: Int64
    var supersedes: String?

    /// When it was known: observed, or received where the record does not say.
    var knownAt: Int64 { observedAt ?? receivedAt }
}

extension CountingRule {
    /// Returns the cell of the outcome that counts among `outcomes`, given in the order of the log.
    func effective(among outcomes: [StoredOutcome]) -> OutcomeCell {
        let superseded = Set(outcomes.compactMap(\.supersedes))
        let standing = outcomes.filter { !superseded.contains($0.id.description) }
        guard let winner = winner(among: standing) else {
            var cell = OutcomeCell.none
            cell.count = UInt8(clamping: standing.count)
            cell.isDisputed = standing.count > 1
            return cell
        }
        return OutcomeCell(
            receivedAt: winner.receivedAt, code: winner.code,
            count: UInt8(clamping: standing.count),
            isDisputed: standing.contains { $0.code != winner.code })
    }

    private func winner(among outcomes: [StoredOutcome]) -> StoredOutcome? {
        // `max` keeps the last of equals in the order of the log only by this comparison.
        func latest(_ candidates: [StoredOutcome]) -> StoredOutcome? {
            candidates.enumerated().max {
                ($0.element.knownAt, $0.offset) < ($1.element.knownAt, $1.offset)
            }?.element
        }
        switch self {
        case .latest: return latest(outcomes)
        case .latestHuman:
            let human = outcomes.filter { $0.source == Outcome.Source.human.rawValue }
            return latest(human) ?? latest(outcomes)
        case .first: return outcomes.first
        case .majority:
            let counts = Dictionary(grouping: outcomes, by: \.code).mapValues(\.count)
            guard let most = counts.values.max() else { return nil }
            let leaders = counts.filter { $0.value == most }
            guard leaders.count == 1, let code = leaders.first?.key else { return nil }
            return outcomes.last { $0.code == code }
        }
    }
}
