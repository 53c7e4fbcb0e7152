import Statistics

/// Kinds about distributions that may have moved.
let driftFigures: [String: GoldenRunner.Handler] = [
    "ks_2samp": kolmogorovSmirnov, "wasserstein_1d": wasserstein, "mann_whitney": mannWhitney,
    "psi": stability, "jensen_shannon": jensenShannon, "hellinger_tv": hellinger,
]

private func kolmogorovSmirnov(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let test = KolmogorovSmirnov(
        try reference.numbers("reference"), try reference.numbers("current"))
    switch key {
    case "D": return .figure(test?.distance)
    case "p_exact": return .figure(test?.exactP)
    case "p_asymp": return .figure(test?.approximateP)
    case "location": return .figure(test?.location)
    default: return nil
    }
}

private func wasserstein(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    guard key == "w1" else { return nil }
    let (first, second) = (try reference.numbers("reference"), try reference.numbers("current"))
    return .figure(wassersteinDistance(first, second))
}

private func mannWhitney(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let test = MannWhitney(try reference.numbers("reference"), try reference.numbers("current"))
    switch key {
    case "U": return .figure(test?.statistic)
    case "p_asymp_cc": return .figure(test?.p)
    default: return nil
    }
}

private func stability(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    // Without pseudo-counts the cases follow Evidently's rule for empty bins.
    let emptyBins: EmptyBins =
        reference.has("pseudo_count")
        ? .pseudoCount(try reference.number("pseudo_count")) : .share(1e-4)
    let test = PopulationStability(
        reference: try reference.integers("reference_counts"),
        current: try reference.integers("current_counts"), emptyBins: emptyBins)
    if let percent = key.number(after: "critical_value_", before: "pct") {
        return .figure(test?.criticalValue(alpha: percent / 100))
    }
    switch key {
    case "psi": return .figure(test?.index)
    case "kl_ref_cur": return .figure(test?.divergenceFromReference)
    case "kl_cur_ref": return .figure(test?.divergenceFromCurrent)
    case "p": return .figure(test?.p)
    default: return nil
    }
}

private func jensenShannon(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let distance = DistributionDistance(
        try reference.numbers("reference_counts"), try reference.numbers("current_counts"))
    switch key {
    case "distance_ln": return .figure(distance?.jensenShannonDistance)
    case "distance_log2": return .figure(distance?.jensenShannonDistanceBase2)
    case "divergence_ln": return .figure(distance?.jensenShannonDivergence)
    case "divergence_bits": return .figure(distance?.jensenShannonBits)
    default: return nil
    }
}

private func hellinger(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let distance = DistributionDistance(try reference.numbers("p"), try reference.numbers("q"))
    switch key {
    case "hellinger": return .figure(distance?.hellinger)
    case "total_variation": return .figure(distance?.totalVariation)
    default: return nil
    }
}
