/// Guessing without looking at the case: what any path must beat.
///
/// Cases come in their order, of each the truth where it is known. The *majority so far* is fitted on
/// the past only and is fair to compare with a path; the overall shares have seen all truths and
/// flatter the guesser. Cases may be of kinds whose truths are known at different rates: then each kind
/// counts by how many cases there are of it (poststratification).
package struct MajorityBaseline: Hashable, Sendable {
    private struct Kind: Hashable {
        var cases = 0
        var known = 0
        var right = 0
        /// How many cases one with a truth stands for.
        var weight = 1.0
    }

    private let options: Int
    private var kinds: [Kind]
    /// How often each truth came, kind after kind.
    private var counts: [Int]
    /// How often each came, and the most frequent, all kinds counting alike.
    private var totals: [Int]
    private var leader: Int?

    /// Creates a baseline for a question with `options` options, at least one, and cases of so many
    /// `kinds`.
    package init(options: Int, kinds: Int = 1) {
        precondition(options > 0 && kinds > 0, "a question has options")
        self.options = options
        self.kinds = Array(repeating: Kind(), count: kinds)
        counts = Array(repeating: 0, count: kinds * options)
        totals = Array(repeating: 0, count: options)
    }

    /// Takes in the next case; nil for a truth that is not known.
    package mutating func append(_ truth: Int?, kind: Int = 0) {
        if let truth, majority == truth { kinds[kind].right += 1 }
        kinds[kind].cases += 1
        if let truth {
            kinds[kind].known += 1
            counts[kind * options + truth] += 1
            totals[truth] += 1
            let most = leader.map { totals[$0] } ?? 0
            if totals[truth] > most || totals[truth] == most && truth < leader ?? .max {
                leader = truth
            }
        }
        kinds[kind].weight = Double(kinds[kind].cases) / Double(max(1, kinds[kind].known))
    }

    /// Cases whose truth is known.
    package var known: Int { kinds.reduce(0) { $0 + $1.known } }

    /// The most frequent truth; nil before the first, and the option that comes first of several.
    package var majority: Int? {
        guard isUneven else { return leader }
        var (best, most) = (0, -1.0)
        for truth in 0..<options {
            var weight = 0.0
            for kind in kinds.indices {
                weight += kinds[kind].weight * Double(counts[kind * options + truth])
            }
            if weight > most { (best, most) = (truth, weight) }
        }
        return best
    }

    /// Whether a truth of one kind stands for more cases than one of another.
    private var isUneven: Bool {
        var first: Double?
        for kind in kinds where kind.known > 0 {
            if let first, first != kind.weight { return true }
            first = kind.weight
        }
        return false
    }

    /// The share of cases in which the majority so far was right; nil before the first truth.
    ///
    /// The first case has no past and counts as wrong.
    package var accuracyByPast: Double? { share { kinds[$0].right } }

    /// The share of the most frequent truth; nil before the first.
    package var majorityShare: Double? {
        majority.flatMap { truth in share { counts[$0 * options + truth] } }
    }

    /// The expected accuracy of guessing at random by the shares of the truths, Σ pₖ².
    ///
    /// Nil before the first truth.
    package var priorAccuracy: Double? { shares?.reduce(0) { $0 + $1 * $1 } }

    /// The shares of the truths; nil before the first.
    package var shares: [Double]? {
        guard known > 0 else { return nil }
        return (0..<options).map { truth in share { counts[$0 * options + truth] } ?? 0 }
    }

    private func share(_ count: (Int) -> Int) -> Double? {
        guard known > 0 else { return nil }
        let (sum, all) = kinds.indices.reduce(into: (0.0, 0.0)) {
            $0.0 += kinds[$1].weight * Double(count($1))
            $0.1 += kinds[$1].weight * Double(kinds[$1].known)
        }
        return sum / all
    }
}
