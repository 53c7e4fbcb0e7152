import RealModule

/// The exact permutation test of paired differences: every sign may flip.
///
/// Fisher (1935). All 2ⁿ sums are counted by meeting in the middle: 2^(n/2) each side.
package struct SignFlipTest: Sendable, Equatable {
    /// 2ⁿ, the number of sign vectors.
    package let permutations: Double
    /// The share of sign vectors whose sum is at least the observed one.
    package let pGreater: Double
    /// The share of sign vectors whose sum is at least as far from 0.
    package let pTwoSided: Double

    /// Creates the test; nil for no differences or more than ``limit``.
    package init?(_ differences: [Double]) {
        guard !differences.isEmpty, differences.count <= Self.limit else { return nil }
        let observed = differences.reduce(0, +)
        // Sums that differ by rounding only are ties.
        let slack = 1e-12 * differences.reduce(0) { $0 + abs($1) }
        let half = differences.count / 2
        let left = Self.signedSums(differences[..<half]).sorted()
        let right = Self.signedSums(differences[half...]).sorted()
        permutations = .pow(2, differences.count)
        pGreater = Self.count(left, right, atLeast: observed - slack) / permutations
        let far = abs(observed) - slack
        // The sums are symmetric about 0.
        pTwoSided =
            far <= 0 ? 1 : min(1, 2 * Self.count(left, right, atLeast: far) / permutations)
    }

    /// The most differences that are enumerated.
    package static let limit = 36

    private static func signedSums(_ values: ArraySlice<Double>) -> [Double] {
        values.reduce([0]) { sums, value in sums.map { $0 + value } + sums.map { $0 - value } }
    }

    /// Counts pairs of ascending sums whose total is at least `threshold`.
    private static func count(
        _ left: [Double], _ right: [Double], atLeast threshold: Double
    ) -> Double {
        var total = 0.0
        var first = right.count
        for sum in left {
            while first > 0, sum + right[first - 1] >= threshold { first -= 1 }
            total += Double(right.count - first)
        }
        return total
    }
}
