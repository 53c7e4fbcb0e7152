import Statistics

/// Kinds about paths that answered the same items.
let pairedFigures: [String: GoldenRunner.Handler] = [
    "mcnemar": mcNemar, "paired_diff_ci": pairedInterval, "stuart_maxwell_bowker": squareTable,
    "cochrans_q": cochran, "noninferiority": nonInferiority, "power": power,
]

private func mcNemar(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let test = McNemarTest(try pairedTable(reference))
    switch key {
    case "exact_p": return .figure(test.exactP)
    case "mid_p": return .figure(test.midP)
    case "chi2_cc": return .figure(test.correctedChiSquared)
    case "p_cc": return .figure(test.correctedP)
    case "chi2": return .figure(test.chiSquared)
    case "p_chi2": return .figure(test.chiSquaredP)
    default: return nil
    }
}

private func pairedInterval(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let table = try pairedTable(reference)
    let confidence = reference.confidence
    switch key {
    case "estimate": return .figure(table.difference)
    case "newcombe_square_and_add":
        return .ends(newcombePairedInterval(table, confidence: confidence))
    case "tango_score":
        let tango = TangoScore(
            onlyFirst: table.onlyFirst, onlySecond: table.onlySecond, pairs: table.pairs)
        return .ends(tango.interval(confidence: confidence))
    case "bonett_price": return .ends(bonettPriceInterval(table, confidence: confidence))
    case "agresti_min": return .ends(agrestiMinInterval(table, confidence: confidence))
    default: return nil
    }
}

private func pairedTable(_ reference: GoldenCase) throws -> PairedTable {
    let rows = try reference.integerRows("table")
    return PairedTable(
        bothRight: rows[0][0], onlyFirst: rows[0][1], onlySecond: rows[1][0],
        bothWrong: rows[1][1])
}

private func squareTable(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let table = ContingencyTable(try reference.integerRows("table"))
    let isBowker = key.hasPrefix("bowker_")
    guard isBowker || key.hasPrefix("stuart_maxwell_") else { return nil }
    let test =
        isBowker
        ? bowkerSymmetry(table, emptyCells: .countedAsHalf)
        : stuartMaxwell(table, emptyCells: .countedAsHalf)
    switch key.split(separator: "_").last {
    case "chi2": return .figure(test?.statistic)
    case "df": return test.map { .count($0.degrees) } ?? .null
    case "p": return .figure(test?.p)
    default: return nil
    }
}

private func cochran(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let items = try reference.rows("correct_items_x_paths").map { $0.map { $0 != 0 } }
    let test = cochranQ(items)
    switch key {
    case "Q": return .figure(test?.statistic)
    case "df": return test.map { .count($0.degrees) } ?? .null
    case "p": return .figure(test?.p)
    default: return nil
    }
}

private func nonInferiority(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let test = TangoScore(
        onlyFirst: try reference.integer("b_only_llm_right"),
        onlySecond: try reference.integer("c_only_heur_right"), pairs: try reference.integer("n"))
    let margins = try reference.numbers("margins")
    switch key {
    case "z": return .figures(margins.map { test.z(margin: $0) })
    case "p_one_sided": return .figures(margins.map { test.oneSidedP(margin: $0) })
    default: return nil
    }
}

private func power(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let plan = McNemarPower(
        onlyFirst: try reference.number("p10"), onlySecond: try reference.number("p01"),
        alpha: reference.alpha)
    if let pairs = key.integer(after: "R_MESS_power_n") ?? key.integer(after: "normal_power_n") {
        return .figure(plan.normalPower(pairs: pairs))
    }
    if let pairs = key.integer(after: "exact_test_power_n") {
        return .figure(plan.enumeratedPower(pairs: pairs, test: .exact))
    }
    if let pairs = key.integer(after: "midp_test_power_n") {
        return .figure(plan.enumeratedPower(pairs: pairs, test: .midP))
    }
    guard ["n_pairs_normal", "R_MESS_n"].contains(key) else { return nil }
    return .figure(plan.pairsNeeded(power: reference.number("power", default: 0.8)))
}
