import Statistics

/// Kinds about how good answers are, and for whom.
let performanceFigures: [String: GoldenRunner.Handler] = [
    "fairness": fairness, "classification": classification, "calibration": calibration,
    "isotonic": isotonic,
    "cbpe": confidenceBased, "ndcg": ranking,
]

private func fairness(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let result = GroupFairness(
        truths: try reference.flags("y_true"), predictions: try reference.flags("y_pred"),
        groups: try reference.labels("group"))
    switch key {
    case "demographic_parity_difference": return .figure(result.demographicParity?.difference)
    case "demographic_parity_ratio": return .figure(result.demographicParity?.ratio)
    case "equalized_odds_difference_worst": return .figure(result.equalizedOddsDifference)
    case "equalized_odds_difference_mean": return .figure(result.meanEqualizedOddsDifference)
    case "equalized_odds_ratio": return .figure(result.equalizedOddsRatio)
    case "equal_opportunity_difference": return .figure(result.equalOpportunity?.difference)
    case "equal_opportunity_ratio": return .figure(result.equalOpportunity?.ratio)
    case "dpd_to_overall": return .figure(result.selectionDifferenceToOverall)
    case "by_group":
        return .object(
            result.groups.mapValues { group in
                .object([
                    "sel": .figure(group.selectionRate), "tpr": .figure(group.truePositiveRate),
                    "fpr": .figure(group.falsePositiveRate), "acc": .figure(group.accuracy),
                    "n": .count(group.total),
                ])
            })
    default: return nil
    }
}

private func classification(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let (truths, answers) = (try reference.labels("y_true"), try reference.labels("y_pred"))
    let labels =
        reference.has("labels")
        ? try reference.labels("labels") : Set(truths + answers).sorted()
    let matrix = ConfusionMatrix(truths: truths, answers: answers, labels: labels)
    switch key {
    case "accuracy": return .figure(matrix.accuracy)
    case "balanced_accuracy": return .figure(matrix.balancedAccuracy)
    case "macro_f1": return .figure(matrix.macroF1)
    case "micro_f1": return .figure(matrix.microF1)
    case "weighted_f1": return .figure(matrix.weightedF1)
    case "mcc": return .figure(matrix.matthewsCorrelation)
    case "confusion": return .list(matrix.table.counts.map { .list($0.map { .count($0) }) })
    default: return nil
    }
}

private func calibration(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let scores = ProbabilityScores(
        outcomes: try reference.flags("y"), probabilities: try reference.numbers("p"))
    if let bins = key.integer(after: "ece_", before: "_equal_width") {
        return .figure(scores?.expectedCalibrationError(bins: bins))
    }
    if key.hasPrefix("quantile_") {
        let curve = ReliabilityCurve(
            outcomes: try reference.flags("y"), probabilities: try reference.numbers("p"),
            bins: try reference.integer("bins"))
        let isShare = key == "quantile_share"
        return .list(
            (curve?.points ?? []).map { .figure(isShare ? $0.share : $0.meanProbability) })
    }
    switch key {
    case "brier": return .figure(scores?.brier)
    case "log_loss": return .figure(scores?.logLoss)
    case "roc_auc": return .figure(scores?.areaUnderROC)
    default: return nil
    }
}

private func isotonic(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let fitted = IsotonicRegression(
        x: try reference.numbers("x"), y: try reference.numbers("y"))
    let predicted = try reference.numbers("at").map { JSONValue.figure(fitted?($0)) }
    return key == "predicted" ? .list(predicted) : nil
}

private func confidenceBased(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let estimate = ConfidenceBasedEstimate(
        probabilities: try reference.numbers("calibrated_p"),
        threshold: reference.number("threshold", default: 0.5))
    switch key {
    case "expected_accuracy": return .figure(estimate.accuracy)
    case "expected_tp": return .figure(estimate.truePositives)
    case "expected_fp": return .figure(estimate.falsePositives)
    case "expected_fn": return .figure(estimate.falseNegatives)
    case "expected_tn": return .figure(estimate.trueNegatives)
    case "expected_precision": return .figure(estimate.precision)
    case "expected_recall": return .figure(estimate.recall)
    case "expected_f1": return .figure(estimate.f1)
    default: return nil
    }
}

private func ranking(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let lists = zip(try reference.rows("relevance"), try reference.rows("scores"))
    func average(_ gain: ([Double], [Double], Int?) -> Double, _ cutoff: Int?) -> JSONValue {
        .figure(mean(lists.map { gain($0, $1, cutoff) }))
    }
    if let cutoff = key.integer(after: "ndcg_at_") {
        return average(normalizedDiscountedCumulativeGain, cutoff)
    }
    if let cutoff = key.integer(after: "dcg_at_") {
        return average(discountedCumulativeGain, cutoff)
    }
    switch key {
    case "ndcg": return average(normalizedDiscountedCumulativeGain, nil)
    case "dcg": return average(discountedCumulativeGain, nil)
    default: return nil
    }
}
