import Audits
import Baselines
import Decisions
import Statistics

/// Draws the verdict from what has been counted.
struct VerdictMaker {
    let input: VerdictInput
    let heuristic: PathTally
    let model: PathTally
    let cascade: (agreeing: CountTable, differing: CountTable)
    let counts: CaseCounts
    let bothAnswered: CountTable
    let pairs: LabelledPairs
    let noiseFloor: NoiseFloorFigures?
    let clipping: Clipping
    let isModelPriceUnknown: Bool
    let ordered: OrderedEvidence
    let split: SplitEvidence?
    let frontier: CascadeFrontier?
    let timeLine: TimeLine

    func verdict() -> Verdict {
        let labelled = pairs.table.pairs
        let missing = MissingPieces.find(
            input, heuristic: heuristic, model: model, counts: counts, pairs: labelled,
            splitUnits: split?.sequence.known ?? 0)
        let claims = missing.isEmpty ? claims() : []
        let (decision, reasons) = decide(claims, missing)
        var verdict = Verdict(
            feature: input.feature, arguments: input.arguments, question: input.question,
            decidedAt: input.now,
            decision: decision, reasons: reasons, counts: counts, pairs: labelled,
            units: claims.first { $0.isOfSplit }?.units ?? ordered.units,
            rarerUnits: ordered.rarerUnits,
            hasUsers: ordered.hasUsers,
            heuristic: PathFigures(
                heuristic, path: input.heuristic, isPriceUnknown: false, input: input),
            model: input.model.map {
                PathFigures(model, path: $0, isPriceUnknown: isModelPriceUnknown, input: input)
            },
            agreement: AgreementFigures(
                bothAnswered, isOrdered: input.question.kind == .score),
            difference: difference(), oneLooks: [],
            claims: claims,
            baselines: baselines(), frontier: frontier, volume: volume, year: nil, breakEven: nil,
            noiseFloor: noiseFloor, risk: .nothingMeasured, flip: .whatIsMissing,
            review: Review(at: input.now, cause: .routine), clipping: clipping,
            notes: input.notes, audits: input.audits,
            alpha: lineAlpha(input.alpha, line: input.line), line: input.line,
            versions: [input.heuristic.version] + (input.model.map { [$0.version] } ?? []),
            plan: input.plan, unit: input.unit, inCharge: input.inCharge, outcome: input.outcome,
            timeLine: timeLine, selfTests: selfTests(claims),
            slices: ordered.sliceFigures(promised: input.promisedSlices),
            slicedShare: ordered.slicedShare)
        verdict.year = YearFigures(verdict, economics: input.economics)
        verdict.breakEven = BreakEvenFigures(verdict, economics: input.economics)
        let risks = RiskFinder(verdict, input: input, cascade: pairs.shares(of: cascade))
        verdict.risk = risks.worst()
        verdict.constantAsGood = risks.constantAsGood
        verdict.flip = FlipFinder(verdict: verdict).smallest()
        verdict.review = ReviewPlan(verdict: verdict).review()
        verdict.map = decisionMap(claims)
        return verdict
    }

    private func decide(
        _ claims: [Claim], _ missing: [Reason]
    ) -> (Verdict.Decision, [Reason]) {
        let fired = input.audits.filter { !$0.voids.isEmpty }.map(Reason.auditFires)
        guard missing.isEmpty else { return (.notYetKnown, fired + missing) }
        let proved = DecisionRule.decide(claims.map(\.standing))
        switch (proved, allowed(proved)) {
        case (_, .heuristicStays): return (.heuristicStays, [.allFallShort] + fired)
        case (_, .modelEarns): return (.modelEarns, [.earns(.model)] + fired)
        case (_, .cascadeEarns): return (.cascadeEarns, [.earns(.cascade)] + fired)
        case (.notYetKnown, _): return (.notYetKnown, fired + obstacles(claims))
        case (.modelEarns, _) where exceeding > 0, (.cascadeEarns, _) where exceeding > 0:
            return (.notYetKnown, fired + [.boundsExceeded(answers: exceeding)])
        case (.modelEarns, _), (.cascadeEarns, _), (.heuristicStays, _):
            return (.notYetKnown, fired)
        }
    }

    /// Answers that cost more or took longer than was declared.
    private var exceeding: Int { clipping.prices + clipping.latencies }

    /// What is left of what was proved after audits and declared bounds have had their say.
    private func allowed(_ proved: Verdict.Decision) -> Verdict.Decision {
        func stands(_ claim: VoidableClaim) -> Bool {
            !input.audits.contains { $0.voids.contains(claim) }
        }
        return switch proved {
        // What was cut would have counted against the challenger.
        case .modelEarns where exceeding > 0, .cascadeEarns where exceeding > 0: .notYetKnown
        case .heuristicStays where stands(.heuristicStays): proved
        case .modelEarns where stands(.modelEarns): proved
        case .cascadeEarns where stands(.cascadeEarns): proved
        case .heuristicStays, .modelEarns, .cascadeEarns, .notYetKnown: .notYetKnown
        }
    }

    private func decisionMap(_ claims: [Claim]) -> DecisionMap? {
        guard let economics = input.economics, !claims.isEmpty else { return nil }
        return DecisionMapMaker(
            input: input, economics: economics, ordered: ordered,
            split: claims.contains(where: \.isOfSplit) ? split : nil,
            isPriceUnknown: isModelPriceUnknown
        ) { allowed(DecisionRule.decide($0)) }.map(volume)
    }

    /// What keeps the limits on both sides of what is worth having.
    private func obstacles(_ claims: [Claim]) -> [Reason] {
        let more = DecisionRule.unitsNeeded(claims)
        if isModelPriceUnknown {
            // Where even a free model looks no better, more cases may prove it.
            let isPromising = claims.contains { !$0.isEmpty && ($0.advantage ?? 0) > 0 }
            return isPromising ? [.priceUnknown] : [.tooFewCases(more: more), .priceUnknown]
        }
        // Where a tenth or more is open, those outcomes come before more cases of the same kind.
        let waiting = claims.map(\.waiting).max() ?? 0
        let isMuchOpen = waiting * 10 >= claims.map(\.units).max() ?? 0
        guard more == nil || (waiting > 0 && isMuchOpen) else { return [.tooFewCases(more: more)] }
        if waiting > 0 {
            return [
                .missingOutcomes(missing: waiting, enough: DecisionRule.labelsNeeded(claims))
            ]
        }
        // A gap between the dearest and the free that more cases don't close.
        let isUnpriced = clipping.unpriced * 100 > model.asked
        return [isUnpriced ? .missingPrices(calls: clipping.unpriced) : .tooFewCases(more: nil)]
    }

    private func claims() -> [Claim] {
        if let split, split.sequence.known > 0 { return [claim(split)].compactMap(\.self) }
        return input.challengers.compactMap { challenger in
            ordered[challenger].flatMap { claim(challenger, $0) }
        }
    }

    private func claim(_ challenger: Challenger, _ sequence: UtilitySequence) -> Claim? {
        guard let economics = input.economics, input.model != nil else { return nil }
        let utility = CaseUtility(economics, question: input.question)
        let worth = input.worthHaving(challenger)
        let asked = challenger == .model ? ordered.units : ordered.escalated
        let prices = challenger == .model ? ordered.priceSum : ordered.escalatedPriceSum
        let accuracy =
            challenger == .model
            ? pairs.modelAccuracy
            : pairs.cascadeAccuracy(
                agreeing: cascade.agreeing.agreeing, differing: cascade.differing.agreeing)
        return Claim(
            challenger: challenger, isOfSplit: false, units: sequence.units,
            effectiveUnits: sequence.effectiveUnits, isUnequal: sequence.isUnequal,
            estimate: sequence.estimate,
            limits: sequence.limits, stableEffectLimits: sequence.stableEffectLimits,
            stableEffectUnits: sequence.stableEffectUnits,
            isAtPriceZero: isModelPriceUnknown, worthHaving: worth,
            alpha: input.alpha(of: challenger),
            bounds: input.bounds(challenger, utility, isPriceUnknown: isModelPriceUnknown),
            clipped: sequence.clipped, variance: sequence.variance,
            unitsNeeded: sequence.unitsNeeded(toPass: worth),
            askedShare: ordered.units > 0 ? Double(asked) / Double(ordered.units) : 0,
            pricePerCall: isModelPriceUnknown || asked == 0 ? nil : prices / Double(asked),
            accuracy: accuracy, waiting: sequence.waiting,
            labelsNeeded: sequence.labelsNeeded(toPass: worth),
            isEmpty: challenger == .cascade && ordered.escalated == 0)
    }

    private func claim(_ split: SplitEvidence) -> Claim? {
        let sequence = split.sequence
        let worth = input.worthHaving(split.challenger)
        let share = split.challengers > 0 ? Double(split.asked) / Double(split.challengers) : 0
        return Claim(
            challenger: split.challenger, isOfSplit: true, units: sequence.units,
            estimate: sequence.estimate, limits: sequence.limits,
            isAtPriceZero: isModelPriceUnknown,
            worthHaving: worth, alpha: input.alpha(of: split.challenger), bounds: split.bounds,
            clipped: sequence.clipped, variance: sequence.variance,
            unitsNeeded: sequence.unitsNeeded(toPass: worth), askedShare: share,
            pricePerCall: isModelPriceUnknown || split.asked == 0
                ? nil : split.priceSum / Double(split.asked),
            waiting: sequence.waiting, labelsNeeded: sequence.labelsNeeded(toPass: worth),
            isEmpty: split.challengers == 0)
    }

    /// The self-tests of the claims, where they were asked for.
    private func selfTests(_ claims: [Claim]) -> [SelfTest] {
        guard input.selfTestRuns > 0 else { return [] }
        return claims.filter { !$0.isEmpty }.compactMap { claim in
            let sequence = claim.isOfSplit ? split?.sequence : ordered[claim.challenger]
            return SelfTest(
                claim.challenger, sequence?.values ?? [], bounds: claim.bounds,
                line: claim.worthHaving, alpha: claim.alpha,
                planned: claim.isOfSplit
                    ? nil
                    : input.promise(of: claim.challenger)?.planned(line: claim.worthHaving),
                runs: input.selfTestRuns)
        }
    }

    private var volume: Volume? {
        if let declared = input.economics?.casesPerYear {
            return Volume(casesPerYear: declared, source: .declared)
        }
        guard let rate = counts.yearlyRate, let days = counts.days else { return nil }
        return Volume(casesPerYear: rate, source: .log(days: days))
    }

    private func difference() -> DifferenceFigures? {
        guard let difference = pairs.difference else { return nil }
        let table = pairs.table
        return DifferenceFigures(
            table: table, difference: difference.newcombe, tango: difference.tango,
            // The test gives ½ where no pair differs, of which nothing speaks against equality.
            midP: table.onlyFirst + table.onlySecond > 0 ? McNemarTest(table).midP : 1,
            eValue: ordered.discordant.eValue,
            anytimeP: ordered.discordant.anytimeP,
            discordantUnits: ordered.discordant.firstWins + ordered.discordant.secondWins)
    }

    private func baselines() -> BaselineFigures? {
        let majority = ordered.majority
        let labels = input.question.labels
        guard let option = majority.majority, let accuracy = majority.accuracyByPast,
            let share = majority.majorityShare, let prior = majority.priorAccuracy,
            let shares = majority.shares
        else { return nil }
        let constant = input.economics.flatMap {
            BestConstant(shares: shares, question: input.question, economics: $0)
        }
        return BaselineFigures(
            majority: labels[option], majorityAccuracy: accuracy, majorityShare: share,
            priorAccuracy: prior, bestConstant: constant.map { labels[$0.option] },
            bestConstantUtility: constant?.utility, cases: majority.known)
    }
}

extension Challenger {
    /// What its upkeep costs a month more than the heuristic's alone, in dollars.
    ///
    /// The model replaces the rules; the cascade keeps them. A heuristic without a declared upkeep has
    /// none; nil where the model's is not declared.
    func extraUpkeepPerMonth(
        _ economics: Economics, heuristic: String, model: String?
    ) -> Double? {
        guard let after = model.flatMap({ economics.upkeepPerMonth[$0] }) else { return nil }
        return switch self {
        case .model: after - (economics.upkeepPerMonth[heuristic] ?? 0)
        case .cascade: after
        }
    }
}
