/// Gwet's AC1 for any number of raters, missing ratings allowed, with its standard error.
///
/// AC1 = (p_a − p_e)/(1 − p_e), p_e = Σ πₖ(1 − πₖ)/(q − 1) over the q categories given. Gwet
/// (2008), "Computing inter-rater reliability and its variance in the presence of high
/// agreement". It flatters disagreement on rare classes.
package struct GwetAC1: Sendable, Equatable {
    package let value: Double
    /// The linearised standard error over items; nil for a single item.
    package let standardError: Double?
    /// Number of items that anyone rated.
    package let items: Int

    /// Creates AC1; nil with fewer than two categories, or no item with two raters.
    package init?(_ ratings: RatingCounts) {
        let q = Double(ratings.categories)
        guard q > 1, let observed = ratings.observedAgreement else { return nil }
        let shares = ratings.meanShares
        let chance = shares.reduce(0) { $0 + $1 * (1 - $1) } / (q - 1)
        let coefficient = (observed - chance) / (1 - chance)
        let agreements = ratings.pairAgreements
        let n = Double(ratings.items.count)
        let coverage = n / Double(agreements.count { $0 != nil })
        let contributions = zip(ratings.items, agreements).map { row, agreement in
            let raters = Double(row.reduce(0, +))
            let itemChance =
                zip(row, shares).reduce(0) { $0 + Double($1.0) / raters * (1 - $1.1) } / (q - 1)
            let agreed = agreement.map { coverage * ($0 - chance) / (1 - chance) } ?? 0
            return agreed - 2 * (1 - coefficient) * (itemChance - chance) / (1 - chance)
        }
        let spread = contributions.reduce(0) { $0 + ($1 - coefficient) * ($1 - coefficient) }
        value = coefficient
        items = ratings.items.count
        standardError = items > 1 ? (spread / (n * (n - 1))).squareRoot() : nil
    }

    /// Creates AC1 of two raters; unused categories count, as the declared ones.
    ///
    /// It goes by the cells of the table, so that a million items cost what one does.
    package init?(_ table: ContingencyTable) {
        let categories = table.counts.indices
        guard categories.count > 1, let observed = rawAgreement(table) else { return nil }
        let q = Double(categories.count)
        let n = Double(table.total)
        let cells = categories.flatMap { k in
            categories.map { l in (k: k, l: l, count: Double(table.counts[k][l])) }
        }
        var shares = [Double](repeating: 0, count: categories.count)
        for cell in cells {
            shares[cell.k] += cell.count / (2 * n)
            shares[cell.l] += cell.count / (2 * n)
        }
        let chance = shares.reduce(0) { $0 + $1 * (1 - $1) } / (q - 1)
        let coefficient = (observed - chance) / (1 - chance)
        let spread = cells.reduce(0) { sum, cell in
            let itemChance = (1 - (shares[cell.k] + shares[cell.l]) / 2) / (q - 1)
            let agreed = ((cell.k == cell.l ? 1 : 0) - chance) / (1 - chance)
            let part = agreed - 2 * (1 - coefficient) * (itemChance - chance) / (1 - chance)
            return sum + cell.count * (part - coefficient) * (part - coefficient)
        }
        value = coefficient
        items = table.total
        standardError = items > 1 ? (spread / (n * (n - 1))).squareRoot() : nil
    }

    /// Returns AC1 ± t·SE with n − 1 degrees of freedom, cut at 1; nil for a single item.
    package func interval(confidence: Double = 0.95) -> Interval? {
        standardError.map { error in
            let t = StudentT(degrees: Double(items - 1)).quantile(1 - (1 - confidence) / 2)
            return Interval(
                lower: min(1, value - t * error), upper: min(1, value + t * error))
        }
    }

    /// Returns the estimate with its interval; nil for a single item.
    package func estimate(confidence: Double = 0.95) -> Estimate? {
        interval(confidence: confidence).map {
            Estimate(value: value, interval: $0, confidence: confidence)
        }
    }
}
