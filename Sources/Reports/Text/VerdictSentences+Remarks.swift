import Statistics
import Verdicts

/// What a reader would ask next, each a sentence after a space, or nothing.
extension VerdictSentences {
    /// Why a path that is right more often is worth less all the same.
    var accuracyBeside: String {
        guard let claim = verdict.claim(of: .model), !claim.isOfSplit,
            let estimate = claim.estimate,
            let difference = verdict.difference?.difference, estimate < 0,
            difference.interval.lower > 0, let model = verdict.model?.accuracy,
            let heuristic = verdict.heuristic.accuracy
        else { return "" }
        let price = claim.isAtPriceZero ? "" : ", price"
        let outweighs =
            claim.limits.upper < 0 ? "outweighs that" : "so far seems to outweigh that"
        return
            " The model is right more often (\(NumberText.percent(model.value)) of cases against "
            + "\(NumberText.percent(heuristic.value))), but what its mistakes\(price) and waiting cost "
            + "\(outweighs)."
    }

    /// That nothing has told the two apart yet, where cases were compared at all.
    var sameAnswers: String {
        guard case .tooFewCases = verdict.reasons.first, let agreement = verdict.agreement,
            agreement.agreed == agreement.bothAnswered
        else { return "" }
        return " They gave the same answer in \(all(agreement.bothAnswered, "case")) that both "
            + "answered."
    }

    /// How often the model had no answer at all, from a twentieth of its calls on.
    var failing: String {
        guard let model = verdict.model, model.failed * 20 >= model.asked,
            model.failed > 0, model.failed < model.asked
        else { return "" }
        let share = NumberText.percent(Double(model.failed) / Double(model.asked))
        return " \(share) of the model's calls failed."
    }
}
