/// Returns the share of items on which both raters agree; nil for an empty table.
package func rawAgreement(_ table: ContingencyTable) -> Double? {
    guard table.total > 0 else { return nil }
    let agreed = table.counts.indices.reduce(0) { $0 + table.counts[$1][$1] }
    return Double(agreed) / Double(table.total)
}

/// Returns the raw agreement with its Wilson interval; nil for an empty table.
package func rawAgreementEstimate(
    _ table: ContingencyTable, confidence: Double = 0.95
) -> Estimate? {
    guard let value = rawAgreement(table) else { return nil }
    let agreed = table.counts.indices.reduce(0) { $0 + table.counts[$1][$1] }
    let interval = wilsonInterval(
        successes: agreed, trials: table.total, confidence: confidence)
    return Estimate(value: value, interval: interval, confidence: confidence)
}

/// Returns Brennan & Prediger's coefficient (p_o − 1/q)/(1 − 1/q) over the q categories given.
///
/// Nil for an empty table or a single category.
package func brennanPrediger(_ table: ContingencyTable) -> Double? {
    guard table.categories > 1, let agreement = rawAgreement(table) else { return nil }
    let chance = 1 / Double(table.categories)
    return (agreement - chance) / (1 - chance)
}
