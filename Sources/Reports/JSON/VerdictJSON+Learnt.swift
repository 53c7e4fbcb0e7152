import JSONCodec
import Verdicts

extension VerdictJSON {
    /// Writes what could be learnt from the cases alone; null where nobody measured it.
    mutating func learnt() {
        writer.key("learnt_baselines")
        guard let learnt = verdict.learnt else { return writer.null() }
        writer.beginObject()
        number("cases", learnt.cases)
        double("share", learnt.share)
        text("best_path", learnt.bestPath)
        estimate("best_path_accuracy", learnt.bestPathAccuracy)
        writer.key("three_level_rule")
        figures(learnt.rule)
        text("three_level_rule_cel", learnt.ruleText)
        writer.key("trained_classifier")
        figures(learnt.classifier)
        writer.endObject()
    }

    /// Writes which baseline no path beats; null where both paths beat them all.
    mutating func winningBaseline() {
        switch verdict.winningBaseline {
        case .rule: text("winning_baseline", "three_level_rule")
        case .classifier: text("winning_baseline", "trained_classifier")
        case .constant: text("winning_baseline", "best_constant")
        case nil: null("winning_baseline")
        }
    }

    private mutating func figures(_ figures: LearntBaselines.Figures) {
        writer.beginObject()
        estimate("accuracy", figures.accuracy)
        estimate("lead", figures.lead)
        bool("wins", figures.wins)
        writer.endObject()
    }
}
