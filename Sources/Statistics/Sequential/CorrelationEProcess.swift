import RealModule

/// E-processes about Spearman's ρ in a stream of pairs, counted in windows.
///
/// Fisher's z is taken for normal, so they hold in large samples: a stretch of under fifty pairs counts
/// for nothing. Under a shift of z that is half-normal, the likelihood ratio has a closed form
/// (Robbins' mixture). Against "ρ has not fallen" it is that of what is left of two means once their
/// common one is taken away, the Bayes factor under a right Haar prior, which is an e-process (Pérez-Ortiz,
/// Lardy, de Heide & Grünwald 2024). Processes that begin with each window are mixed.
package struct CorrelationEProcess: Sendable {
    private static let leastPairs = 50.0
    /// Of the half-normal shift, in units of Fisher's z.
    private static let scale = 0.3

    private let windows: [[[Double]]]
    private let designEffect: Double

    /// Makes the processes of windows in the order of time, each a table of counts as
    /// ``SpearmanCorrelation`` takes it.
    ///
    /// `designEffect` is by how much the variance exceeds that of independent pairs, at least 1.
    package init(windows: [[[Double]]], designEffect: Double = 1) {
        self.windows = windows
        self.designEffect = max(1, designEffect)
    }

    /// Returns ln of the e-value against "ρ is at least `least`", which is in (−1, 1).
    package func logE(below least: Double) -> Double {
        mixtureOverStarts(windows.count) { start in
            guard let later = moments(windows[start...]) else { return -.infinity }
            return Self.logE(of: .atanh(least) - later.z, variance: later.variance)
        }
    }

    /// ln of the e-value against "ρ is no lower later than before".
    package var logEOfFall: Double {
        mixtureOverStarts(windows.count) { start in
            guard let before = moments(windows[..<start]), let later = moments(windows[start...])
            else { return -.infinity }
            return Self.logE(of: before.z - later.z, variance: before.variance + later.variance)
        }
    }

    private func moments(_ windows: ArraySlice<[[Double]]>) -> (z: Double, variance: Double)? {
        guard let first = windows.first else { return nil }
        let table = windows.dropFirst().reduce(first) { sum, window in
            zip(sum, window).map { zip($0, $1).map(+) }
        }
        guard let found = SpearmanCorrelation(table), found.count >= Self.leastPairs,
            let variance = found.fisherVariance
        else { return nil }
        // Of pairs that all agree z would be infinite.
        let bounded = max(-1 + 1e-6, min(1 - 1e-6, found.coefficient))
        return (.atanh(bounded), variance * designEffect)
    }

    /// ln of the mixture of normal likelihood ratios at `shift`, against a mean of at most 0.
    private static func logE(of shift: Double, variance: Double) -> Double {
        let spread = variance + scale * scale
        let slope = shift * scale / (variance * spread).squareRoot()
        let below = Normal.cdf(slope)
        guard below > 0 else { return -.infinity }
        return .log(2 * below) + .log(variance / spread) / 2 + slope * slope / 2
    }
}
