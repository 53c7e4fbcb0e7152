package import Audits
package import Decisions
import Statistics

/// What a verdict is about, and what was fixed before looking.
package struct VerdictInput: Sendable {
    package var feature: String
    /// What commands on the feature take: its folder, and its log where that is not the usual one.
    package var arguments: String
    package var question: Question
    /// What answers are worth; nil leaves nothing to decide by.
    package var economics: Economics?
    /// How far those who declared them may be off.
    package var doubt = CostDoubt()
    package var outcome: OutcomeDefinition
    /// The name of the path whose answer the caller gets now.
    package var inCharge: String
    package var heuristic: JudgedPath
    /// The other path; nil where the feature has none, or it is switched off.
    package var model: JudgedPath?
    /// Who may replace the heuristic, fixed ahead: they share `alpha` equally.
    ///
    /// Leave the cascade out where the rules always answer.
    package var challengers = Challenger.allCases
    package var now: Timestamp
    /// The chance of a wrong claim, over all looks and all claims, in (0, 1).
    package var alpha = 0.05
    /// Which line of evidence of the feature this is, from 1; line k may spend alpha · 6/(π²k²).
    package var line = 1
    /// What else a reader must know, a sentence each: a mix of versions, for one.
    package var notes: [String] = []
    /// Whether the answers of a path come from more than one version.
    package var mixesVersions = false
    package var audits: [AuditFinding] = []
    /// Hash of the frozen plan, where there is one.
    package var plan: ContentHash?
    /// What the plan promises; empty without one.
    ///
    /// A challenger that it leaves out makes no claim.
    package var promised: [Plan.PromisedClaim] = []
    /// The first case of the line of evidence, by its number: earlier ones were there to be seen
    /// when the plan was frozen, and count for nothing.
    package var firstCase = 0
    /// The least probability with which the model is to be asked, of the cases in which it may be, in
    /// (0, 1]: what was drawn with a smaller one counts at its worst for every claim.
    package var leastInclusion = 1.0
    /// Whether it is to be asked with unequal probabilities.
    package var asksUnequally = false
    /// Why the plan decides nothing about the paths as they are, where it does not.
    package var planProblem: Reason?
    package var unit = Plan.Unit.user
    /// Whom a judge's doubt puts before people; nil where nothing was fixed.
    package var labelPlan: LabelPlan?
    /// Fields whose slices the plan promises to judge.
    package var promisedSlices: [String] = []
    /// Whether `now` is a day of the past: later cases and outcomes are left out.
    package var asOf = AsOf.today
    /// The randomised split of who is in charge, as declared; nil without one.
    package var split: SplitDefinition?

    /// How often the method is to be tried on the log with flipped signs; 0 for not at all.
    package var selfTestRuns = 0

    /// What was known on the day that the verdict is about.
    package enum AsOf: Hashable, Sendable {
        case today
        /// What the log had received by then.
        case received
        /// The log is younger: outcomes count as known once their cases were old enough.
        case matured
    }

    package init(
        feature: String, question: Question, economics: Economics?, outcome: OutcomeDefinition,
        inCharge: String, heuristic: JudgedPath, model: JudgedPath?, now: Timestamp
    ) {
        self.feature = feature
        arguments = feature
        self.question = question
        self.economics = economics
        self.outcome = outcome
        self.inCharge = inCharge
        self.heuristic = heuristic
        self.model = model
        self.now = now
    }

    package init(
        feature: Feature, question: Question, heuristic: JudgedPath, model: JudgedPath?,
        now: Timestamp
    ) {
        self.init(
            feature: feature.name, question: question, economics: feature.economics,
            outcome: feature.outcome, inCharge: feature.inCharge, heuristic: heuristic,
            model: model, now: now)
        arguments = feature.folder
        doubt = feature.doubt
        split = feature.live.split
        leastInclusion = feature.shadow.leastShare
        asksUnequally = feature.shadow.isUnequal
        labelPlan = feature.labelPlans.first {
            $0.question == question.name && $0.frozenAt <= now
        }
    }
}

extension VerdictInput {
    /// What a claim may spend on both its sides, over all looks.
    func alpha(of challenger: Challenger) -> Double {
        let share =
            promise(of: challenger)?.alpha ?? alpha / Double(max(1, challengers.count))
        return lineAlpha(share, line: line)
    }

    func promise(of challenger: Challenger) -> Plan.PromisedClaim? {
        promised.first { $0.challenger == challenger }
    }

    /// What the challenger's difference must exceed: the declared minimum, and a case's share of
    /// the upkeep.
    ///
    /// Only a declared volume counts: the log's pace is data, and may be that of a sample.
    func worthHaving(_ challenger: Challenger) -> Double {
        guard let economics else { return 0 }
        return economics.worthHaving(
            challenger, heuristic: heuristic.name, model: model?.name)
    }

    /// The declared bounds of a case's difference; `isPriceUnknown` where no call has a price.
    func bounds(
        _ challenger: Challenger, _ utility: CaseUtility, isPriceUnknown: Bool
    ) -> Interval {
        utility.bounds(
            challenger, priceCap: isPriceUnknown ? 0 : model?.priceCapDollars ?? 0,
            heuristicSeconds: heuristic.capSeconds, modelSeconds: model?.capSeconds ?? 0)
    }
}

extension Economics {
    /// What a challenger's difference must exceed, in dollars a case.
    package func worthHaving(_ challenger: Challenger, heuristic: String, model: String?) -> Double
    {
        guard let casesPerYear, casesPerYear > 0,
            let upkeep = challenger.extraUpkeepPerMonth(self, heuristic: heuristic, model: model)
        else { return worthHaving }
        return worthHaving + 12 * upkeep / casesPerYear
    }
}

/// Who may take the heuristic's place.
package enum Challenger: String, Hashable, Sendable, CaseIterable {
    /// The model answers every case.
    case model
    /// The heuristic answers first; the model is asked only where the heuristic did not answer.
    case cascade
}
