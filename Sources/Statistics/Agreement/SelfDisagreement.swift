/// How often two answers of one path to the same item differ, from any number of answers an item.
///
/// For an item with k ≥ 2 answers, of which n_c are c, d = 1 − Σ n_c(n_c − 1)/(k(k − 1)) is the
/// share of its pairs that differ: one less the P of Fleiss (1971, Psychol. Bull. 76:378). The
/// estimate is the mean d̄ over n items.
///
/// Answers to one item depend on each other, so the items are the sample. The interval is Wilson's
/// at the effective number of trials n* = n·d̄(1 − d̄)/s² with s² = Σ(d − d̄)²/n, as Korn & Graubard
/// (1998, Survey Methodology 24:193) take the proportion of a clustered sample; n* is kept between
/// n and Σ⌊k/2⌋, the pairs that share no answer. Two answers an item make it n: Wilson's as it is.
package struct SelfDisagreement: Sendable, Equatable {
    /// Items with at least two answers.
    package private(set) var items = 0
    /// The answers of those items.
    package private(set) var answers = 0
    private var disjointPairs = 0
    private var sum = 0.0
    private var squares = 0.0

    package init() {}

    /// Takes in an item by its answers; fewer than two say nothing.
    package mutating func append(_ labels: [some Hashable]) {
        guard labels.count > 1 else { return }
        let counts = labels.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        let equal = counts.values.reduce(0) { $0 + $1 * ($1 - 1) }
        let share = 1 - Double(equal) / Double(labels.count * (labels.count - 1))
        items += 1
        answers += labels.count
        disjointPairs += labels.count / 2
        sum += share
        squares += share * share
    }

    /// The mean share with its interval; nil without any item.
    package func estimate(confidence: Double = 0.95) -> Estimate? {
        guard items > 0 else { return nil }
        let n = Double(items)
        let mean = min(1, sum / n)
        let variance = max(0, squares / n - mean * mean)
        let binomial = mean * (1 - mean)
        let effective = variance > 0 ? n * binomial / variance : n
        let trials = min(max(n, effective), Double(disjointPairs))
        return Estimate(
            value: mean,
            interval: wilsonInterval(share: mean, trials: trials, z: twoSidedZ(confidence)),
            confidence: confidence)
    }
}
