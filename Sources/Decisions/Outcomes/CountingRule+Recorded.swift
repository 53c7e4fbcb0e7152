extension CountingRule {
    /// Returns the truth about a question that counts among those that a recorded case carries, in
    /// their order; `nil` where none does.
    ///
    /// A truth that does not say when it was observed counts as learnt last.
    package func truth(of question: String, among outcomes: [Outcome]) -> OptionValue? {
        let outcomes = outcomes.filter { $0.question == question && $0.source != .judge }
        switch self {
        case .latest: return Self.latest(outcomes)?.value
        case .latestHuman:
            return (Self.latest(outcomes.filter { $0.source == .human }) ?? Self.latest(outcomes))?
                .value
        case .first: return outcomes.first?.value
        case .majority:
            let byRater = Dictionary(grouping: outcomes.enumerated()) { index, outcome in
                outcome.rater.map { "\(outcome.source)|\($0)" } ?? "#\(index)"
            }
            let votes = byRater.values.compactMap { Self.latest($0.map(\.element))?.value }
            let counts = Dictionary(grouping: votes) { $0 }.mapValues(\.count)
            let most = counts.values.max()
            let leaders = counts.filter { $0.value == most }
            return leaders.count == 1 ? leaders.first?.key : nil
        }
    }

    private static func latest(_ outcomes: [Outcome]) -> Outcome? {
        outcomes.enumerated().max {
            ($0.element.knownAt, $0.offset) < ($1.element.knownAt, $1.offset)
        }?.element
    }
}

extension Outcome {
    fileprivate var knownAt: Int64 { observedAt?.microseconds ?? .max }
}
