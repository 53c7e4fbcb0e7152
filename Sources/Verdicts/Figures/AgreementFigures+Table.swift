import Statistics

extension AgreementFigures {
    /// Creates the figures of two paths' answers; nil where no case was answered by both.
    init?(_ table: CountTable) {
        let counts = ContingencyTable(table.rowValues)
        guard let raw = rawAgreementEstimate(counts) else { return nil }
        bothAnswered = table.total
        self.raw = raw
        ac1 = Self.ac1(table)
        kappa = CohenKappa(counts).map {
            let interval = $0.interval().clamped(to: .signedUnit)
            return Estimate(
                value: $0.value, interval: interval, confidence: 0.95)
        }
        self.table = table
    }

    /// Gwet's AC1 of two raters from the cells of their table, so that a million cases cost what
    /// one does: p_e = Σ πₖ(1 − πₖ)/(q − 1) (Gwet 2008), the linearised variance over items.
    private static func ac1(_ table: CountTable) -> Estimate? {
        let q = table.rows
        let n = Double(table.total)
        guard q > 1, n > 1 else { return nil }
        var shares = [Double](repeating: 0, count: q)
        var agreed = 0.0
        for row in 0..<q {
            for column in 0..<q {
                shares[row] += Double(table[row, column]) / (2 * n)
                shares[column] += Double(table[row, column]) / (2 * n)
            }
            agreed += Double(table[row, row]) / n
        }
        let chance = shares.reduce(0) { $0 + $1 * (1 - $1) } / Double(q - 1)
        let value = (agreed - chance) / (1 - chance)
        var spread = 0.0
        for row in 0..<q {
            for column in 0..<q where table[row, column] > 0 {
                let itemChance = (1 - (shares[row] + shares[column]) / 2) / Double(q - 1)
                let same = row == column ? 1.0 : 0.0
                let part =
                    (same - chance) / (1 - chance)
                    - 2 * (1 - value) * (itemChance - chance) / (1 - chance)
                spread += Double(table[row, column]) * (part - value) * (part - value)
            }
        }
        let error = (spread / (n * (n - 1))).squareRoot()
        let margin = StudentT(degrees: n - 1).quantile(0.975) * error
        return Estimate(
            value: value,
            interval: Interval(
                lower: max(-1, value - margin), upper: max(value, min(1, value + margin))),
            confidence: 0.95)
    }
}
