import RealModule

/// Cohen's κ of two raters, plain or weighted, with standard errors.
///
/// κ = (p_o − p_e)/(1 − p_e), p_e = Σ w p₁ₖ p₂ₗ. It collapses at high prevalence: show it beside
/// raw agreement and ``GwetAC1``. Fleiss, Cohen & Everitt (1969) for the errors.
package struct CohenKappa: Sendable, Equatable {
    /// How much a disagreement between ordered categories k and l of q still counts as agreement.
    package enum Weights: Sendable, Equatable {
        /// Only equality counts.
        case unweighted
        /// 1 − |k − l|/(q − 1).
        case linear
        /// 1 − (k − l)²/(q − 1)².
        case quadratic
    }

    package let value: Double
    /// The asymptotic standard error around the observed κ, with divisor n.
    package let standardError: Double
    /// The standard error under the null of chance agreement.
    package let nullStandardError: Double
    /// The linearised standard error with divisor n − 1 (Conger 1980, Gwet 2014); nil for n = 1.
    package let congerStandardError: Double?

    /// Creates κ; nil for an empty table, or where chance alone makes agreement certain.
    package init?(_ table: ContingencyTable, weights: Weights = .unweighted) {
        guard table.total > 0 else { return nil }
        let n = Double(table.total)
        let p = table.shares
        let w = Self.agreementWeights(table.categories, weights)
        let rows = p.map { $0.reduce(0, +) }
        let columns = p.indices.map { l in p.reduce(0) { $0 + $1[l] } }
        let cells = p.indices.flatMap { k in p.indices.map { (k: k, l: $0) } }
        let observed = cells.reduce(0) { $0 + w[$1.k][$1.l] * p[$1.k][$1.l] }
        let chance = cells.reduce(0) { $0 + w[$1.k][$1.l] * rows[$1.k] * columns[$1.l] }
        guard 1 - chance > 1e-15 else { return nil }
        let kappa = (observed - chance) / (1 - chance)
        // Mean weights of a rater's category against the other rater's margin.
        let rowWeights = p.indices.map { k in
            p.indices.reduce(0) { $0 + w[k][$1] * columns[$1] }
        }
        let columnWeights = p.indices.map { l in
            p.indices.reduce(0) { $0 + w[$1][l] * rows[$1] }
        }
        var (spread, nullSpread) = (0.0, 0.0)
        for (k, l) in cells {
            let means = rowWeights[k] + columnWeights[l]
            let around = w[k][l] - means * (1 - kappa)
            spread += p[k][l] * around * around
            nullSpread += rows[k] * columns[l] * (w[k][l] - means) * (w[k][l] - means)
        }
        let bias = kappa - chance * (1 - kappa)
        let numerator = max(0, spread - bias * bias).squareRoot()
        value = kappa
        standardError = numerator / ((1 - chance) * n.squareRoot())
        nullStandardError =
            max(0, nullSpread - chance * chance).squareRoot() / ((1 - chance) * n.squareRoot())
        congerStandardError = n > 1 ? numerator / ((1 - chance) * (n - 1).squareRoot()) : nil
    }

    /// Returns κ ± z·SE, which may reach beyond [-1, 1].
    package func interval(confidence: Double = 0.95) -> Interval {
        Interval(center: value, margin: twoSidedZ(confidence) * standardError)
    }

    private static func agreementWeights(_ q: Int, _ weights: Weights) -> [[Double]] {
        let span = Double(max(q - 1, 1))
        return (0..<q).map { k in
            (0..<q).map { l in
                let distance = abs(Double(k - l)) / span
                return switch weights {
                case .unweighted: k == l ? 1 : 0
                case .linear: 1 - distance
                case .quadratic: 1 - distance * distance
                }
            }
        }
    }
}
