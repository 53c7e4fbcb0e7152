import Statistics

/// Kinds about raters who agree or not.
let agreementFigures: [String: GoldenRunner.Handler] = [
    "agreement": agreement, "kappa": kappa, "krippendorff": krippendorff, "gwet_ac1": gwet,
    "noise_floor": noiseFloor,
]

private func agreement(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let (first, second) = (try reference.labels("rater1"), try reference.labels("rater2"))
    let table = ContingencyTable(first, second, categories: Set(first + second).sorted())
    let ac1 = GwetAC1(table)
    let kappa = CohenKappa(table)
    if let percent = key.number(after: "kappa_ci") {
        return .ends(kappa?.interval(confidence: percent / 100))
    }
    if let percent = key.number(after: "gwet_ac1_ci", before: "_irrcac") {
        return .ends(ac1?.interval(confidence: percent / 100))
    }
    if let level = MeasurementLevel.named(key, after: "krippendorff_alpha_") {
        let units = zip(try reference.list("rater1"), try reference.list("rater2"))
        return .figure(krippendorffAlpha(units: coded(units.map { [$0, $1] }), level: level))
    }
    switch key {
    case "n": return .count(table.total)
    case "raw_agreement": return .figure(rawAgreement(table))
    case "cohen_kappa": return .figure(kappa?.value)
    case "kappa_se_asymptotic": return .figure(kappa?.standardError)
    case "kappa_se_null": return .figure(kappa?.nullStandardError)
    case "conger_kappa_se_irrcac": return .figure(kappa?.congerStandardError)
    case "gwet_ac1": return .figure(ac1?.value)
    case "gwet_ac1_se_irrcac": return .figure(ac1?.standardError)
    case "brennan_prediger": return .figure(brennanPrediger(table))
    default: return nil
    }
}

private func kappa(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    if reference.has("ratings_items_x_raters") {
        guard key == "fleiss_kappa" else { return nil }
        let rows = try reference.list("ratings_items_x_raters")
        return .figure(
            fleissKappa(RatingCounts(ratings: rows.map { ($0.list ?? []).map(\.label) })))
    }
    let (first, second) = (try reference.labels("rater1"), try reference.labels("rater2"))
    let ordered =
        reference.has("labels")
        ? try reference.labels("labels")
        : Set(first + second).sorted { (Double($0) ?? 0, $0) < (Double($1) ?? 0, $1) }
    let table = ContingencyTable(first, second, categories: ordered)
    func weighted(_ weights: CohenKappa.Weights) -> CohenKappa? {
        CohenKappa(table, weights: weights)
    }
    switch key {
    case "linear": return .figure(weighted(.linear)?.value)
    case "quadratic": return .figure(weighted(.quadratic)?.value)
    case "unweighted": return .figure(weighted(.unweighted)?.value)
    case "se_linear": return .figure(weighted(.linear)?.standardError)
    case "se_quadratic": return .figure(weighted(.quadratic)?.standardError)
    case "se_unweighted": return .figure(weighted(.unweighted)?.standardError)
    default: return nil
    }
}

private func krippendorff(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    guard let level = MeasurementLevel.named(key, after: "") else { return nil }
    return .figure(krippendorffAlpha(units: coded(try units(reference)), level: level))
}

private func gwet(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let units = try units(reference)
    let counts = RatingCounts(ratings: units.map { $0.map(\.label) })
    let ac1 = GwetAC1(counts)
    if let percent = key.number(after: "ci") {
        return .ends(ac1?.interval(confidence: percent / 100))
    }
    switch key {
    case "gwet_ac1": return .figure(ac1?.value)
    case "se": return .figure(ac1?.standardError)
    case "fleiss": return .figure(fleissKappa(counts))
    case "krippendorff_irrcac", "krippendorff":
        return .figure(krippendorffAlpha(units: coded(units), level: .nominal))
    default: return nil
    }
}

private func noiseFloor(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let floor = try defined(
        NoiseFloor(
            firstRun: reference.labels("llm_run1"), secondRun: reference.labels("llm_run2"),
            other: reference.labels("heuristic")), "noise floor")
    switch key {
    case "llm_vs_llm_disagreement": return .figure(floor.selfDisagreement)
    case "llm_vs_heuristic_disagreement": return .figure(floor.crossDisagreement)
    case "diffy_relative": return .figure(floor.relativeDifference)
    case "diffy_absolute": return .figure(floor.absoluteDifference)
    default: return nil
    }
}

/// One row of ratings per unit, from a row per coder.
private func units(_ reference: GoldenCase) throws -> [[JSONValue]] {
    let coders = try reference.list("coders_x_units").map { $0.list ?? [] }
    return (coders.first ?? []).indices.map { unit in coders.map { $0[unit] } }
}

/// Ratings as numbers; labels that are no numbers are coded by their alphabetical position.
private func coded(_ units: [[JSONValue]]) -> [[Double?]] {
    let texts = units.joined().compactMap { value -> String? in
        if case .text(let text) = value { text } else { nil }
    }
    let codes = Dictionary(
        Set(texts).sorted().enumerated().map { ($1, Double($0)) }, uniquingKeysWith: min)
    return units.map { unit in unit.map { $0.number ?? $0.label.flatMap { codes[$0] } } }
}

extension MeasurementLevel {
    static func named(_ key: String, after prefix: String) -> MeasurementLevel? {
        allCases.first { key == prefix + "\($0)" }
    }
}
