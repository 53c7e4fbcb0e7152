import Decisions
import Statistics

/// What a feature's status says, in words.
struct StatusSentences {
    private let status: FeatureStatus

    init(_ status: FeatureStatus) {
        self.status = status
    }

    var verdict: String {
        switch status.judgement?.decision {
        case "heuristic-stays": "keep the heuristic"
        case "model-earns": "the model earns its place"
        case "cascade-earns": "heuristic first, then the model"
        default: "not yet known"
        }
    }

    /// Tells a settled verdict from an open one; the words say it as well.
    var verdictClass: String {
        switch status.judgement?.decision {
        case "heuristic-stays", "model-earns", "cascade-earns": "settled"
        default: "open"
        }
    }

    /// What somebody must know before reading on.
    var warning: String? {
        if status.areModelsOff { return "models are switched off" }
        if status.areShadowsPaused { return "shadows are paused" }
        if status.unlogged > 0 {
            return "\(NumberText.count(status.unlogged)) answers were not logged"
        }
        return nil
    }

    var figures: [(label: String, value: String)] {
        var figures = [(label: "requests", value: NumberText.count(status.requests))]
        if let agreement = status.agreement {
            figures.append(("agreement", range(agreement)))
        }
        let failed = status.paths.map(\.failed).reduce(0, +)
        figures.append(("failed calls", NumberText.count(failed)))
        figures.append(("spent", spent))
        return figures
    }

    /// What all models' calls cost together.
    private var spent: String {
        let known = status.paths.compactMap(\.spent)
        guard !known.isEmpty else { return "unknown" }
        return NumberText.money(known.reduce(.zero, +).usd)
    }

    func range(_ estimate: Estimate) -> String {
        "\(NumberText.percent(estimate.value)) "
            + "(\(NumberText.percent(estimate.interval.lower)) to "
            + "\(NumberText.percent(estimate.interval.upper)))"
    }

    /// How the paths are run, a sentence each.
    var arrangement: [String] {
        var sentences = ["The path in charge is \(status.inCharge): callers get its answer."]
        if let split = status.split {
            sentences = [
                "Who answers is drawn: \(NumberText.percent(split)) of the units get the other path, "
                    + "the rest \(status.inCharge)."
            ]
        }
        if status.areModelsOff {
            sentences.append("The kill switch is on: no model is asked.")
        } else if status.areShadowsPaused {
            sentences.append("Shadow paths are paused.")
        } else if status.paths.count > 1 {
            sentences.append(
                "The other paths are asked in the shadow of "
                    + "\(NumberText.percent(status.shadowShare)) of the requests.")
        }
        return sentences
    }
}
