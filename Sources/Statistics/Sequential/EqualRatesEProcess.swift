import RealModule

/// An e-process against "within a block, all groups have one rate of success".
///
/// Blocks come one after the other; the common rate may change from block to block. A block's
/// e-value is ∏ p̂(group) over ∏ p̂(pool), where p̂(group) is learnt from earlier blocks and the
/// pool mixes the groups by their share of the block: Turner, Ly & Grünwald (2024, "Generic
/// E-variables for exact sequential k-sample tests"), theorem 1. Under the null, P(E ever reaches
/// 1/α) ≤ α. It needs independent items.
package struct EqualRatesEProcess<Group: Hashable & Sendable>: Sendable {
    /// Successes among trials.
    package typealias Count = (successes: Int, trials: Int)

    /// How many items at the pooled rate a group's estimate begins with.
    private static var priorTrials: Double { 5 }

    private var past: [Group: (successes: Double, trials: Double)] = [:]
    /// ln E after the blocks so far.
    package private(set) var logE = 0.0
    /// The highest ln E so far, at least 0.
    package private(set) var highestLogE = 0.0

    package init() {}

    /// Takes in a block, whose size must not depend on what is counted.
    package mutating func append(_ block: [Group: Count]) {
        let total = Double(block.values.reduce(0) { $0 + $1.trials })
        guard total > 0 else { return }
        let pooled = pooledRate
        var pool = 0.0
        for (group, count) in block { pool += Double(count.trials) / total * rate(group, pooled) }
        for (group, count) in block {
            let p = rate(group, pooled)
            let (hits, misses) = (
                Double(count.successes), Double(count.trials - count.successes)
            )
            logE += hits * .log(p / pool) + misses * .log((1 - p) / (1 - pool))
        }
        highestLogE = max(highestLogE, logE)
        for (group, count) in block {
            let before = past[group] ?? (0, 0)
            past[group] = (
                before.successes + Double(count.successes), before.trials + Double(count.trials)
            )
        }
    }

    private var pooledRate: Double {
        let sums = past.values.reduce((0.0, 0.0)) { ($0.0 + $1.successes, $0.1 + $1.trials) }
        return (sums.0 + 0.5) / (sums.1 + 1)
    }

    private func rate(_ group: Group, _ pooled: Double) -> Double {
        let (successes, trials) = past[group] ?? (0, 0)
        return (successes + Self.priorTrials * pooled) / (trials + Self.priorTrials)
    }
}
