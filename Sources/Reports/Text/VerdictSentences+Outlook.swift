import Audits
import Decisions
import Statistics
import Verdicts

extension VerdictSentences {
    /// The worst thing that is plausible.
    package var risk: String {
        switch verdict.risk {
        case .auditFires(let audit):
            (audit.doubtsEvidence
                ? "The evidence itself is in doubt: " : "What audit \(audit.id) found: ")
                + audit.sentence
        case .outcomeDependsOnAnswer:
            "Acting on an answer may shape what happens next, so the log can flatter whoever is in "
                + "charge."
        case .missingOutcomes(1): "No case has a known outcome yet, so that every risk is open."
        case .missingOutcomes(let share):
            "\(NumberText.percent(share)) of the cases that are old enough have no known outcome; "
                + "if those differ from the rest, the picture changes."
        case .disputedOutcomes(let share):
            "\(NumberText.percent(share)) of the outcomes are disputed: part of what looks like a "
                + "mistake may be a wrong label."
        case .mixedVersions:
            "The answers come from more than one version; what holds for the mix need not hold for "
                + "the latest one."
        case .recordedAnswers(let share):
            "\(NumberText.percent(share)) of the model's answers are recordings: the model may "
                + "answer, cost and wait differently today."
        case .constantAsGood(let constant):
            "Always saying \(quoted(constant.answer)), without looking at the case, would be "
                + "\(worth(constant)) \(constant.gain ?? 0 > 0 ? "than" : "as") who is in charge by this "
                + "verdict."
        case .constantBringsMost(let answer, let share):
            "Always saying \(quoted(answer)), without looking at the case, would bring "
                + "\(NumberText.percent(share)) of that gain and needs no model: the heuristic was easy "
                + "to beat."
        case .fewCases(let cases):
            "It rests on only \(NumberText.counted(cases, verdict.hasUsers ? "user" : "case")); "
                + "rare and costly mistakes have hardly had a chance to show."
        case .failures(_, let share, let reason, let cost):
            "\(NumberText.percent(share)) of the calls to the model fail"
                + (reason.map { " (mostly: \(words($0)))" } ?? "") + yearly(cost) + "."
        case .abstentions(let share, let cost):
            "The heuristic leaves \(NumberText.percent(share)) of cases open" + yearly(cost) + "."
        case .mistake(let path, let truth, let answer, let share, let cost):
            "\(subject(path)) says \(quoted(answer)) where \(quoted(truth)) is right in "
                + "\(NumberText.percent(share)) of cases" + yearly(cost) + "."
        case .nothingMeasured: "Nothing has been measured yet, so every risk is open."
        case .nothingSeen(let cases):
            "No mistake in \(NumberText.counted(cases, "case")); about "
                + "\(NumberText.percent(neverSeenUpperLimit(trials: max(1, cases)))) of cases could "
                + "still go wrong without having shown."
        }
    }

    /// The smallest change that would turn the decision.
    package var flip: String {
        switch verdict.flip {
        case .priceBelow(let price, let challenger, let now):
            "\(pays(challenger)) if a call cost less than about \(NumberText.roundMoney(price))"
                + (now.map { " (now \(NumberText.roundMoney($0)))" } ?? "") + "."
        case .priceAbove(let price, _, let now):
            "It would no longer pay if a call cost more than about \(NumberText.roundMoney(price))"
                + (now.map { " (now \(NumberText.roundMoney($0)))" } ?? "") + "."
        case .casesAbove(let cases, let now): volume("more", cases, now)
        case .casesBelow(let cases, let now): volume("fewer", cases, now)
        case .errorCostAbove(let cost, let now):
            "It would turn if \(wrongAnswer) cost more than about \(NumberText.roundMoney(cost)) "
                + "(now \(NumberText.roundMoney(now)))."
        case .errorCostBelow(let cost, let now):
            "It would turn if \(wrongAnswer) cost less than about \(NumberText.roundMoney(cost)) "
                + "(now \(NumberText.roundMoney(now)))."
        case .rightMoreOften(let share, let challenger):
            "\(pays(challenger)) if \(both(challenger)) right in more than "
                + accuracy(challenger, changedBy: share) + "."
        case .rightLessOften(let share, let challenger):
            "It would no longer pay if \(both(challenger)) right in fewer than "
                + accuracy(challenger, changedBy: -share) + "."
        case .moreCases(let more):
            "About \(NumberText.roundCount(more)) more labelled "
                + plural(more, "case", "cases") + " would decide it; today "
                + "\(leaning)."
        case .whatIsMissing: getMissing
        case .nothingSimple:
            "No modest change of price, of volume, of what a mistake costs or of accuracy alone would."
        }
    }

    /// When to look again, and why then.
    package var review: String {
        let day = NumberText.day(verdict.review.at)
        return switch verdict.review.cause {
        case .routine: "\(day), or as soon as rules, prompt, model or prices change."
        case .enoughCases(let more):
            "\(day): at the log's pace about \(NumberText.roundCount(more)) more "
                + plural(more, "case", "cases") + " with a known outcome will have come by then."
        case .outcomesMature: "\(day): by then the first cases are old enough to count."
        case .somethingMissing: "As soon as that is settled; \(day) at the latest."
        }
    }

    private var getMissing: String {
        switch verdict.reasons.first {
        case .auditFires(let audit):
            "Settling what the check found; until then "
                + (audit.doubtsEvidence
                    ? "the figures prove nothing." : "nothing takes the heuristic's place.")
        case .missingOutcomes: "The outcomes that are missing."
        default: "What is missing: nothing can be weighed without it."
        }
    }

    private func volume(_ direction: String, _ cases: Double, _ now: Double) -> String {
        let counts = [cases, now].map { NumberText.roundCount(Int($0.rounded())) }
        return "It would turn if there were \(direction) than about \(counts[0]) cases a year (now "
            + "\(counts[1]))."
    }

    /// The share of cases in which the challenger is right, and the one that would turn it.
    private func accuracy(_ challenger: Challenger, changedBy change: Double) -> String {
        guard let now = verdict.claim(of: challenger)?.accuracy?.value else { return "" }
        let kinds =
            verdict.breakEven?.hasNamedErrors == true
            ? ", with mistakes of today's kinds" : ""
        return
            "\(NumberText.percent(now + change)) of cases (now \(NumberText.percent(now)))\(kinds)"
    }

    /// The mistakes whose cost is looked for.
    var wrongAnswer: String {
        verdict.breakEven?.hasNamedErrors == true
            ? "a wrong answer without a cost of its own" : "a wrong answer"
    }

    private var leaning: String {
        guard let claim = verdict.leadingClaim, let advantage = claim.advantage else {
            return "nothing leans either way"
        }
        return advantage > 0
            ? "\(name(claim.challenger)) looks better" : "the heuristic looks better"
    }

    private func pays(_ challenger: Challenger) -> String {
        switch challenger {
        case .model: "The model would pay"
        case .cascade: "Adding the model behind the heuristic would pay"
        }
    }

    private func both(_ challenger: Challenger) -> String {
        challenger == .model ? "it were" : "together they were"
    }

    private func subject(_ path: String) -> String {
        switch path {
        case verdict.heuristic.name: "The heuristic"
        case "cascade": "The combination"
        default: "The model"
        }
    }

    private func quoted(_ value: String) -> String { "`\(value)`" }

    private func yearly(_ cost: Double?) -> String {
        cost.map { ", which costs about \(NumberText.roundMoney($0)) a year" } ?? ""
    }
}
