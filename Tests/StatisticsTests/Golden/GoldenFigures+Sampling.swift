import Statistics

/// Kinds about items that were sampled, or labelled by a few people and a judge.
let samplingFigures: [String: GoldenRunner.Handler] = [
    "ipw": inverseProbability, "stratified": stratified, "active_inference": activeInference,
    "ppi": predictionPowered, "stratified_ppi": stratifiedPredictionPowered,
]

private func inverseProbability(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let estimate = InverseProbabilityEstimate(
        try reference.numbers("y"),
        inclusionProbabilities: try reference.numbers("inclusion_prob"))
    switch key {
    case "ht_total": return .figure(estimate?.total)
    case "N_hat": return .figure(estimate?.populationSize)
    case "hajek_mean": return .figure(estimate?.mean)
    case "survey_hajek_se_wr": return .figure(estimate?.meanError)
    case "survey_ht_total_se_wr": return .figure(estimate?.totalError)
    case "poisson_hajek_se": return .figure(estimate?.poissonMeanError)
    case "kish_ess": return .figure(estimate?.effectiveSampleSize)
    default: return nil
    }
}

private func stratified(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let strata = try reference.inputs.sorted { $0.key < $1.key }.compactMap { name, value in
        guard case .object(let fields) = value else { return nil as Stratum? }
        guard let size = fields["N"]?.number, let values = fields["y"]?.list else {
            throw GoldenFailure.missingInput(name)
        }
        return Stratum(size: Int(size), values: values.compactMap(\.number))
    }
    let estimate = StratifiedMean(strata)
    switch key {
    case "mean": return .figure(estimate?.mean)
    case "se": return .figure(estimate?.standardError)
    default: return nil
    }
}

private func activeInference(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let predictions = try reference.numbers("prediction")
    let probabilities = try reference.numbers("label_prob")
    let labels = try reference.list("label_or_null").map(\.number)
    let asked = try reference.flags("was_labelled")
    let items = predictions.indices.map { i in
        ActivelySampledItem(
            prediction: predictions[i], labelProbability: probabilities[i],
            label: asked[i] ? labels[i] : nil)
    }
    let plain = ActiveInferenceMean(items)
    if let percent = key.number(after: "ci") {
        return .ends(plain?.interval(confidence: percent / 100))
    }
    switch key {
    case "point": return .figure(plain?.value)
    case "se": return .figure(plain?.standardError)
    case "clustered_se":
        let clusters = try reference.numbers("cluster").map { Int($0) }
        return .figure(ActiveInferenceMean(items, clusters: clusters)?.standardError)
    case "glide_power_tuned":
        let tuned = ActiveInferenceMean(items, isTuned: true)
        return glide(tuned?.value, tuned?.standardError, reference) {
            tuned?.interval(confidence: $0)
        }
    default: return nil
    }
}

private func predictionPowered(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    func column(_ names: [String]) throws -> [Double] {
        guard let name = names.first(where: reference.has) else {
            throw GoldenFailure.missingInput(names[0])
        }
        return try reference.numbers(name)
    }
    let human = try column(["human_labels", "human_diff"])
    let judge = try column(["judge_on_labelled", "judge_diff_labelled"])
    let unlabelled = try column(["judge_on_unlabelled", "judge_diff_unlabelled"])
    func estimate(_ tuning: PredictionPoweredMean.Tuning, _ lost: Int) -> PredictionPoweredMean? {
        PredictionPoweredMean(
            human: human, judge: judge, judgeUnlabelled: unlabelled, tuning: tuning,
            lostDegrees: lost)
    }
    let confidence = reference.confidence
    func glideFigures(_ tuning: PredictionPoweredMean.Tuning) -> JSONValue {
        let result = estimate(tuning, 1)
        return glide(result?.value, result?.standardError, reference) {
            result?.interval(confidence: $0)
        }
    }
    switch key {
    case "classical":
        return .ends(normalMeanInterval(human, confidence: confidence, lostDegrees: 0))
    case "judge_only_naive_mean": return .figure(mean(unlabelled))
    case "ppi_lam1_point": return .figure(estimate(.full, 0)?.value)
    case "ppi_lam1": return .ends(estimate(.full, 0)?.interval(confidence: confidence))
    case "ppi_plus_point": return .figure(estimate(.tunedAndClipped, 0)?.value)
    case "ppi_plus": return .ends(estimate(.tunedAndClipped, 0)?.interval(confidence: confidence))
    case "lambda_star": return .figure(estimate(.tunedAndClipped, 0)?.lambda)
    case "glide_ppi_plus": return glideFigures(.tuned)
    case "glide_ppi_lam1": return glideFigures(.full)
    default: return nil
    }
}

private func stratifiedPredictionPowered(
    _ reference: GoldenCase, _ key: String
) throws -> JSONValue? {
    let sampled = try reference.list("strata").map { stratum -> JudgedStratum in
        guard case .object(let fields) = stratum else {
            throw GoldenFailure.missingInput("strata")
        }
        func column(_ name: String) -> [Double] { fields[name]?.list?.compactMap(\.number) ?? [] }
        return .sampled(
            human: column("human_diff"), judge: column("judge_diff_labelled"),
            judgeUnlabelled: column("judge_diff_unlabelled"))
    }
    let known = JudgedStratum.known(
        size: try reference.integer("known_size"), value: try reference.number("known_value"))
    let estimate = StratifiedPredictionPoweredMean(
        sampled + [known], tuning: .tunedAndClipped, lostDegrees: 0)
    switch key {
    case "point": return .figure(estimate?.value)
    case "se": return .figure(estimate?.standardError)
    default: return nil
    }
}

/// The object in which the second library's figures stand.
private func glide(
    _ point: Double?, _ error: Double?, _ reference: GoldenCase,
    interval: (_ confidence: Double) -> Interval?
) -> JSONValue {
    var fields: [String: JSONValue] = ["point": .figure(point), "se": .figure(error)]
    for percent in [80, 90, 95, 99] {
        fields["ci\(percent)"] = .ends(interval(Double(percent) / 100))
    }
    return .object(fields)
}
