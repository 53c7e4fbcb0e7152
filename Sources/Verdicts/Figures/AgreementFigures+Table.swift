import Statistics

extension AgreementFigures {
    /// Creates the figures of two paths' answers, `isOrdered` where those are levels; nil where no
    /// case was answered by both.
    init?(_ table: CountTable, isOrdered: Bool = false) {
        let counts = ContingencyTable(table.rowValues)
        guard let raw = rawAgreementEstimate(counts) else { return nil }
        bothAnswered = table.total
        self.raw = raw
        ac1 = GwetAC1(counts)?.estimate().map {
            Estimate(
                value: $0.value, interval: $0.interval.clamped(to: .signedUnit), confidence: 0.95)
        }
        kappa = Self.estimate(CohenKappa(counts))
        quadraticKappa =
            isOrdered ? Self.estimate(CohenKappa(counts, weights: .quadratic)) : nil
        equalSharesP = stuartMaxwell(counts)?.p
        self.table = table
    }

    private static func estimate(_ kappa: CohenKappa?) -> Estimate? {
        kappa.map {
            let interval = $0.interval().clamped(to: .signedUnit)
            return Estimate(value: $0.value, interval: interval, confidence: 0.95)
        }
    }
}
