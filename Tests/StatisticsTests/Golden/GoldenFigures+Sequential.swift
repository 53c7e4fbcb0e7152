import Statistics

/// Kinds about evidence that is watched while it comes in.
let sequentialFigures: [String: GoldenRunner.Handler] = [
    "betting_cs": betting, "empirical_bernstein_cs": empiricalBernstein,
    "conjugate_mixture_cs": conjugateMixture, "asymptotic_cs": asymptotic,
    "e_process": eProcess, "sprt": sprt,
]

private func betting(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let observations = try reference.numbers("x")
    let alpha = reference.alpha
    func bets(_ alpha: Double) -> PredictableBets {
        PredictableBets(
            alpha: alpha, priorMean: reference.number("prior_mean", default: 0.5),
            priorVariance: reference.number("prior_variance", default: 0.25),
            pseudoObservations: reference.number("fake_obs", default: 1))
    }
    let theta = reference.number("theta", default: 0.5)
    let truncation = reference.number("trunc_scale", default: 0.5)
    if let level = key.number(after: "lambda_predmix_eb_alpha_") {
        var bets = bets(level)
        return .figures(
            observations.map { x in
                defer { bets.append(x) }
                return bets.next
            })
    }
    if let mean = key.number(after: "mart_at_m_") {
        var bets = bets(alpha / 2)
        var gambler = HedgedBettingMartingale(mean: mean, theta: theta, truncation: truncation)
        return .figures(
            observations.map { x in
                gambler.append(x, bet: bets.next)
                bets.append(x)
                return gambler.capital
            })
    }
    var sequence = BettingConfidenceSequence(
        alpha: alpha, breaks: Int(reference.number("breaks", default: 1_000)), theta: theta,
        truncation: truncation, bets: bets(alpha / 2))
    let intervals = observations.map { x in
        sequence.append(x)
        return sequence.interval
    }
    switch key {
    case "cs_lower": return .figures(intervals.map(\.lower))
    case "cs_upper": return .figures(intervals.map(\.upper))
    case "final": return .ends(intervals.last)
    case "first_t_excluding_half":
        return intervals.firstIndex { !$0.contains(0.5) }.map { .count($0 + 1) } ?? .null
    default: return nil
    }
}

private func empiricalBernstein(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    var sequence = EmpiricalBernsteinConfidenceSequence(
        alphaEachSide: try reference.number("alpha_each_side"),
        truncation: reference.number("truncation", default: 0.5))
    let intervals = try reference.numbers("x").map { x in
        sequence.append(x)
        return sequence.interval
    }
    switch key {
    case "lower": return .figures(intervals.map(\.lower))
    case "upper": return .figures(intervals.map(\.upper))
    default: return nil
    }
}

private func conjugateMixture(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let alpha = reference.alpha
    if let v = key.number(after: "normal_mixture_bound_v") {
        let rho = mixturePrecision(optimalAt: v, alpha: alpha)
        return .figure(normalMixtureBoundary(v, alpha: alpha, precision: rho))
    }
    if let v = key.number(after: "poly_stitching_v") {
        return .figure(polynomialStitchingBoundary(v, alpha: alpha))
    }
    let observations = try reference.numbers("x")
    let hoeffding = ConjugateMixtureConfidenceSequence.hoeffding(
        observations, alpha: alpha, optimalCount: try reference.number("t_opt"))
    let bernstein = ConjugateMixtureConfidenceSequence.empiricalBernstein(
        observations, alpha: alpha, optimalVariance: try reference.number("v_opt"))
    switch key {
    case "hoeffding_lower": return .figures(hoeffding.map(\.lower))
    case "hoeffding_upper": return .figures(hoeffding.map(\.upper))
    case "empbern_lower": return .figures(bernstein.map(\.lower))
    case "empbern_upper": return .figures(bernstein.map(\.upper))
    default: return nil
    }
}

private func asymptotic(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    var sequence = AsymptoticConfidenceSequence(
        alpha: reference.alpha, rho: try reference.number("rho"))
    for x in try reference.numbers("d") { sequence.append(x) }
    switch key {
    case "ci": return .ends(sequence.interval)
    case "mean": return .figure(sequence.mean)
    case "sd": return .text("population (ddof=0)")
    default: return nil
    }
}

private func eProcess(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let priors: [String: DiscordantPairEProcess.Prior] = [
        "uniform": .uniform, "jeffreys": .jeffreys,
    ]
    guard let (name, prior) = priors.first(where: { key.contains($0.key) }) else { return nil }
    var process = DiscordantPairEProcess(prior: prior)
    let steps = try reference.flags("discordant_1_is_llm_right").map { isFirst in
        process.append(firstWins: isFirst)
        return (e: process.eValue, p: process.anytimeP)
    }
    switch key {
    case "e_\(name)_prior", "e_\(name)": return .figures(steps.map(\.e))
    case "anytime_p_\(name)": return .figures(steps.map(\.p))
    default: return nil
    }
}

private func sprt(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    var test = WaldSPRT(
        p0: try reference.number("p0"), p1: try reference.number("p1"), alpha: reference.alpha,
        beta: try reference.number("beta"))
    switch key {
    case "upper": return .figure(test.upper)
    case "lower": return .figure(test.lower)
    case "llr":
        return .figures(
            try reference.flags("discordant_1_is_llm_right").map { success in
                test.append(success: success)
                return test.logLikelihoodRatio
            })
    default: return nil
    }
}
