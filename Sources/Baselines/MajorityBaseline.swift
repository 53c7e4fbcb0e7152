/// Guessing without looking at the case: what any path must beat.
///
/// Truths come in the order of the cases. The *majority so far* is fitted on the past only and is
/// fair to compare with a path; the overall shares have seen all truths and flatter the guesser.
package struct MajorityBaseline: Hashable, Sendable {
    /// How often each option was true.
    package private(set) var counts: [Int]
    package private(set) var total = 0
    /// How often the most frequent truth so far was the next one.
    ///
    /// The first case has no past and counts as wrong; a tie goes to the option that comes first.
    package private(set) var rightByPast = 0
    private var leader: Int?

    /// Creates a baseline for a question with `options` options, at least one.
    package init(options: Int) {
        precondition(options > 0, "a question has options")
        counts = Array(repeating: 0, count: options)
    }

    /// Counts the truth of the next case.
    package mutating func append(_ truth: Int) {
        if leader == truth { rightByPast += 1 }
        counts[truth] += 1
        total += 1
        let (most, current) = (counts[truth], leader.map { counts[$0] } ?? 0)
        if most > current || most == current && truth < (leader ?? .max) { leader = truth }
    }

    /// The most frequent truth; nil before the first.
    package var majority: Int? { leader }

    /// The share of cases in which the majority so far was right; nil before the first case.
    package var accuracyByPast: Double? {
        total > 0 ? Double(rightByPast) / Double(total) : nil
    }

    /// The share of the most frequent truth; nil before the first case.
    package var majorityShare: Double? {
        leader.map { Double(counts[$0]) / Double(total) }
    }

    /// The expected accuracy of guessing at random by the shares of the truths, Σ pₖ².
    ///
    /// Nil before the first case.
    package var priorAccuracy: Double? {
        guard total > 0 else { return nil }
        return counts.reduce(0) {
            let share = Double($1) / Double(total)
            return $0 + share * share
        }
    }
}
