import RealModule

/// How varied counts of categories are.
package enum Variety {
    /// Steck's α.
    private static let mixing = 0.01

    /// Returns Shannon's entropy of counts in nats; 0 for none.
    package static func entropy(_ counts: some Collection<Int>) -> Double {
        let total = Double(counts.reduce(0, +))
        return counts.reduce(0.0) { sum, count in
            let share = Double(count) / total
            return count > 0 ? sum - share * .log(share) : sum
        }
    }

    /// Returns Steck's C_KL = Σ p ln(p/q̃), q̃ = 0.99 q + 0.01 p, of counts of the same categories.
    ///
    /// `surfacedTotal` counts categories besides that nobody asked for.
    package static func miscalibration(
        asked: [Int], surfaced: [Int], surfacedTotal: Int? = nil
    ) -> Double {
        let n = Double(asked.reduce(0, +))
        let m = Double(max(1, surfacedTotal ?? surfaced.reduce(0, +)))
        return zip(asked, surfaced).reduce(0) { sum, pair in
            guard pair.0 > 0 else { return sum }
            let (p, q) = (Double(pair.0) / n, Double(pair.1) / m)
            return sum + p * .log(p / ((1 - mixing) * q + mixing * p))
        }
    }
}
