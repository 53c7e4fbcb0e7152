import Statistics
import Verdicts

/// Which part of a case's worth decided, what the gap would take to close, and what it cost to know.
struct EconomicsSentences {
    let verdict: Verdict

    init(_ verdict: Verdict) {
        self.verdict = verdict
    }

    /// A part of the model's worth less the heuristic's, in dollars a case.
    struct Part {
        let name: String
        let difference: Double
    }

    /// The parts that make the difference, the largest first; without a price that is unknown.
    var parts: [Part] {
        guard let heuristic = verdict.heuristic.utility, let model = verdict.model?.utility else {
            return []
        }
        let mistakes = model.correct + model.wrong - heuristic.correct - heuristic.wrong
        return [
            Part(name: "right and wrong answers", difference: mistakes),
            Part(name: "cases left open", difference: model.abstained - heuristic.abstained),
            Part(name: "outages", difference: model.failed - heuristic.failed),
            Part(name: "the price of calls", difference: priceDifference ?? 0),
            Part(name: "waiting", difference: model.waiting - heuristic.waiting),
        ].sorted { abs($0.difference) > abs($1.difference) }
    }

    private var priceDifference: Double? {
        guard let before = verdict.heuristic.utility?.price,
            let after = verdict.model?.utility?.price
        else { return nil }
        return after - before
    }

    var all: [String] {
        [deciding, errorCost, price, volume, cost, privacy].compactMap(\.self)
    }

    /// What decided: the parts without which the difference would have the other sign.
    var deciding: String? {
        let parts = parts
        guard let first = parts.first, first.difference != 0 else { return nil }
        let sum = parts.reduce(0) { $0 + $1.difference }
        let turning = parts.filter { part in
            part.difference != 0 && (sum > 0) != (sum - part.difference > 0)
        }
        let list = parts.filter { abs($0.difference) >= 1e-6 }.map {
            "\($0.name) \(signed($0.difference))"
        }.joined(separator: ", ")
        let unknown = priceDifference == nil ? "; the price of calls is unknown" : ""
        return
            "\(head(sum, turning, first)). A case by the model, less one by the heuristic: \(list)\(unknown)."
    }

    private func head(_ sum: Double, _ turning: [Part], _ first: Part) -> String {
        let least = verdict.claim(of: .model)?.worthHaving ?? 0
        if sum > 0, sum <= least {
            return
                "What a change must bring decided: \(NumberText.roundMoney(least)) a case, more than "
                + "the model's lead of \(NumberText.roundMoney(sum))"
        }
        guard !turning.isEmpty else {
            return "No single part decided between the paths; \(first.name) weighed most"
        }
        let who = turning.map(\.name).joined(separator: " and ")
        return
            "\(who.capitalizedFirst) decided between the paths: without that alone, the comparison "
            + "would turn"
    }

    private var errorCost: String? {
        guard let points = verdict.breakEven, let now = points.currentErrorCost else { return nil }
        guard let cost = points.errorCost else { return nil }
        let answer = VerdictSentences(verdict).wrongAnswer
        return "It breaks even where \(answer) costs \(NumberText.roundMoney(cost)) "
            + "(declared: \(NumberText.roundMoney(now)))."
    }

    private var price: String? {
        guard let price = verdict.breakEven?.modelPrice else { return nil }
        let now =
            verdict.claim(of: .model)?.pricePerCall.map { " (paid: \(NumberText.roundMoney($0)))" }
            ?? ""
        guard price.high > 0 else { return "No price of a call is low enough for the model\(now)." }
        let range =
            "plausibly \(NumberText.roundMoney(max(0, price.low))) to "
            + NumberText.roundMoney(price.high)
        guard price.estimate > 0 else {
            return "By the estimate no price of a call is low enough for the model\(now); \(range)."
        }
        return "The model breaks even at \(NumberText.roundMoney(price.estimate)) a call\(now), "
            + "\(range)."
    }

    private var volume: String? {
        verdict.breakEven?.casesPerYear.map {
            "Upkeep is paid from about \(NumberText.roundCount(Int($0.rounded()))) cases a year on."
        }
    }

    private var cost: String? {
        guard let model = verdict.model, model.asked > 0 else { return nil }
        let calls = NumberText.counted(model.asked, "call")
        guard let total = model.cost.total else {
            return "What the \(calls) for this comparison cost is unknown, as the price is."
        }
        let labels = NumberText.counted(verdict.counts.labelled, "case")
        let outcomes =
            verdict.counts.labelled > 0
            ? ", and outcomes for \(labels), whose cost nobody declared" : ""
        return
            "This comparison took \(calls) of the model for \(NumberText.money(total))\(outcomes)."
    }

    private var privacy: String? {
        verdict.model == nil
            ? nil : "Privacy is in none of these figures: weigh it apart from them."
    }

    private func signed(_ dollars: Double) -> String {
        (dollars > 0 ? "+" : "") + NumberText.roundMoney(dollars)
    }
}
