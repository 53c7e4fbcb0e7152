/// McNemar's test that two paths are equally accurate, from the discordant counts b and c.
///
/// All p-values are two-sided. Items must be independent of one another.
package struct McNemarTest: Sendable, Equatable {
    /// Pairs that only the first path got right.
    package let onlyFirst: Int
    /// Pairs that only the second path got right.
    package let onlySecond: Int

    package init(onlyFirst: Int, onlySecond: Int) {
        precondition(min(onlyFirst, onlySecond) >= 0, "negative count")
        self.onlyFirst = onlyFirst
        self.onlySecond = onlySecond
    }

    package init(_ table: PairedTable) {
        self.init(onlyFirst: table.onlyFirst, onlySecond: table.onlySecond)
    }

    /// The exact binomial p-value, min(1, 2 P(X ≤ min(b, c))) with X ~ Bin(b + c, ½).
    ///
    /// 1 where no pair is discordant.
    package var exactP: Double { min(1, 2 * binomial.cdf(smaller)) }

    /// The mid-p value, 2 P(X ≤ min(b, c)) − P(X = b); 1 − ½ P(X = b) where b = c.
    ///
    /// Fagerland, Lydersen & Laake (2013), eq. 4. Where no pair is discordant that is ½, as in R's
    /// contingencytables: half of the only outcome that there can be.
    package var midP: Double {
        let point = binomial.pmf(smaller)
        return onlyFirst == onlySecond ? 1 - point / 2 : 2 * binomial.cdf(smaller) - point
    }

    /// The statistic (b − c)²/(b + c) on one degree of freedom; nil where no pair is discordant.
    package var chiSquared: Double? { statistic(correction: 0) }

    /// Edwards' continuity-corrected (|b − c| − 1)²/(b + c); nil where no pair is discordant.
    package var correctedChiSquared: Double? { statistic(correction: 1) }

    package var chiSquaredP: Double? { chiSquared.map(ChiSquared(degrees: 1).survival) }

    package var correctedP: Double? { correctedChiSquared.map(ChiSquared(degrees: 1).survival) }

    private var smaller: Int { min(onlyFirst, onlySecond) }

    private var binomial: Binomial { Binomial(trials: onlyFirst + onlySecond, probability: 0.5) }

    private func statistic(correction: Double) -> Double? {
        guard onlyFirst + onlySecond > 0 else { return nil }
        let gap = abs(Double(onlyFirst - onlySecond)) - correction
        return gap * gap / Double(onlyFirst + onlySecond)
    }
}
