import Decisions
import Statistics
package import Verdicts

/// What a verdict says, in whole sentences for somebody who has never seen the tool.
package struct VerdictSentences {
    let verdict: Verdict

    package init(_ verdict: Verdict) {
        self.verdict = verdict
    }

    /// What was decided, about what: `flight-delay, arrival: keep the heuristic`.
    package var title: String {
        let decision =
            switch verdict.decision {
            case .heuristicStays: "keep the heuristic"
            case .modelEarns: "switch to the model"
            case .cascadeEarns: "use the heuristic first, then the model"
            case .notYetKnown: "not yet known"
            }
        return "\(verdict.feature), \(verdict.question.name): \(decision)"
    }

    /// The decision and the figure that it rests on, and whether a baseline beats both paths.
    package var decision: String {
        let decided =
            switch verdict.decision {
            case .modelEarns, .cascadeEarns: earned
            case .heuristicStays: stays
            case .notYetKnown: open
            }
        return [decided, simpler].compactMap(\.self).joined(separator: " ")
    }

    /// Why, a sentence each; never empty.
    package var reasons: [String] {
        verdict.reasons.map(ReasonSentence(verdict: verdict).sentence)
    }

    private var earned: String {
        guard let claim = verdict.leadingClaim, let estimate = claim.estimate else {
            return reasons.joined(separator: " ")
        }
        let what =
            switch claim.challenger {
            case .model: "\(modelName.capitalizedFirst) earns its place."
            case .cascade:
                "Let the heuristic answer first, and ask \(modelName) only in the "
                    + "\(NumberText.percent(claim.askedShare)) of cases that it leaves open."
            }
        let it = claim.challenger == .model ? "it" : "that"
        return what + " Over \(cases(claim)), \(it) was worth about "
            + "\(NumberText.roundMoney(estimate)) a case more than the heuristic alone, and almost "
            + "certainly at least \(NumberText.roundMoney(claim.limits.lower)); "
            + minimum(claim)
    }

    private func minimum(_ claim: Claim) -> String {
        let upkeep = isUpkeepAsked ? ", upkeep and all" : ""
        return claim.worthHaving > 0
            ? "a change had to bring more than \(NumberText.roundMoney(claim.worthHaving))\(upkeep)."
            : "price and waiting are paid."
    }

    /// Whether what a change must bring has the upkeep in it: by a volume that was declared.
    private var isUpkeepAsked: Bool {
        guard verdict.year?.upkeep != nil, case .declared = verdict.volume?.source else {
            return false
        }
        return true
    }

    private var stays: String {
        guard let claim = verdict.leadingClaim, let estimate = claim.estimate else {
            return "Keep the heuristic."
        }
        let who =
            switch claim.challenger {
            case .model: "\(modelName) in its place"
            case .cascade: "asking \(modelName) where the heuristic has no answer"
            }
        let free = claim.isAtPriceZero ? ", even with free calls" : ""
        return "Keep the heuristic. Over \(cases(claim)), \(who) would have \(result(estimate))"
            + "\(free): \(best(claim)).\(other(than: claim))\(accuracyBeside)\(failing)"
    }

    private func result(_ estimate: Double) -> String {
        estimate < 0
            ? "lost about \(NumberText.roundMoney(-estimate)) a case"
            : "brought only about \(NumberText.roundMoney(estimate)) a case"
    }

    private func best(_ claim: Claim) -> String {
        let most = claim.limits.upper
        guard most > 0 else {
            return "almost certainly a loss of at least \(NumberText.roundMoney(-most))"
        }
        return
            "almost certainly it brings at most \(NumberText.roundMoney(most)), while a change must "
            + "bring more than \(NumberText.roundMoney(claim.worthHaving))"
    }

    /// The other challenger's result, so that nobody wonders.
    private func other(than claim: Claim) -> String {
        guard
            let other = verdict.claims.first(where: {
                $0.challenger != claim.challenger && !$0.isEmpty
            }), let estimate = other.estimate
        else { return "" }
        let who =
            other.challenger == .model
            ? "Asked in every case, the model" : "Asked only where the heuristic has no answer, it"
        return " \(who) would have \(result(estimate))."
    }

    private var open: String {
        let meanwhile =
            verdict.inCharge == verdict.heuristic.name
            ? "the heuristic stays in charge" : "put the heuristic in charge"
        let sentences = ReasonSentence(verdict: verdict)
        let first = verdict.reasons.prefix(2).map(sentences.sentence).joined(separator: " ")
        let question =
            verdict.model == nil ? "" : " whether \(modelName) earns the heuristic's place"
        return "Not yet known\(question); \(meanwhile) meanwhile.\(sameAnswers) \(first)"
            + accuracyBeside + failing
    }

    /// The model with the name that people know it by, where it has another one.
    var modelName: String {
        guard let label = verdict.model?.label, !label.isEmpty, label != "model" else {
            return "the model"
        }
        // What follows a comma describes the model; the details have it.
        return "the model (\(label))"
    }

    private func cases(_ claim: Claim) -> String {
        verdict.hasUsers
            ? NumberText.counted(claim.units, "user") + ", one case each"
            : NumberText.counted(claim.units, "case")
    }
}

extension String {
    /// The text with a capital first letter.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
