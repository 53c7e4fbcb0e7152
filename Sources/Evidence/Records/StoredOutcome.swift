import Decisions

/// An outcome as stored, with what deciding which one counts needs.
struct StoredOutcome {
    var id: EvidenceID
    var code: UInt16
    var source: String
    var rater: String?
    var shownOutputOf: ShownPaths?
    var labelProbability: Double?
    var confidence: Double?
    var observedAt: Int64?
    var receivedAt: Int64
    var supersedes: String?

    /// When it was known: observed, or received where the record does not say.
    var knownAt: Int64 { observedAt ?? receivedAt }

    /// Whether it is a judge's opinion, which is no truth.
    var isOpinion: Bool { source == Outcome.Source.judge.rawValue }
}

extension CountingRule {
    /// Returns the cell of a case with `outcomes`, given in the order of the log.
    func cell(of outcomes: [StoredOutcome]) -> OutcomeCell {
        let standing = Self.standing(outcomes)
        let opinions = outcomes.count { $0.isOpinion }
        var cell = OutcomeCell(
            receivedAt: 0, code: AnswerCell.noCode,
            count: UInt8(clamping: standing.count + opinions),
            isDisputed: standing.contains { $0.code != standing[0].code })
        if let winner = winner(among: standing) {
            cell.receivedAt = winner.receivedAt
            cell.code = winner.code
            cell.labelChance = winner.labelProbability.map(Float.init)
        }
        return cell
    }

    /// Returns the outcome that counts among `outcomes`, given in the order of the log.
    func outcome(among outcomes: [StoredOutcome]) -> StoredOutcome? {
        winner(among: Self.standing(outcomes))
    }

    /// The truths that no other corrects.
    private static func standing(_ outcomes: [StoredOutcome]) -> [StoredOutcome] {
        let outcomes = outcomes.filter { !$0.isOpinion }
        let superseded = Set(outcomes.compactMap { $0.supersedes?.lowercased() })
        guard !superseded.isEmpty else { return outcomes }
        return outcomes.filter { !superseded.contains($0.id.description) }
    }

    private func winner(among outcomes: [StoredOutcome]) -> StoredOutcome? {
        switch self {
        case .latest: Self.latest(outcomes)
        case .latestHuman:
            Self.latest(outcomes.filter { $0.source == Outcome.Source.human.rawValue })
                ?? Self.latest(outcomes)
        case .first: outcomes.first
        case .majority: Self.majority(outcomes)
        }
    }

    /// The one that was known last; of equals the last in the log.
    private static func latest(_ outcomes: [StoredOutcome]) -> StoredOutcome? {
        outcomes.enumerated().max {
            ($0.element.knownAt, $0.offset) < ($1.element.knownAt, $1.offset)
        }?.element
    }

    private static func majority(_ outcomes: [StoredOutcome]) -> StoredOutcome? {
        // A rater who has thought again has one vote, the later one.
        let byRater = Dictionary(grouping: outcomes.enumerated()) { index, outcome in
            outcome.rater.map { "\(outcome.source)|\($0)" } ?? "#\(index)"
        }
        let votes = byRater.values.compactMap { latest($0.map(\.element)) }
        let counts = Dictionary(grouping: votes, by: \.code).mapValues(\.count)
        guard let most = counts.values.max() else { return nil }
        let leaders = counts.filter { $0.value == most }
        guard leaders.count == 1, let code = leaders.first?.key else { return nil }
        return outcomes.last { $0.code == code }
    }
}
