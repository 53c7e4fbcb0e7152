import RealModule

/// The Mann–Kendall test for a monotone trend, with ties and continuity corrected.
///
/// Mann (1945), Kendall (1975); the normal approximation, as pymannkendall's `original_test`. It
/// assumes that values are independent.
package struct MannKendall: Sendable, Equatable {
    /// Σ sign(xⱼ − xᵢ) over i < j.
    package let s: Int
    /// S moved one towards 0, over its standard deviation; 0 where S is 0.
    package let z: Double
    /// Sen's slope: the median of (xⱼ − xᵢ)/(j − i).
    package let slope: Double

    /// Creates the test from at least three values in the order of time; nil below.
    package init?(_ values: [Double]) {
        guard values.count > 2 else { return nil }
        var s = 0
        var slopes: [Double] = []
        for later in values.indices {
            for earlier in 0..<later {
                let step = values[later] - values[earlier]
                s += step > 0 ? 1 : step < 0 ? -1 : 0
                slopes.append(step / Double(later - earlier))
            }
        }
        let ties = Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +).values
        func term(_ n: Int) -> Double { Double(n) * Double(n - 1) * Double(2 * n + 5) }
        let variance = (term(values.count) - ties.reduce(0) { $0 + term($1) }) / 18
        self.s = s
        z = s == 0 ? 0 : Double(s - s.signum()) / variance.squareRoot()
        slope = quantile(slopes, 0.5) ?? 0
    }

    /// The two-sided p-value.
    package var p: Double { 2 * Normal.survival(abs(z)) }

    /// Returns whether the values fall, at a two-sided level of `p`.
    package func falls(_ level: Double) -> Bool { s < 0 && p < level }
    /// Returns whether the values rise, at a two-sided level of `p`.
    package func rises(_ level: Double) -> Bool { s > 0 && p < level }
}
