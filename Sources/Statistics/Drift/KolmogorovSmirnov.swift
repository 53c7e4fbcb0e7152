import RealModule

/// The two-sample Kolmogorov–Smirnov test, two-sided.
package struct KolmogorovSmirnov: Sendable, Equatable {
    /// The largest distance between the two empirical distribution functions.
    package let distance: Double
    /// A value at which it is reached.
    package let location: Double
    private let first: Int
    private let second: Int

    /// Creates the test; nil where a sample is empty.
    package init?(_ reference: [Double], _ current: [Double]) {
        guard !reference.isEmpty, !current.isEmpty else { return nil }
        let (x, y) = (reference.sorted(), current.sorted())
        var (best, place) = (-1.0, x[0])
        for value in x + y {
            let gap =
                Double(atMost(value, x)) / Double(x.count)
                - Double(atMost(value, y)) / Double(y.count)
            if abs(gap) > best { (best, place) = (abs(gap), value) }
        }
        distance = best
        location = place
        first = x.count
        second = y.count
    }

    /// The exact p-value: the share of orderings of the pooled sample at least as far apart.
    ///
    /// Lattice paths, conservative with ties (Hodges 1958); time in proportion to both sizes.
    package var exactP: Double {
        let (n, m) = (first, second)
        let reach = distance * Double(n) * Double(m) - 1e-7
        guard reach > 0 else { return 1 }
        // chances[j]: probability of being at (i, j) without having been that far apart.
        var chances = [Double](repeating: 0, count: m + 1)
        var absorbed = 0.0
        for i in 0...n {
            for j in 0...m {
                let left = Double(n - i + m - j)
                var chance = i == 0 && j == 0 ? 1.0 : 0
                if i > 0 { chance += chances[j] * Double(n - i + 1) / (left + 1) }
                if j > 0 { chance += chances[j - 1] * Double(m - j + 1) / (left + 1) }
                if abs(Double(i * m - j * n)) >= reach {
                    absorbed += chance
                    chance = 0
                }
                chances[j] = chance
            }
        }
        return min(1, absorbed)
    }

    /// The approximate p-value from the one-sample law at the rounded size nm/(n + m).
    package var approximateP: Double {
        let (n, m) = (Double(first), Double(second))
        let size = max(1, Int((n * m / (n + m)).rounded(.toNearestOrEven)))
        return kolmogorovSurvival(distance, size: size)
    }
}

/// Returns how many of the ascending `values` are at most `limit`.
private func atMost(_ limit: Double, _ values: [Double]) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
        let middle = (low + high) / 2
        if values[middle] <= limit { low = middle + 1 } else { high = middle }
    }
    return low
}
