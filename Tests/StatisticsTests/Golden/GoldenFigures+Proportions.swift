import Statistics

/// Kinds about proportions and about many tests at once.
let proportionFigures: [String: GoldenRunner.Handler] = [
    "proportion_ci": proportion, "newcombe_independent": independent,
    "rule_of_three": ruleOfThree, "multiple_testing": multipleTesting, "e_bh": eBH,
    "chi_square": chiSquare,
]

private func proportion(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let (k, n) = (try reference.integer("k"), try reference.integer("n"))
    let intervals: [String: (Int, Int, Double) -> Interval] = [
        "wilson": wilsonInterval, "wilson_cc": wilsonContinuityInterval,
        "jeffreys": jeffreysInterval, "agresti_coull": agrestiCoullInterval,
        "clopper_pearson": clopperPearsonInterval,
    ]
    return intervals[key].map { .ends($0(k, n, reference.confidence)) }
}

private func independent(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let first = ProportionSample(
        successes: try reference.integer("k1"), trials: try reference.integer("n1"))
    let second = ProportionSample(
        successes: try reference.integer("k2"), trials: try reference.integer("n2"))
    let confidence = reference.confidence
    switch key {
    case "newcombe":
        return .ends(newcombeIndependentInterval(first, second, confidence: confidence))
    case "score_mn":
        // The reference is statsmodels', slip in its cubic included.
        return .ends(
            miettinenNurminenInterval(
                first, second, confidence: confidence, restrictedEstimate: .statsmodels))
    case "estimate": return .figure(first.proportion - second.proportion)
    default: return nil
    }
}

private func ruleOfThree(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let (k, n) = (try reference.integer("k"), try reference.integer("n"))
    let alpha = reference.number("one_sided_alpha", default: reference.alpha)
    switch key {
    case "upper": return .figure(clopperPearsonUpper(successes: k, trials: n, alpha: alpha))
    case "lower": return .figure(clopperPearsonLower(successes: k, trials: n, alpha: alpha))
    case "closed_form": return .figure(neverSeenUpperLimit(trials: n, alpha: alpha))
    default: return nil
    }
}

private func multipleTesting(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let adjustments: [String: ([Double]) -> [Double]] = [
        "fdr_bh": benjaminiHochbergAdjusted, "fdr_by": benjaminiYekutieliAdjusted,
        "holm": holmAdjusted, "bonferroni": bonferroniAdjusted, "hommel": hommelAdjusted,
    ]
    let p = try reference.numbers("p")
    return adjustments[key].map { .figures($0(p)) }
}

private func eBH(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let rejected = eBenjaminiHochberg(try reference.numbers("e"), alpha: reference.alpha)
    switch key {
    case "n_rejected": return .count(rejected.count)
    case "rejected_indices": return .list(rejected.map { .count($0) })
    default: return nil
    }
}

private func chiSquare(_ reference: GoldenCase, _ key: String) throws -> JSONValue? {
    let table = try reference.integerRows("table")
    if key == "fisher_p" || key == "odds_ratio_sample" {
        let test = FisherExactTest(table[0][0], table[0][1], table[1][0], table[1][1])
        return .figure(key == "fisher_p" ? test.p : test.oddsRatio)
    }
    let test = IndependenceTest(table)
    switch key {
    case "chi2": return .figure(test?.pearson.statistic)
    case "p": return .figure(test?.pearson.p)
    case "df": return test.map { .count($0.degrees) } ?? .null
    case "G": return .figure(test?.likelihoodRatio.statistic)
    case "p_G": return .figure(test?.likelihoodRatio.p)
    case "cramers_v": return .figure(test?.cramersV)
    case "chi2_yates": return .figure(test?.yates.statistic)
    case "p_yates": return .figure(test?.yates.p)
    default: return nil
    }
}
