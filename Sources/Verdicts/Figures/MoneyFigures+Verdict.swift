import Decisions
import Statistics

extension YearFigures {
    /// The year of the claim that the decision is about; nil where the volume is unknown.
    init?(_ verdict: Verdict, economics: Economics?) {
        guard let claim = verdict.leadingClaim, let volume = verdict.volume,
            let estimate = claim.estimate, let economics
        else { return nil }
        let upkeep = claim.challenger.extraUpkeepPerMonth(
            economics, heuristic: verdict.heuristic.name, model: verdict.model?.name
        ).map { 12 * $0 }
        let build = verdict.model.flatMap { economics.buildOnce[$0.name] }
        func year(_ perCase: Double) -> Double { perCase * volume.casesPerYear - (upkeep ?? 0) }
        challenger = claim.challenger
        casesPerYear = volume.casesPerYear
        isAtPriceZero = claim.isAtPriceZero
        gain = year(estimate)
        low = year(claim.limits.lower)
        high = year(claim.limits.upper)
        self.upkeep = upkeep
        buildOnce = build
        firstYear = gain - (build ?? 0)
    }
}

extension BreakEvenFigures {
    /// The points at which the leading claim's estimate meets its minimum; nil without a claim.
    init?(_ verdict: Verdict, economics: Economics?) {
        guard let economics, let leading = verdict.leadingClaim, let advantage = leading.advantage
        else { return nil }
        modelPrice = verdict.claim(of: .model).flatMap(Price.init)
        cascadePrice = verdict.claim(of: .cascade).flatMap(Price.init)
        let now = economics.wrongDefault
        currentErrorCost = now
        hasNamedErrors = !economics.wrongPairs.isEmpty
        let worth = economics.correct + Self.meanErrorCost(verdict, economics)
        accuracyGain = worth > 0 && verdict.model?.isTold != false ? -advantage / worth : nil
        errorCost = Self.errorCost(verdict, leading, advantage, economics)
        casesPerYear = Self.casesPerYear(verdict, leading, economics)
    }

    /// What the model's mistakes cost on average.
    ///
    /// One that is righted, or made, is taken to be like those it makes; where it makes none, to
    /// have the usual cost.
    private static func meanErrorCost(_ verdict: Verdict, _ economics: Economics) -> Double {
        guard let shares = verdict.model?.shares else { return economics.wrongDefault }
        let labels = verdict.question.labels
        var (share, cost) = (0.0, 0.0)
        for (row, truth) in labels.enumerated() {
            for (column, answer) in labels.enumerated() where row != column {
                share += shares[row, column]
                cost +=
                    shares[row, column] * economics.costOfError(truth: truth, answer: answer)
            }
        }
        return share > 0 ? cost / share : economics.wrongDefault
    }

    private static func casesPerYear(
        _ verdict: Verdict, _ claim: Claim, _ economics: Economics
    ) -> Double? {
        guard let estimate = claim.estimate, estimate > economics.worthHaving,
            let upkeep = claim.challenger.extraUpkeepPerMonth(
                economics, heuristic: verdict.heuristic.name, model: verdict.model?.name),
            upkeep > 0
        else { return nil }
        return 12 * upkeep / (estimate - economics.worthHaving)
    }

    /// The usual error cost w at which the claim breaks even: its mistakes at that cost being
    /// rarer by a share s, ΔU moves by s a dollar, so w = now − advantage/s.
    private static func errorCost(
        _ verdict: Verdict, _ claim: Claim, _ advantage: Double, _ economics: Economics
    ) -> Double? {
        guard let model = verdict.model, claim.challenger == .model, verdict.heuristic.judged > 0,
            model.judged > 0, verdict.heuristic.isTold, model.isTold
        else { return nil }
        func share(_ path: PathFigures) -> Double {
            let labels = verdict.question.labels
            var share = 0.0
            for (row, truth) in labels.enumerated() {
                for (column, answer) in labels.enumerated() where row != column {
                    let isNamed =
                        economics.wrongPairs[.init(truth: truth, answer: answer)] != nil
                    if !isNamed { share += path.shares[row, column] }
                }
            }
            return share
        }
        let saved = share(verdict.heuristic) - share(model)
        guard abs(saved) > 1e-9 else { return nil }
        let cost = economics.wrongDefault - advantage / saved
        return cost > 0 ? cost : nil
    }
}

extension BreakEvenFigures.Price {
    /// The price of a call that would bring the claim down, or up, to its minimum.
    fileprivate init?(_ claim: Claim) {
        guard !claim.isEmpty, claim.askedShare > 0, let advantage = claim.advantage else {
            return nil
        }
        let now = claim.pricePerCall ?? 0
        estimate = now + advantage / claim.askedShare
        low = now + (claim.limits.lower - claim.worthHaving) / claim.askedShare
        high = now + (claim.limits.upper - claim.worthHaving) / claim.askedShare
    }
}
