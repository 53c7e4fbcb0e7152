/// A stratum: how many items it has, and the values of those drawn from it at random.
package struct Stratum: Sendable, Equatable {
    package let size: Int
    package let values: [Double]

    /// Creates a stratum; no more values than items.
    package init(size: Int, values: [Double]) {
        precondition(values.count <= size, "more values than the stratum has items")
        self.size = size
        self.values = values
    }
}

/// The mean of a population from a simple random sample of each stratum.
///
/// Σ W_h ȳ_h with variance Σ W_h² (1 − n_h/N_h) s_h²/n_h (Cochran 1977, eq. 5.7).
package struct StratifiedMean: Sendable, Equatable {
    package let mean: Double
    /// The standard error; nil where a stratum that was not taken whole has a single value.
    package let standardError: Double?

    /// Creates the mean; nil where a stratum with items has no values, or there are no items.
    package init?(_ strata: [Stratum]) {
        let present = strata.filter { $0.size > 0 }
        guard !present.isEmpty, present.allSatisfy({ !$0.values.isEmpty }) else { return nil }
        let total = Double(present.reduce(0) { $0 + $1.size })
        mean = present.reduce(0) { sum, stratum in
            sum + Double(stratum.size) / total * (Statistics.mean(stratum.values) ?? 0)
        }
        let variances: [Double?] = present.map { stratum in
            let n = Double(stratum.values.count)
            let share = Double(stratum.size) / total
            let unsampled = 1 - n / Double(stratum.size)
            if unsampled == 0 { return 0 }
            return variance(stratum.values).map { share * share * unsampled * $0 / n }
        }
        standardError =
            variances.contains(nil) ? nil : variances.compactMap(\.self).reduce(0, +).squareRoot()
    }
}
