import Decisions
import Statistics

/// What a feature's status says, in words.
struct StatusSentences {
    private let status: FeatureStatus

    init(_ status: FeatureStatus) {
        self.status = status
    }

    /// The verdict on the whole feature.
    var verdict: String {
        let decisions = Set(status.judgements.map(\.decision))
        guard decisions.count <= 1 else { return "different by question" }
        return Self.verdict(decisions.first)
    }

    /// Tells a settled verdict from an open one; the words say it as well.
    var verdictClass: String {
        let decisions = status.judgements.map(\.decision)
        return decisions.isEmpty || decisions.contains { Self.verdictClass($0) == "open" }
            ? "open" : "settled"
    }

    static func verdict(_ decision: String?) -> String {
        switch decision {
        case "heuristic-stays": "keep the heuristic"
        case "model-earns": "the model earns its place"
        case "cascade-earns": "heuristic first, then the model"
        default: "not yet known"
        }
    }

    static func verdictClass(_ decision: String) -> String {
        ["heuristic-stays", "model-earns", "cascade-earns"].contains(decision) ? "settled" : "open"
    }

    /// What somebody must know before reading on.
    var warning: String? {
        if !status.refusals.isEmpty { return "its files are refused; an older state runs" }
        if status.areModelsOff { return "models are switched off" }
        if status.areShadowsPaused { return "shadows are paused" }
        if status.unlogged > 0 {
            return "\(NumberText.count(status.unlogged)) answers were not logged"
        }
        return nil
    }

    var figures: [(label: String, value: String)] {
        var figures = [
            (label: "requests since the start", value: NumberText.count(status.requests))
        ]
        if let agreement = status.agreement {
            figures.append(("agreement", range(agreement)))
        }
        for path in status.paths {
            if let own = path.selfAgreement {
                figures.append(("\(path.name) with itself", range(own)))
            }
        }
        let failed = status.paths.map(\.failed).reduce(0, +)
        figures.append(("failed calls", NumberText.count(failed)))
        figures.append(("spent", spent))
        return figures
    }

    /// What all paths' calls cost together, as far as prices are known.
    private var spent: String {
        let known = status.paths.compactMap(\.spent).reduce(.zero, +)
        guard status.paths.contains(where: { $0.spent == nil }) else {
            return NumberText.money(known.usd)
        }
        return known == .zero ? "unknown" : "\(NumberText.money(known.usd)) and unknown prices"
    }

    /// What was saved net, a sentence a path with known prices.
    var netSavings: [String] {
        status.netSavings.map { path, saved in
            let money = NumberText.money(abs(saved.usd))
            let difference =
                saved == .zero ? "as much as" : "\(money) \(saved > .zero ? "more" : "less") than"
            return
                "Asking \(path) about every request would have cost \(difference) all calls did, "
                + "those of shadows among them."
        }
    }

    /// What of the disagreement is the model's own noise; nil where it was not asked twice.
    var noise: String? {
        let noisiest = status.paths.filter { $0.selfAgreement != nil }
            .min { ($0.selfAgreement?.value ?? 1) < ($1.selfAgreement?.value ?? 1) }
        guard let noisiest, let own = noisiest.selfAgreement, let agreement = status.agreement
        else { return nil }
        return "Asked twice about the same case, \(noisiest.name) gives the same answer in "
            + "\(range(own)); the paths give the same in \(range(agreement)). "
            + (agreement.interval.upper < own.interval.lower
                ? "So they differ by more than the model's own noise."
                : "So what they differ by may be the model's own noise.")
    }

    func range(_ estimate: Estimate) -> String {
        "\(NumberText.percent(estimate.value)) "
            + "(\(NumberText.percent(estimate.interval.lower)) to "
            + "\(NumberText.percent(estimate.interval.upper)))"
    }

    /// How the paths are run, a sentence each.
    var arrangement: [String] {
        var sentences = [
            status.inCharge == LiveDefinition.cascadeName
                ? "Heuristic first: callers get its answer, and the model's where it is not sure."
                : "The path in charge is \(status.inCharge): callers get its answer."
        ]
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
