import RealModule

/// How an empty bin is kept from making a logarithm infinite.
package enum EmptyBins: Sendable, Equatable {
    /// Add this many pseudo-counts to every bin; ½ is Jeffreys' choice and the default here.
    case pseudoCount(Double)
    /// Put this share in place of an empty bin, without renormalising (Evidently's rule, 1e-4).
    case share(Double)
}

/// Shift between the binned distributions of a reference and a current sample.
///
/// The bins are fixed beforehand, from reference quantiles.
package struct PopulationStability: Sendable, Equatable {
    /// The population stability index Σ(q − p) ln(q/p).
    package let index: Double
    /// The Kullback–Leibler divergence of current from reference, Σ p ln(p/q), in nats.
    package let divergenceFromReference: Double
    /// Σ q ln(q/p), in nats.
    package let divergenceFromCurrent: Double
    private let noise: Double
    private let degrees: Double

    /// Creates the index; nil for an empty sample or fewer than two bins.
    package init?(reference: [Int], current: [Int], emptyBins: EmptyBins = .pseudoCount(0.5)) {
        precondition(reference.count == current.count, "both samples have the same bins")
        let (n, m) = (reference.reduce(0, +), current.reduce(0, +))
        guard reference.count > 1, n > 0, m > 0 else { return nil }
        let p = Self.shares(reference, emptyBins)
        let q = Self.shares(current, emptyBins)
        divergenceFromReference = Self.divergence(p, q)
        divergenceFromCurrent = Self.divergence(q, p)
        index = divergenceFromReference + divergenceFromCurrent
        noise = 1 / Double(n) + 1 / Double(m)
        degrees = Double(reference.count - 1)
    }

    /// Returns the index that mere sampling exceeds with probability `alpha`.
    ///
    /// Under no drift, index/(1/n + 1/m) is about χ² on B − 1 degrees (Yurdakul & Naranjo 2020):
    /// the rule of thumb 0.1 has no error rate.
    package func criticalValue(alpha: Double = 0.05) -> Double {
        noise * ChiSquared(degrees: degrees).quantile(1 - alpha)
    }

    /// The p-value of "no drift" by the same law.
    package var p: Double { ChiSquared(degrees: degrees).survival(index / noise) }

    private static func shares(_ counts: [Int], _ emptyBins: EmptyBins) -> [Double] {
        let total = Double(counts.reduce(0, +))
        return counts.map { count in
            switch emptyBins {
            case .pseudoCount(let added):
                (Double(count) + added) / (total + added * Double(counts.count))
            case .share(let share): count == 0 ? share : Double(count) / total
            }
        }
    }

    private static func divergence(_ p: [Double], _ q: [Double]) -> Double {
        zip(p, q).reduce(0) { $0 + ($1.0 > 0 ? $1.0 * .log($1.0 / $1.1) : 0) }
    }
}
