package import Audits

/// The worst thing that is plausible, by the evidence.
package enum Risk: Hashable, Sendable {
    case auditFires(AuditFinding)
    /// Acting on an answer shapes the outcome, or may.
    case outcomeDependsOnAnswer
    /// A share of the old enough cases has no outcome.
    case missingOutcomes(share: Double)
    /// On a share of the outcomes sources or raters disagree.
    case disputedOutcomes(share: Double)
    /// Most of the model's answers are recordings: `share` of them.
    case recordedAnswers(share: Double)
    case mixedVersions
    /// Always giving one answer is worth as much as who would be in charge, or more.
    case constantAsGood(ConstantAnswer)
    /// Always giving one answer would bring this share, at least half, of what was earned.
    case constantBringsMost(answer: String, share: Double)
    /// The verdict rests on few cases.
    case fewCases(Int)
    /// A share of the calls fails, at `yearlyCost` dollars where the volume is known.
    case failures(path: String, share: Double, reason: String?, yearlyCost: Double?)
    /// The heuristic leaves a share of the cases open, at `yearlyCost` dollars.
    case abstentions(share: Double, yearlyCost: Double?)
    /// The costliest mistake of who would be in charge.
    case mistake(path: String, truth: String, answer: String, share: Double, yearlyCost: Double?)
    /// Nothing is measured yet.
    case nothingMeasured
    /// No mistake and no failure has been seen in so many cases.
    case nothingSeen(cases: Int)
}
