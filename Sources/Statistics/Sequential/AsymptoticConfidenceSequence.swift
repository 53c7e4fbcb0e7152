import RealModule

/// The asymptotic confidence sequence for a mean without declared bounds.
///
/// Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2024), eq. 7: mean ± σ̂ √(2(tρ² + 1)/(t²ρ²) ·
/// ln(√(tρ² + 1)/α)), with the population standard deviation. It holds only in the limit; a
/// report that uses it must say so.
package struct AsymptoticConfidenceSequence: Sendable, Equatable {
    package let alpha: Double
    package let rho: Double
    package private(set) var count = 0
    package private(set) var mean = 0.0
    private var squares = 0.0

    /// Creates a sequence; `rho` decides where it is tight and is fixed before looking.
    package init(alpha: Double = 0.05, rho: Double = 0.5) {
        precondition(alpha > 0 && alpha < 1 && rho > 0, "alpha in (0, 1) and rho > 0")
        self.alpha = alpha
        self.rho = rho
    }

    package mutating func append(_ x: Double) {
        count += 1
        let before = x - mean
        mean += before / Double(count)
        squares += before * (x - mean)
    }

    /// The interval of this moment; nil before the first observation.
    package var interval: Interval? {
        guard count > 0 else { return nil }
        let t = Double(count)
        let growth = t * rho * rho + 1
        let level = Double.log(growth.squareRoot() / alpha)
        let factor = (2 * growth / (t * t * rho * rho) * level).squareRoot()
        return Interval(center: mean, margin: (max(0, squares) / t).squareRoot() * factor)
    }
}
