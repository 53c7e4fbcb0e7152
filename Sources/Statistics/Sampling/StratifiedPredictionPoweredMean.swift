/// A part of the items that a judge labelled, and what people said of a random part of it.
package enum JudgedStratum: Sendable, Equatable {
    /// Every item has this value, whatever anybody would say.
    case known(size: Int, value: Double)
    /// `judge` labelled the same items as `human`, and `judgeUnlabelled` is of all the others.
    case sampled(human: [Double], judge: [Double], judgeUnlabelled: [Double])

    package var size: Int {
        switch self {
        case .known(let size, _): size
        case .sampled(let human, _, let judgeUnlabelled): human.count + judgeUnlabelled.count
        }
    }
}

/// The mean over strata of which each is a mean of human labels sharpened by a judge.
///
/// Fisch et al. (2024), arXiv 2406.04291: Σ W_h θ_h, each θ_h by PPI++ with a λ of its own. Within a
/// stratum, labelled items are a random sample; strata may be labelled at different rates. The
/// variance Σ W_h² s_h² + Σ W_h (θ_h − θ)²/N takes the items for a sample of more (Cochran 1977,
/// section 12.2). A fixed-size estimate: not to be watched.
package struct StratifiedPredictionPoweredMean: Sendable, Equatable {
    package let value: Double
    package let standardError: Double
    /// The λ of each stratum, in their order; nil where the judge had nothing to add.
    package let lambdas: [Double?]

    /// Creates the estimate; nil without items, or where a stratum has fewer than two labels.
    ///
    /// `lostDegrees` is 1 for sample variances (the default), 0 for population variances.
    package init?(
        _ strata: [JudgedStratum], tuning: PredictionPoweredMean.Tuning = .tuned,
        lostDegrees: Int = 1
    ) {
        let items = Double(strata.reduce(0) { $0 + $1.size })
        guard items > 0 else { return nil }
        var parts: [Part] = []
        for stratum in strata {
            guard stratum.size > 0 else {
                parts.append(.empty)
                continue
            }
            guard let part = Part(stratum, tuning, lostDegrees) else { return nil }
            parts.append(part)
        }
        let shares = strata.map { Double($0.size) / items }
        let value = zip(shares, parts).reduce(0) { $0 + $1.0 * $1.1.value }
        let variance = zip(shares, parts).reduce(0) { sum, pair in
            let (share, part) = pair
            let distance = part.value - value
            return sum + share * share * part.variance + share * distance * distance / items
        }
        self.value = value
        standardError = variance.squareRoot()
        lambdas = parts.map(\.lambda)
    }

    /// Returns the normal interval, which may reach beyond the labels' range.
    package func interval(confidence: Double = 0.95) -> Interval {
        Interval(center: value, margin: twoSidedZ(confidence) * standardError)
    }

    private struct Part {
        let value: Double
        let variance: Double
        let lambda: Double?

        static let empty = Part(value: 0, variance: 0, lambda: nil)

        private init(value: Double, variance: Double, lambda: Double?) {
            self.value = value
            self.variance = variance
            self.lambda = lambda
        }

        init?(_ stratum: JudgedStratum, _ tuning: PredictionPoweredMean.Tuning, _ lost: Int) {
            switch stratum {
            case .known(_, let value):
                (self.value, variance, lambda) = (value, 0, nil)
            case .sampled(let human, let judge, let judgeUnlabelled):
                if let powered = PredictionPoweredMean(
                    human: human, judge: judge, judgeUnlabelled: judgeUnlabelled, tuning: tuning,
                    lostDegrees: lost)
                {
                    value = powered.value
                    variance = powered.standardError * powered.standardError
                    lambda = powered.lambda
                } else {
                    // All but one are labelled: people alone say it.
                    guard human.count > 1, let center = mean(human),
                        let spread = Statistics.variance(human, lostDegrees: lost)
                    else { return nil }
                    (value, variance, lambda) = (center, spread / Double(human.count), nil)
                }
            }
        }
    }
}
