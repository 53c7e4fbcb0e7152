import Statistics

/// Kinds about money, and about texts.
let economicsFigures: [String: GoldenRunner.Handler] = [
    "break_even": breakEven, "expected_cost": expectedCost, "bayes_decision": bayesDecision,
    "routing": routing, "cascade": cascade, "near_duplicate": nearDuplicate,
    "collapse": collapse,
]

private func breakEven(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let balance = BreakEven(
        heuristicAccuracy: try reference.number("acc_h"),
        modelAccuracy: try reference.number("acc_l"),
        errorCost: try reference.number("error_cost"),
        pricePerCall: try reference.number("price_per_call"),
        latencyPenaltyPerSecond: reference.number("latency_penalty_per_s", default: 0),
        latencySeconds: reference.number("latency_s", default: 0))
    switch key {
    case "delta_utility_per_item": return .figure(balance.utilityPerItem)
    case "min_acc_gain_to_pay": return .figure(balance.minimumAccuracyGain)
    case "break_even_error_cost": return .figure(balance.breakEvenErrorCost)
    case "break_even_price": return .figure(balance.breakEvenPrice)
    default: return nil
    }
}

private func expectedCost(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    guard let path = key.split(separator: "_").last.map(String.init), key == "mean_cost_\(path)"
    else { return nil }
    let labels = try reference.labels("labels")
    func indices(_ name: String) throws -> [Int] {
        try reference.labels(name).map { try defined(labels.firstIndex(of: $0), "label \($0)") }
    }
    let matrix = CostMatrix(try reference.rows("cost_rows_true_cols_pred"))
    return .figure(matrix.meanCost(truths: try indices("y_true"), answers: try indices(path)))
}

private func bayesDecision(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let matrix = CostMatrix(try reference.rows("cost_rows_true_cols_pred"))
    let posterior = try reference.numbers("posterior")
    switch key {
    case "expected_cost_per_action":
        return .figures(matrix.expectedCosts(posterior: posterior))
    case "best":
        let names =
            (try? reference.labels("labels")) ?? "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map(String.init)
        return matrix.bestAnswer(posterior: posterior).map { .text(names[$0]) }
    default: return nil
    }
}

private func routing(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let curve = try defined(
        RoutingCurve(
            shares: reference.numbers("strong_percent").map { $0 / 100 },
            accuracies: reference.numbers("accuracy"),
            weakAccuracy: reference.number("weak_accuracy"),
            strongAccuracy: reference.number("strong_accuracy")), "routing curve")
    if let percent = key.number(after: "cpt") {
        return .figure(curve.callShare(recovering: percent / 100).map { $0 * 100 })
    }
    switch key {
    case "auc": return .figure(curve.area)
    case "apgr": return .figure(curve.averageGapRecovered)
    default: return nil
    }
}

private func cascade(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let curve = try defined(
        CascadeCurve(
            confidence: reference.numbers("heuristic_confidence_desc"),
            heuristicRight: reference.flags("heuristic_right"),
            modelRight: reference.flags("llm_right"),
            pricePerCall: reference.number("price_per_llm_call")), "cascade")
    func rows(_ points: [CascadeCurve.Point]) -> JSONValue {
        .list(points.map { .figures([Double($0.escalated), $0.accuracy, $0.cost]) })
    }
    switch key {
    case "escalated_accuracy_cost": return rows(curve.points)
    case "pareto": return rows(curve.frontier)
    default: return nil
    }
}

private func nearDuplicate(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let length = Int(reference.number("n", default: 5))
    let a = CharacterShingles(try reference.text("a"), length: length)
    let b = CharacterShingles(try reference.text("b"), length: length)
    switch key {
    case "jaccard": return .figure(a.jaccard(b))
    case "containment_a_in_b": return .figure(a.containment(in: b))
    case "containment_b_in_a": return .figure(b.containment(in: a))
    default: return nil
    }
}

private func collapse(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let diversity = TextDiversity(try reference.labels("docs"))
    if let length = key.integer(after: "distinct_") { return .figure(diversity.distinct(length)) }
    switch key {
    case "unigram_entropy_bits": return .figure(diversity.entropyBits)
    case "duplicate_fraction": return .figure(diversity.duplicateShare)
    default: return nil
    }
}
