import RealModule

/// How often what was given a probability came, in bins that hold about equally many.
///
/// The edges are quantiles of the probabilities (R type 7), an edge belongs to the bin below it, and
/// equal probabilities stay together, so that there may be fewer bins.
package struct ReliabilityCurve: Sendable, Equatable {
    package struct Point: Sendable, Equatable {
        package var count: Int
        /// How many of them came.
        package var came: Int
        package var meanProbability: Double
        /// Of the share that came: Wilson's, at 95 %.
        package var interval: Interval
        /// Whether the share is another than stated, even after looking at all bins: Wilson's
        /// interval at 5 % over the number of bins excludes it.
        package var isOff: Bool

        package var share: Double { Double(came) / Double(count) }
    }

    /// By probability.
    package let points: [Point]
    /// Σ (n_b/n)·|share that came − mean probability| (Naeini, Cooper & Hauskrecht 2015).
    package let calibrationError: Double
    /// About what that would be by chance if every probability were right.
    ///
    /// Σ √(2/π · Σ_{i∈b} pᵢ(1 − pᵢ))/n: the mean absolute value of a normal deviation in each bin.
    package let errorByChance: Double
    /// Murphy's parts of the Brier score over the bins (1973): `reliability` − `resolution` +
    /// `uncertainty` is the score, but for how probabilities differ within a bin.
    package let reliability: Double
    package let resolution: Double
    package let uncertainty: Double

    /// Creates the curve of probabilities in [0, 1], `bins` at most; nil for no items.
    package init?(outcomes: [Bool], probabilities: [Double], bins: Int = 10) {
        precondition(outcomes.count == probabilities.count, "a probability per outcome")
        precondition(bins > 0, "at least one bin")
        guard !outcomes.isEmpty else { return nil }
        let bins = Self.bins(outcomes, probabilities, most: bins)
        let n = Double(outcomes.count)
        let rate = Double(bins.reduce(0) { $0 + $1.came }) / n
        points = bins.map { Point($0, of: bins.count) }
        var (gap, chance, reliability, resolution) = (0.0, 0.0, 0.0, 0.0)
        for (point, bin) in zip(points, bins) {
            let weight = Double(point.count) / n
            let off = point.share - point.meanProbability
            gap += weight * abs(off)
            chance += (2 / Double.pi * bin.variance).squareRoot() / n
            reliability += weight * off * off
            resolution += weight * (point.share - rate) * (point.share - rate)
        }
        (calibrationError, errorByChance) = (gap, chance)
        (self.reliability, self.resolution) = (reliability, resolution)
        uncertainty = rate * (1 - rate)
    }

    fileprivate struct Bin {
        var count = 0
        var came = 0
        var sum = 0.0
        /// Σ p(1 − p).
        var variance = 0.0
    }

    private static func bins(
        _ outcomes: [Bool], _ probabilities: [Double], most: Int
    ) -> [Bin] {
        let sorted = probabilities.sorted()
        let edges = (1..<most).map { sortedQuantile(sorted, Double($0) / Double(most)) ?? 1 }
        var bins = [Bin](repeating: Bin(), count: most)
        for (outcome, p) in zip(outcomes, probabilities) {
            let bin = edges.firstIndex { $0 >= p } ?? edges.count
            bins[bin].count += 1
            bins[bin].came += outcome ? 1 : 0
            bins[bin].sum += p
            bins[bin].variance += p * (1 - p)
        }
        return bins.filter { $0.count > 0 }
    }
}

extension ReliabilityCurve.Point {
    fileprivate init(_ bin: ReliabilityCurve.Bin, of bins: Int) {
        count = bin.count
        came = bin.came
        meanProbability = bin.sum / Double(bin.count)
        interval = wilsonInterval(successes: came, trials: count)
        let strict = wilsonInterval(
            successes: came, trials: count, confidence: 1 - 0.05 / Double(bins))
        isOff = !strict.contains(meanProbability)
    }
}
