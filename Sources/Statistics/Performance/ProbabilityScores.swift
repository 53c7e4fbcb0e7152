import RealModule

/// How well probabilities of a yes fit the yes and no that came.
package struct ProbabilityScores: Sendable, Equatable {
    private let outcomes: [Bool]
    private let probabilities: [Double]

    /// Creates the scores of probabilities in [0, 1]; nil for no items.
    package init?(outcomes: [Bool], probabilities: [Double]) {
        precondition(outcomes.count == probabilities.count, "a probability per outcome")
        precondition(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 }, "not a probability")
        guard !outcomes.isEmpty else { return nil }
        self.outcomes = outcomes
        self.probabilities = probabilities
    }

    /// Brier's score, the mean squared error; 0 is perfect.
    package var brier: Double {
        average { outcome, p in
            let gap = p - (outcome ? 1 : 0)
            return gap * gap
        }
    }

    /// The mean −ln of the probability given to what came, cut at machine precision.
    package var logLoss: Double {
        let edge = Double.ulpOfOne
        let inside = Interval(lower: edge, upper: 1 - edge)
        return average { outcome, p in
            let q = inside.clamp(p)
            return outcome ? -.log(q) : -.log(onePlus: -q)
        }
    }

    /// The area under the ROC curve, ties counting ½; nil where all outcomes are the same.
    package var areaUnderROC: Double? {
        let ranks = midRanks(probabilities)
        let positives = Double(outcomes.count { $0 })
        let negatives = Double(outcomes.count) - positives
        guard positives > 0, negatives > 0 else { return nil }
        let sum = zip(outcomes, ranks).reduce(0) { $1.0 ? $0 + $1.1 : $0 }
        return (sum - positives * (positives + 1) / 2) / (positives * negatives)
    }

    /// Returns the expected calibration error over `bins` bins of equal width, [low, high).
    ///
    /// Σ (n_b/n)·|mean outcome − mean probability|, a probability of 1 in the last bin
    /// (Naeini, Cooper & Hauskrecht 2015).
    package func expectedCalibrationError(bins: Int = 10) -> Double {
        precondition(bins > 0, "at least one bin")
        var gaps = [Double](repeating: 0, count: bins)
        for (outcome, p) in zip(outcomes, probabilities) {
            var bin = min(Int(p * Double(bins)), bins - 1)
            // The product may round across an edge.
            if bin > 0, p < Double(bin) / Double(bins) { bin -= 1 }
            if bin + 1 < bins, p >= Double(bin + 1) / Double(bins) { bin += 1 }
            gaps[bin] += (outcome ? 1 : 0) - p
        }
        return gaps.reduce(0) { $0 + abs($1) } / Double(outcomes.count)
    }

    private func average(_ score: (Bool, Double) -> Double) -> Double {
        zip(outcomes, probabilities).reduce(0) { $0 + score($1.0, $1.1) } / Double(outcomes.count)
    }
}
