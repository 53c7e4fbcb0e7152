import RealModule

/// Tango's score test and interval for the paired difference D = (b − c)/n.
///
/// Tango (1998, Stat. Med. 17:891). At margin 0 the squared score is McNemar's χ².
package struct TangoScore: Sendable, Equatable {
    private let onlyFirst: Double
    private let onlySecond: Double
    private let pairs: Double

    /// Creates the test for b, c and n, with n at least 1 and at least b + c.
    package init(onlyFirst: Int, onlySecond: Int, pairs: Int) {
        precondition(min(onlyFirst, onlySecond) >= 0, "negative count")
        precondition(pairs > 0 && onlyFirst + onlySecond <= pairs, "more discordant than pairs")
        self.onlyFirst = Double(onlyFirst)
        self.onlySecond = Double(onlySecond)
        self.pairs = Double(pairs)
    }

    /// Creates the test for items that count with weights, one at least.
    package init(_ table: PairedWeights) {
        precondition(table.pairs > 0, "no pairs")
        (onlyFirst, onlySecond, pairs) = (table.onlyFirst, table.onlySecond, table.pairs)
    }

    package var difference: Double { (onlyFirst - onlySecond) / pairs }

    /// Returns the score z of H₀: D = `margin`, positive where the data exceed the margin.
    ///
    /// ±∞ where H₀ leaves no variance and the data contradict it, 0 where they agree with it.
    /// `margin` lies in [-1, 1].
    package func z(margin: Double) -> Double {
        precondition(abs(margin) <= 1, "a difference of proportions lies in [-1, 1]")
        let n = pairs
        let gap = onlyFirst - onlySecond - n * margin
        let variance = n * (2 * restrictedOnlySecond(margin) + margin * (1 - margin))
        if variance > 1e-300 { return gap / variance.squareRoot() }
        if abs(gap) <= 1e-12 * n { return 0 }
        return gap > 0 ? .infinity : -.infinity
    }

    /// Returns the p-value of H₀: D ≤ `margin` against D > `margin`.
    ///
    /// A positive margin asks the first path to pay its cost, a negative one for non-inferiority.
    package func oneSidedP(margin: Double) -> Double { Normal.survival(z(margin: margin)) }

    /// Returns the margins that the two-sided score test does not reject.
    package func interval(confidence: Double = 0.95) -> Interval {
        let critical = twoSidedZ(confidence)
        let estimate = difference
        let lower = Inversion.boundary(lower: -1, upper: estimate) { z(margin: $0) > critical }
        let upper = Inversion.boundary(lower: estimate, upper: 1) { z(margin: $0) > -critical }
        return Interval(lower: min(lower, estimate), upper: max(upper, estimate))
    }

    /// The likelihood's maximum for P(only the second is right) under D = `margin`.
    private func restrictedOnlySecond(_ margin: Double) -> Double {
        let (b, c, n) = (onlyFirst, onlySecond, pairs)
        let linear = -b - c + (2 * n - b + c) * margin
        let constant = -c * margin * (1 - margin)
        let root = max(0, linear * linear - 8 * n * constant).squareRoot()
        // The same root in two forms; each is free of cancellation for one sign of `linear`.
        if linear <= 0 { return max(0, (root - linear) / (4 * n)) }
        return max(0, -2 * constant / (root + linear))
    }
}
