import Statistics
import Verdicts

extension VerdictSentences {
    /// That something simpler beats every path; nil where nothing does, or the worst risk says so.
    var simpler: String? {
        switch verdict.winningBaseline {
        case .rule(let accuracy): learnt("a rule of three levels", accuracy)
        case .classifier(let accuracy): learnt("a small trained classifier", accuracy)
        case .constant(let constant):
            verdict.risk == .constantAsGood(constant)
                ? nil : "But always answering `\(constant.answer)` is \(worth(constant))."
        case nil: nil
        }
    }

    /// What a constant answer is, beside who would be in charge.
    func worth(_ constant: ConstantAnswer) -> String {
        guard let gain = constant.gain else { return "right as often" }
        return gain > 0 ? "worth \(NumberText.money(gain)) a case more" : "worth as much"
    }

    private func learnt(_ what: String, _ accuracy: Double) -> String? {
        guard let learnt = verdict.learnt else { return nil }
        let best = learnt.bestPath == verdict.heuristic.name ? "the heuristic" : modelName
        return "But \(what), learnt from past cases alone, beats both: it is right in "
            + "\(NumberText.percent(accuracy)) of the later cases, \(best) in "
            + "\(NumberText.percent(learnt.bestPathAccuracy.value)); weigh its errors first."
    }
}
