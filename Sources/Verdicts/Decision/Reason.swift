package import Audits
package import Decisions

/// Why the verdict is what it is.
package enum Reason: Hashable, Sendable {
    // Decided.
    /// The challenger's lower limit exceeds what is worth having.
    case earns(Challenger)
    /// Every challenger's upper limit falls short of what is worth having.
    case allFallShort

    // What is missing.
    case noModel
    case nothingLogged
    /// The model was never asked in the current version.
    case modelNotAsked(skipped: Int)
    /// The model was asked and failed every time.
    case modelAlwaysFailed(failures: Int, reason: String?)
    case heuristicNotAsked
    /// No case that is old enough has an outcome.
    case noOutcomes(immature: Int, missing: Int)
    /// No case with an outcome has been put to both paths.
    case noPairs
    case noEconomics
    case outcomeDependsOnAnswer(OutcomeDefinition.Dependence)

    /// What the plan fixed is otherwise now: it decides nothing until it is frozen anew.
    case planOutdated([Plan.Change])
    /// The log has not been told of the plan, so that nothing in it is known to be later.
    case planNotNoted
    /// The plan promises no claim about this question and model.
    case notPromised
    /// All cases so far were logged before the plan was frozen.
    case nothingSincePlan(before: Int)

    // What is in the way.
    case auditFires(AuditFinding)
    case priceUnknown
    /// So many answers cost more or took longer than was declared.
    case boundsExceeded(answers: Int)
    /// So many calls of a model with a price have none, and could turn it either way.
    case missingPrices(calls: Int)
    /// Units whose outcome would tell the paths apart have none, and could turn it either way; about
    /// `enough` of them would settle it, nil where nobody can say.
    case missingOutcomes(missing: Int, enough: Int?)
    /// Too few cases yet; about so many more would do, nil where nobody can say.
    case tooFewCases(more: Int?)
}
