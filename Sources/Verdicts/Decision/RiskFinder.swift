import Audits
import Decisions

/// Picks the worst plausible risk.
///
/// In this order: what voids the evidence (an audit that fires, an outcome that the answer shapes);
/// what could bend it (a tenth or more of the outcomes missing, a tenth disputed, a mix of
/// versions, more than half of the model's answers from a recording, a constant answer that is
/// worth as much or half of what was earned, fewer than 200 cases under a verdict that was reached); then money: the costliest of the model's failures, where it would be
/// asked, of the cases that the heuristic leaves open, where it would be in charge, and of the
/// dearest kind of mistake of who would be in charge.
struct RiskFinder {
    private let verdict: Verdict
    private let input: VerdictInput
    private let cascade: ShareTable

    init(_ verdict: Verdict, input: VerdictInput, cascade: ShareTable) {
        self.verdict = verdict
        self.input = input
        self.cascade = cascade
    }

    func worst() -> Risk {
        if let fired = verdict.audits.first(where: { !$0.voids.isEmpty }) {
            return .auditFires(fired)
        }
        guard verdict.counts.cases > 0 else { return .nothingMeasured }
        if verdict.outcome.dependsOnAnswer != .no, verdict.claims.isEmpty {
            return .outcomeDependsOnAnswer
        }
        return doubt ?? money ?? calm
    }

    private var doubt: Risk? {
        let counts = verdict.counts
        if let share = missingShare, share >= 0.1 { return .missingOutcomes(share: share) }
        if counts.labelled > 0 {
            let share = Double(counts.disputed) / Double(counts.labelled)
            if share >= 0.1 { return .disputedOutcomes(share: share) }
        }
        if input.mixesVersions { return .mixedVersions }
        if let model = verdict.model, model.recordedShare > 0.5 {
            return .recordedAnswers(share: model.recordedShare)
        }
        if let constantAsGood { return .constantAsGood(constantAsGood) }
        if let constantBringsMost { return constantBringsMost }
        if verdict.decision != .notYetKnown, verdict.units < 200 {
            return .fewCases(verdict.units)
        }
        return nil
    }

    /// The share of what is judged whose outcome has not come: of the cases on which a claim's limits
    /// rest those that take one, else of all that are old enough.
    private var missingShare: Double? {
        let shares = verdict.claims.map { Double($0.waiting) / Double(max(1, $0.units)) }
        if let most = shares.max() { return most }
        let matured = verdict.counts.outcomes + verdict.counts.missing
        return matured > 0 ? Double(verdict.counts.missing) / Double(matured) : nil
    }

    /// A constant answer, if it is worth as much as who would be in charge.
    var constantAsGood: ConstantAnswer? {
        guard let baselines = verdict.baselines, baselines.cases >= 30 else { return nil }
        let (_, table) = inCharge
        guard let table, !table.isEmpty else { return nil }
        guard let economics = input.economics, let best = baselines.bestConstant,
            let constant = baselines.bestConstantUtility
        else {
            let isAsGood = baselines.majorityAccuracy >= table.right
            return isAsGood ? ConstantAnswer(answer: baselines.majority, gain: nil) : nil
        }
        let gain =
            constant - CaseUtility(economics, question: verdict.question).meanWorth(table)
        return gain >= 0 ? ConstantAnswer(answer: best, gain: gain) : nil
    }

    /// A constant answer that brings at least half of what was earned; before price and waiting.
    private var constantBringsMost: Risk? {
        guard [.modelEarns, .cascadeEarns].contains(verdict.decision),
            let baselines = verdict.baselines, baselines.cases >= 30,
            let economics = input.economics, let best = baselines.bestConstant,
            let constant = baselines.bestConstantUtility, let table = inCharge.table,
            !table.isEmpty, let before = told(verdict.heuristic), !before.isEmpty
        else { return nil }
        let utility = CaseUtility(economics, question: verdict.question)
        let heuristic = utility.meanWorth(before)
        let gain = utility.meanWorth(table) - heuristic
        guard gain > 0, constant - heuristic >= gain / 2 else { return nil }
        return .constantBringsMost(answer: best, share: (constant - heuristic) / gain)
    }

    /// Who would be in charge by this verdict, and what it did; nil where a kind of case has no label.
    private var inCharge: (path: String, table: ShareTable?) {
        let model = verdict.model.flatMap(told)
        return switch verdict.decision {
        case .modelEarns: (verdict.model?.name ?? "model", model)
        case .cascadeEarns: ("cascade", model == nil ? nil : cascade)
        case .heuristicStays, .notYetKnown: (verdict.heuristic.name, told(verdict.heuristic))
        }
    }

    private func told(_ path: PathFigures) -> ShareTable? { path.isTold ? path.shares : nil }

    private var money: Risk? {
        let candidates = [failures, abstentions, mistake].compactMap(\.self)
        return candidates.max { $0.cost < $1.cost }?.risk
    }

    private typealias Candidate = (risk: Risk, cost: Double)

    private var failures: Candidate? {
        guard verdict.decision != .heuristicStays, let model = verdict.model, model.asked > 0,
            model.failed > 0, let claim = verdict.leadingClaim
        else { return nil }
        let share = Double(model.failed) / Double(model.asked)
        let perCase = share * claim.askedShare * (input.economics?.fail ?? 0)
        let risk = Risk.failures(
            path: model.name, share: share, reason: model.failures.first?.reason,
            yearlyCost: yearly(perCase))
        return (risk, perCase)
    }

    private var abstentions: Candidate? {
        let path = verdict.heuristic
        let keepsHeuristic = [.heuristicStays, .notYetKnown].contains(verdict.decision)
        guard keepsHeuristic, path.abstained > 0, let economics = input.economics else {
            return nil
        }
        let share = Double(path.abstained) / Double(path.asked)
        let perCase = share * economics.abstain
        return (.abstentions(share: share, yearlyCost: yearly(perCase)), perCase)
    }

    private var mistake: Candidate? {
        let (path, table) = inCharge
        guard let table else { return nil }
        let labels = verdict.question.labels
        var dearest: Candidate?
        for (row, truth) in labels.enumerated() {
            for (column, answer) in labels.enumerated() where row != column {
                let share = table[row, column]
                let cost = input.economics?.costOfError(truth: truth, answer: answer) ?? 1
                guard share > 0, share * cost > dearest?.cost ?? 0 else { continue }
                let risk = Risk.mistake(
                    path: path, truth: truth, answer: answer, share: share,
                    yearlyCost: input.economics == nil ? nil : yearly(share * cost))
                dearest = (risk, share * cost)
            }
        }
        return dearest
    }

    private var calm: Risk {
        verdict.counts.outcomes > 0
            ? .nothingSeen(cases: verdict.counts.outcomes) : .nothingMeasured
    }

    private func yearly(_ perCase: Double) -> Double? {
        verdict.volume.map { perCase * $0.casesPerYear }
    }
}
