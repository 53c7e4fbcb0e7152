/// One item of active inference: a prediction, the logged chance of asking, and a label if asked.
package struct ActivelySampledItem: Sendable, Equatable {
    package let prediction: Double
    /// The chance with which the item was to be labelled, fixed before asking; in (0, 1].
    package let labelProbability: Double
    /// The label; nil where it was not asked for.
    package let label: Double?

    package init(prediction: Double, labelProbability: Double, label: Double?) {
        precondition(labelProbability > 0 && labelProbability <= 1, "0 < π <= 1")
        self.prediction = prediction
        self.labelProbability = labelProbability
        self.label = label
    }
}

/// The mean of mean(λf + (Y − λf) ξ/π): unbiased although doubtful items are labelled more often.
///
/// Zrnic & Candès (2024), arXiv 2403.03208. A fixed-size estimate: not to be watched.
package struct ActiveInferenceMean: Sendable, Equatable {
    package let value: Double
    package let standardError: Double
    /// The trust in the predictions, 1 unless tuned.
    package let lambda: Double
    /// How many clusters there are, less one; nil where items are independent.
    private let degrees: Int?

    /// Creates the estimate; nil for fewer than two items, or clusters.
    ///
    /// A tuned λ minimises the estimated variance: −Cov(Yξ/π, f(1 − ξ/π))/Var(f(1 − ξ/π)).
    /// `clusters` says which items belong together, such as those of a user; empty where each is
    /// independent of all others.
    package init?(
        _ items: [ActivelySampledItem], isTuned: Bool = false, clusters: [Int] = []
    ) {
        let weights = items.map { $0.label == nil ? 0 : 1 / $0.labelProbability }
        let labelled = zip(items, weights).map { ($0.label ?? 0) * $1 }
        let controls = zip(items, weights).map { $0.prediction * (1 - $1) }
        let spread = variance(controls) ?? 0
        let best = spread > 0 ? -(covariance(labelled, controls) ?? 0) / spread : 1
        let trust = isTuned ? best : 1
        let increments = zip(labelled, controls).map { $0 + trust * $1 }
        lambda = trust
        let groups = clusters.isEmpty ? Array(items.indices) : clusters
        guard let error = ClusteredError(increments, clusters: groups), let cr1 = error.cr1 else {
            return nil
        }
        value = error.mean
        standardError = cr1
        degrees = clusters.isEmpty ? nil : error.clusters - 1
    }

    /// Returns the normal interval, of clusters Student's; it may reach beyond the labels' range.
    package func interval(confidence: Double = 0.95) -> Interval {
        let quantile =
            degrees.map { StudentT(degrees: Double($0)).quantile(1 - (1 - confidence) / 2) }
            ?? twoSidedZ(confidence)
        return Interval(center: value, margin: quantile * standardError)
    }
}
