import Statistics

extension AgreementFigures {
    /// Creates the figures of two paths' answers; nil where no case was answered by both.
    init?(_ table: CountTable) {
        let counts = ContingencyTable(table.rowValues)
        guard let raw = rawAgreementEstimate(counts) else { return nil }
        bothAnswered = table.total
        self.raw = raw
        ac1 = GwetAC1(counts)?.estimate().map {
            Estimate(
                value: $0.value, interval: $0.interval.clamped(to: .signedUnit), confidence: 0.95)
        }
        kappa = CohenKappa(counts).map {
            let interval = $0.interval().clamped(to: .signedUnit)
            return Estimate(
                value: $0.value, interval: interval, confidence: 0.95)
        }
        self.table = table
    }
}
