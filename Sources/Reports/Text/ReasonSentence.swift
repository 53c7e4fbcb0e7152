import Audits
import Decisions
import Statistics
import Verdicts

/// A reason in words, with the command that gets what is missing.
struct ReasonSentence {
    let verdict: Verdict

    func sentence(_ reason: Reason) -> String {
        switch reason {
        case .earns(let challenger): earns(challenger)
        case .allFallShort: fallsShort
        case .noModel:
            "There is no model to compare with: add one under `paths` in feature.yaml, or set the "
                + "variables that its address needs."
        case .nothingLogged: "Nothing is logged for the current versions: run \(replay)."
        case .modelNotAsked(let skipped):
            "The model in its current version has not been asked"
                + (skipped > 0 ? " (left out in \(NumberText.counted(skipped, "case")))" : "")
                + ": set the variables that its address in feature.yaml needs, or add a recording, "
                + "and run \(replay)."
        case .modelAlwaysFailed(let failures, let reason):
            "The model failed in \(all(failures, "case"))"
                + (reason.map { " (mostly: \(words($0)))" } ?? "")
                + ": once it answers, run `assay replay \(verdict.arguments) --retry-failed`."
        case .heuristicNotAsked:
            "The heuristic in its current version has not been asked: run \(replay)."
        case .noOutcomes(let immature, let missing): noOutcomes(immature, missing)
        case .noPairs: "No case with a known outcome was put to both of them: run \(replay)."
        case .noEconomics:
            "Nothing says what a mistake costs: add `economics` with `wrong` to feature.yaml, so "
                + "that errors, price and waiting can be weighed against each other."
        case .outcomeDependsOnAnswer(let dependence): depends(dependence)
        case .planOutdated(let changes):
            "The plan was frozen for something else; changed since: "
                + changes.map(\.rawValue).joined(separator: "; ")
                + ". Run `assay plan \(verdict.arguments)`: it begins a new line of evidence."
        case .planNotNoted:
            "This log has not been told of the plan, so nothing in it is known to be later: run "
                + "`assay plan \(verdict.arguments)`; what is logged from then on counts."
        case .notPromised:
            "The plan promises no claim about this question and model: `assay plan` begins a new "
                + "line of evidence that does."
        case .nothingSincePlan(let before):
            NumberText.counted(before, "case was", "cases were")
                + " logged before the plan was frozen, and none since: run \(replay) with new cases."
        case .auditFires(let audit):
            audit.doubtsEvidence
                ? "A check of the evidence fails: \(audit.sentence)"
                : "Nothing takes the heuristic's place while a check fails: \(audit.sentence)"
        case .priceUnknown:
            "Nobody has said what a call to the model costs: add `price: { per_call: … }` to its "
                + "path in feature.yaml."
        case .boundsExceeded(let answers):
            NumberText.counted(answers, "answer")
                + " cost more or took longer than the model's path in "
                + "feature.yaml allows, so no gain is proved: raise `timeout`, or mend the price."
        case .missingPrices(let calls):
            NumberText.counted(calls, "call to the model has", "calls to the model have")
                + " no price, which could turn it either way: ask again with a model that says "
                + "how many tokens it used, or add "
                + "`price` to its path in feature.yaml."
        case .missingOutcomes(let missing, let enough):
            NumberText.counted(
                missing, "case on which the paths differ has",
                "cases on which the paths differ have")
                + " no known outcome, which could turn it either way: \(getOutcomes)."
                + (enough.map { " About \(NumberText.roundCount($0)) of them would settle it." }
                    ?? "")
        case .tooFewCases(let more?):
            "About \(NumberText.roundCount(more)) more labelled \(plural(more, "case", "cases")) "
                + "would settle it, if the difference stays as it looks."
        case .tooFewCases:
            "The difference is too close to what a change must bring: no number of cases that is "
                + "likely to come would settle it."
        }
    }

    private func earns(_ challenger: Challenger) -> String {
        guard let claim = verdict.claim(of: challenger) else { return "" }
        let who = challenger == .model ? "The model" : "The heuristic with the model behind it"
        return "\(who) is almost certainly worth at least "
            + "\(NumberText.money(claim.limits.lower)) a case more than the heuristic alone; "
            + "more than \(NumberText.money(claim.worthHaving)) was asked for."
    }

    private var fallsShort: String {
        guard let claim = verdict.leadingClaim else { return "" }
        let who =
            claim.challenger == .model ? "the model" : "the heuristic with the model behind it"
        let free = claim.isAtPriceZero ? ", even with free calls," : ""
        let most = claim.limits.upper
        let worth =
            most < 0
            ? "at least \(NumberText.money(-most)) a case less"
            : "at most \(NumberText.money(most)) a case more"
        return
            "\(who.capitalizedFirst)\(free) is almost certainly worth \(worth) than the heuristic "
            + "alone; more than \(NumberText.money(claim.worthHaving)) was asked for."
    }

    private func noOutcomes(_ immature: Int, _ missing: Int) -> String {
        let waiting =
            immature > 0
            ? NumberText.counted(immature, "case is", "cases are")
                + " too young to count (`matures_after`)"
            : nil
        let lacking =
            missing > 0
            ? NumberText.counted(missing, "case has", "cases have")
                + " no known outcome: \(getOutcomes)"
            : nil
        return [waiting, lacking].compactMap(\.self).joined(separator: ", and ").capitalizedFirst
            + "."
    }

    private func depends(_ dependence: OutcomeDefinition.Dependence) -> String {
        switch dependence {
        case .yes:
            "Acting on an answer changes the outcome, so these cases show how often the two agree, "
                + "not who is right: draw at random who is in charge."
        case .unknown, .no:
            "Nobody has said whether acting on an answer changes the outcome: if it does not, set "
                + "`depends_on_answer: no` under `outcome` in feature.yaml."
        }
    }

    private var replay: String { "`assay replay \(verdict.arguments)`" }

    private var getOutcomes: String {
        "send them with `assay outcomes import \(verdict.arguments) FILE`"
    }
}

extension AuditFinding {
    /// Whether the figures themselves are in doubt while it fires, for whoever they speak.
    var doubtsEvidence: Bool { voids.contains(.heuristicStays) }
}

/// A code of the log as words: `rate_limited` is `rate limited`.
func words(_ code: String) -> String { code.replacing("_", with: " ") }

/// `the only case`, `all 12 cases`.
func all(_ count: Int, _ noun: String) -> String {
    count == 1 ? "the only \(noun)" : "all \(NumberText.counted(count, noun))"
}

func plural(_ count: Int, _ one: String, _ many: String) -> String { count == 1 ? one : many }
