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
        var counts: [Int]
        var right = 0

        /// How many cases one with a truth stands for.
        var weight: Double { Double(cases) / Double(max(1, known)) }
    }

    private var kinds: [Kind]
    /// The most frequent truth, all counting alike, and how often each came.
    private var leader: Int?
    private var counts: [Int]

    /// Creates a baseline for a question with `options` options, at least one, and cases of so many
    /// `kinds`.
    package init(options: Int, kinds: Int = 1) {
        precondition(options > 0 && kinds > 0, "a question has options")
        self.kinds = Array(
            repeating: Kind(counts: Array(repeating: 0, count: options)), count: kinds)
        counts = Array(repeating: 0, count: options)
    }

    /// Takes in the next case; nil for a truth that is not known.
    package mutating func append(_ truth: Int?, kind: Int = 0) {
        if let truth, majority == truth { kinds[kind].right += 1 }
        kinds[kind].cases += 1
        guard let truth else { return }
        kinds[kind].counts[truth] += 1
        kinds[kind].known += 1
        counts[truth] += 1
        let most = leader.map { counts[$0] } ?? 0
        if counts[truth] > most || counts[truth] == most && truth < leader ?? .max {
            leader = truth
        }
    }

    /// Cases whose truth is known.
    package var known: Int { kinds.reduce(0) { $0 + $1.known } }

    /// The most frequent truth; nil before the first, and the option that comes first of several.
    package var majority: Int? {
        guard isUneven else { return leader }
        let weights = counts.indices.map { truth in
            kinds.reduce(0) { $0 + $1.weight * Double($1.counts[truth]) }
        }
        return weights.max().flatMap { weights.firstIndex(of: $0) }
    }

    /// Whether a truth of one kind stands for more cases than one of another.
    private var isUneven: Bool {
        guard let first = kinds.first(where: { $0.known > 0 }) else { return false }
        return kinds.contains { $0.known > 0 && $0.cases * first.known != first.cases * $0.known }
    }

    /// The share of cases in which the majority so far was right; nil before the first truth.
    ///
    /// The first case has no past and counts as wrong.
    package var accuracyByPast: Double? { share { $0.right } }

    /// The share of the most frequent truth; nil before the first.
    package var majorityShare: Double? { majority.flatMap { truth in share { $0.counts[truth] } } }

    /// The expected accuracy of guessing at random by the shares of the truths, Σ pₖ².
    ///
    /// Nil before the first truth.
    package var priorAccuracy: Double? { shares?.reduce(0) { $0 + $1 * $1 } }

    /// The shares of the truths; nil before the first.
    package var shares: [Double]? {
        guard known > 0 else { return nil }
        return kinds[0].counts.indices.map { truth in share { $0.counts[truth] } ?? 0 }
    }

    private func share(_ count: (Kind) -> Int) -> Double? {
        guard known > 0 else { return nil }
        let (sum, all) = kinds.reduce(into: (0.0, 0.0)) {
            $0.0 += $1.weight * Double(count($1))
            $0.1 += $1.weight * Double($1.known)
        }
        return sum / all
    }
}
