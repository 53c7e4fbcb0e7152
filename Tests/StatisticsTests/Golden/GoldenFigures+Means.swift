import Statistics

/// Kinds about means and quantiles of differences, costs and latencies.
let meanFigures: [String: GoldenRunner.Handler] = [
    "paired_t": pairedT, "tost_paired": equivalence, "superiority_by_margin": superiority,
    "sign_flip_permutation": signFlip, "sign_flip": signFlip, "wilcoxon_signed_rank": wilcoxon,
    "wilcoxon": wilcoxon, "bca": bootstrapFigure, "clustered_se": clustered,
    "quantile_ci": quantileFigure,
]

private func test(_ reference: GoldenCase) throws -> PairedTTest {
    try defined(PairedTTest(reference.numbers("d")), "a mean of fewer than two")
}

private func pairedT(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let test = try test(reference)
    if let percent = key.number(after: "ci") {
        return .ends(test.interval(confidence: percent / 100))
    }
    switch key {
    case "mean": return .figure(test.mean)
    case "se": return .figure(test.standardError)
    case "t": return .figure(test.t())
    case "p": return .figure(test.twoSidedP())
    case "df": return .count(test.degrees)
    default: return nil
    }
}

private func equivalence(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let test = try test(reference)
    let margins = Interval(
        lower: try reference.number("low"), upper: try reference.number("upp"))
    if let percent = key.number(after: "ci") {
        return .ends(test.interval(confidence: percent / 100))
    }
    switch key {
    case "p_tost": return .figure(test.equivalenceP(margins: margins))
    case "t_low": return .figure(test.t(margin: margins.lower))
    case "p_low": return .figure(test.pGreater(margin: margins.lower))
    case "t_upp": return .figure(test.t(margin: margins.upper))
    case "p_upp": return .figure(test.pLess(margin: margins.upper))
    case "df": return .count(test.degrees)
    default: return nil
    }
}

private func superiority(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let test = try test(reference)
    let margin = try reference.number("margin")
    if let percent = key.number(after: "lower", before: "_one_sided") {
        return .figure(test.lowerLimit(confidence: percent / 100))
    }
    switch key {
    case "t": return .figure(test.t(margin: margin))
    case "p": return .figure(test.pGreater(margin: margin))
    default: return nil
    }
}

private func signFlip(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let test = try defined(SignFlipTest(reference.numbers("d")), "sign flips")
    switch key {
    case "n_perm": return .figure(test.permutations)
    case "p_greater": return .figure(test.pGreater)
    case "p_two_sided": return .figure(test.pTwoSided)
    default: return nil
    }
}

private func wilcoxon(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let test = WilcoxonSignedRank(try reference.numbers("d"))
    switch key {
    case "W": return .figure(test?.statistic)
    case "p": return .figure(test?.p)
    default: return nil
    }
}

private func bootstrapFigure(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let values = try reference.numbers("d")
    let intervals = try bootstrapIntervals(reference, values)
    let confidence = reference.confidence
    if key.hasPrefix("R_boot_bca") { return .ends(intervals.bca(confidence: confidence)) }
    switch key {
    case "theta_hat": return .figure(intervals.estimate)
    case "z0": return .figure(intervals.biasCorrection)
    case "acceleration": return .figure(intervals.acceleration)
    case "alpha1": return .figure(intervals.bcaLevels(confidence: confidence).lower)
    case "alpha2": return .figure(intervals.bcaLevels(confidence: confidence).upper)
    case "bca_ci": return .ends(intervals.bca(confidence: confidence))
    case "percentile_ci", "R_boot_percentile":
        return .ends(intervals.percentile(confidence: confidence))
    case "basic_ci": return .ends(intervals.basic(confidence: confidence))
    default: return nil
    }
}

/// Intervals from the indices that the case carries, or from our own 10,000 resamples.
private func bootstrapIntervals(
    _ reference: GoldenCase, _ values: [Double]
) throws -> BootstrapIntervals {
    guard let indices = reference.inputs.keys.first(where: { $0.hasPrefix("resample_indices") })
    else {
        var generator = SeededGenerator(seed: 2_024)
        return try defined(bootstrapMean(values, using: &generator), "a bootstrap")
    }
    func average(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let resampled = try reference.integerRows(indices).map { row in average(row.map { values[$0] })
    }
    let jackknife = values.indices.map { left in
        average(values.indices.filter { $0 != left }.map { values[$0] })
    }
    return BootstrapIntervals(
        estimate: average(values), resampled: resampled, jackknife: jackknife)
}

private func clustered(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let labels = try reference.labels("cluster")
    let codes = Dictionary(
        Set(labels).sorted().enumerated().map { ($1, $0) }, uniquingKeysWith: min)
    let errors = try defined(
        ClusteredError(reference.numbers("d"), clusters: labels.compactMap { codes[$0] }), "errors")
    switch key {
    case "mean": return .figure(errors.mean)
    case "se_cr0": return .figure(errors.cr0)
    case "se_cr1": return .figure(errors.cr1)
    case "naive_se": return .figure(errors.naive)
    default: return nil
    }
}

private func quantileFigure(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    guard
        let name = reference.inputs.keys.filter({ reference.inputs[$0]?.list != nil }).sorted()
            .first
    else { throw GoldenFailure.missingInput("values") }
    let values = try reference.numbers(name)
    if let percent = key.number(after: "ci") {
        let probability = try reference.number("p")
        return .ends(quantileInterval(values, probability, confidence: percent / 100))
    }
    return key.number(after: "p", before: "_type7").map { .figure(quantile(values, $0 / 100)) }
}
