import RealModule

/// Distances between two distributions over the same categories.
///
/// Weights need not add up to 1; they are scaled.
package struct DistributionDistance: Sendable, Equatable {
    private let p: [Double]
    private let q: [Double]

    /// Creates the comparison; nil where either has no weight.
    package init?(_ first: [Double], _ second: [Double]) {
        precondition(first.count == second.count, "both have the same categories")
        precondition((first + second).allSatisfy { $0 >= 0 }, "negative weight")
        let (totalP, totalQ) = (first.reduce(0, +), second.reduce(0, +))
        guard totalP > 0, totalQ > 0 else { return nil }
        p = first.map { $0 / totalP }
        q = second.map { $0 / totalQ }
    }

    /// The Jensen–Shannon divergence in nats, at most ln 2 (Lin 1991).
    package var jensenShannonDivergence: Double {
        let sum = zip(p, q).reduce(0) { sum, pair in
            let middle = (pair.0 + pair.1) / 2
            return sum + Self.term(pair.0, middle) + Self.term(pair.1, middle)
        }
        return max(0, sum / 2)
    }

    /// The Jensen–Shannon divergence in bits, at most 1.
    package var jensenShannonBits: Double { jensenShannonDivergence / .log(2) }

    /// The square root of the divergence in nats, a metric.
    package var jensenShannonDistance: Double { jensenShannonDivergence.squareRoot() }

    /// The square root of the divergence in bits, a metric in [0, 1].
    package var jensenShannonDistanceBase2: Double { jensenShannonBits.squareRoot() }

    /// Hellinger's distance √(½ Σ(√p − √q)²), in [0, 1].
    package var hellinger: Double {
        let squares = zip(p, q).reduce(0) { sum, pair in
            let gap = pair.0.squareRoot() - pair.1.squareRoot()
            return sum + gap * gap
        }
        return (squares / 2).squareRoot()
    }

    /// The total variation distance ½ Σ|p − q|, in [0, 1].
    package var totalVariation: Double {
        zip(p, q).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
    }

    private static func term(_ p: Double, _ middle: Double) -> Double {
        p > 0 ? p * .log(p / middle) : 0
    }
}
