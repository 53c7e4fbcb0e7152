import RealModule

/// Sample size and power of McNemar's test for planned chances of the two discordant cells.
package struct McNemarPower: Sendable, Equatable {
    /// P(only the first path is right).
    package let onlyFirst: Double
    /// P(only the second path is right).
    package let onlySecond: Double
    /// The two-sided level.
    package let alpha: Double

    /// Creates a plan; both chances are at least 0, their sum lies in (0, 1].
    package init(onlyFirst: Double, onlySecond: Double, alpha: Double = 0.05) {
        precondition(min(onlyFirst, onlySecond) >= 0, "negative chance")
        precondition(onlyFirst + onlySecond > 0 && onlyFirst + onlySecond <= 1, "not a chance")
        precondition(alpha > 0 && alpha < 1, "alpha lies strictly between 0 and 1")
        self.onlyFirst = onlyFirst
        self.onlySecond = onlySecond
        self.alpha = alpha
    }

    /// The chance of a discordant pair; a disagreement rate without labels is an upper bound.
    package var discordance: Double { onlyFirst + onlySecond }
    /// The difference of accuracies.
    package var effect: Double { onlyFirst - onlySecond }

    /// Returns the pairs needed for `power`, unrounded; nil where there is no effect.
    ///
    /// Connor (1987): n = (z_{α/2} √p_d + z_β √(p_d − δ²))²/δ².
    package func pairsNeeded(power: Double = 0.8) -> Double? {
        precondition(power > 0 && power < 1, "power lies strictly between 0 and 1")
        guard effect != 0 else { return nil }
        let root =
            -Normal.quantile(alpha / 2) * discordance.squareRoot()
            + Normal.quantile(power) * deviation
        return root * root / (effect * effect)
    }

    /// Returns the power of `pairs` by the normal approximation that ``pairsNeeded(power:)`` inverts.
    package func normalPower(pairs: Int) -> Double {
        let critical = -Normal.quantile(alpha / 2) * discordance.squareRoot()
        let gap = abs(effect) * Double(pairs).squareRoot() - critical
        if deviation == 0 { return gap > 0 ? 1 : 0 }
        return Normal.cdf(gap / deviation)
    }

    /// The tests whose power can be enumerated.
    package enum Test: Sendable, Equatable {
        case exact, midP
    }

    /// Returns the power of `pairs` by enumeration of every table.
    ///
    /// Time in proportion to the square of the likely number of discordant pairs; tables rarer
    /// than 10⁻¹⁶ altogether are left out.
    package func enumeratedPower(pairs: Int, test: Test) -> Double {
        let number = Binomial(trials: pairs, probability: discordance)
        let counts = number.quantile(1e-17)...number.upperQuantile(1e-17)
        return counts.reduce(0) { power, count in
            power + number.pmf(count) * conditionalPower(discordant: count, test: test)
        }
    }

    /// The chance of rejecting, given the number of discordant pairs.
    private func conditionalPower(discordant: Int, test: Test) -> Double {
        // p grows with the smaller count, so the rejected counts are 0...limit and their mirrors.
        guard let limit = rejectionLimit(discordant: discordant, test: test) else { return 0 }
        let wins = Binomial(trials: discordant, probability: onlyFirst / discordance)
        return wins.cdf(limit) + wins.survival(discordant - limit - 1)
    }

    private func rejectionLimit(discordant: Int, test: Test) -> Int? {
        func rejects(_ smaller: Int) -> Bool {
            let result = McNemarTest(onlyFirst: smaller, onlySecond: discordant - smaller)
            return (test == .exact ? result.exactP : result.midP) <= alpha
        }
        guard discordant > 0, rejects(0) else { return nil }
        var (low, high) = (0, discordant / 2 + 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if 2 * middle <= discordant, rejects(middle) { low = middle } else { high = middle }
        }
        return 2 * low == discordant ? low - 1 : low
    }

    private var deviation: Double { max(0, discordance - effect * effect).squareRoot() }
}
