import Statistics
import Verdicts

extension VerdictSentences {
    /// What a year is worth, with its range; or the price at which it would pay.
    package var worth: String {
        guard let claim = verdict.leadingClaim, claim.estimate != nil else {
            return verdict.model == nil
                ? "Nothing to compare yet." : "Cannot be told until that is settled."
        }
        if case .auditFires(let audit) = verdict.reasons.first, audit.doubtsEvidence {
            return "Cannot be told: the figures rest on evidence that is in doubt."
        }
        if claim.isAtPriceZero, (claim.advantage ?? 0) > 0 { return breakEvenPrice }
        guard let year = verdict.year else { return perThousand(claim) }
        return amount(year) + volume + building(year)
    }

    private func amount(_ year: YearFigures) -> String {
        let who = name(year.challenger).capitalizedFirst
        let free = year.isAtPriceZero ? ", even if its calls were free," : ""
        let upkeep = year.upkeep == nil ? "" : ", upkeep paid"
        if year.low < 0, year.high > 0 {
            let guess =
                year.gain < 0
                ? "lose about \(NumberText.roundMoney(-year.gain))"
                : "bring about \(NumberText.roundMoney(year.gain))"
            return "\(who)\(free) might \(guess) a year\(upkeep); anything between a loss of "
                + "\(NumberText.roundMoney(-year.low)) and a gain of "
                + "\(NumberText.roundMoney(year.high)) is plausible"
        }
        let isGain = year.gain > 0
        let (low, high) = isGain ? (year.low, year.high) : (-year.high, -year.low)
        return "\(who)\(free) would \(isGain ? "bring" : "lose") about "
            + "\(NumberText.roundMoney(abs(year.gain))) a year\(upkeep), plausibly between "
            + "\(NumberText.roundMoney(low)) and \(NumberText.roundMoney(high))"
    }

    private var volume: String {
        guard let volume = verdict.volume else { return "." }
        let cases = NumberText.roundCount(Int(volume.casesPerYear.rounded()))
        return switch volume.source {
        case .declared: ", at \(cases) cases a year."
        case .log(let days):
            ", at the log's pace of \(cases) cases a year (seen over "
                + NumberText.counted(Int(days.rounded()), "day") + ")."
        }
    }

    private func building(_ year: YearFigures) -> String {
        guard let cost = year.buildOnce, cost > 0, year.gain > 0 else { return "" }
        let first =
            year.firstYear < 0
            ? "a loss of \(NumberText.roundMoney(-year.firstYear))"
            : "a gain of \(NumberText.roundMoney(year.firstYear))"
        return " Building it costs \(NumberText.roundMoney(cost)), so the first year ends with "
            + first + "."
    }

    private func perThousand(_ claim: Claim) -> String {
        guard let estimate = claim.estimate else { return "Not to be told yet." }
        let (low, high) = (claim.limits.lower * 1000, claim.limits.upper * 1000)
        return "\(name(claim.challenger).capitalizedFirst) is worth about "
            + "\(NumberText.roundMoney(estimate * 1000)) per 1,000 cases, plausibly between "
            + "\(NumberText.roundMoney(low)) and \(NumberText.roundMoney(high)). Add "
            + "`cases_per_year` to `economics` to see a year."
    }

    private var breakEvenPrice: String {
        let points = verdict.breakEven
        var text = "Unknown, as the price is. "
        guard let model = points?.modelPrice else { return text }
        if model.estimate > 0 {
            text +=
                "The model pays if a call costs less than about "
                + "\(NumberText.roundMoney(model.estimate)) (\(range(model)))."
        } else {
            text += "Answering every case, the model would not pay even if its calls were free."
        }
        if let cascade = points?.cascadePrice, cascade.estimate > max(0, model.estimate) {
            text +=
                " Asked only where the heuristic has no answer, it pays up to about "
                + "\(NumberText.roundMoney(cascade.estimate)) a call (\(range(cascade)))."
        }
        return text
    }

    private func range(_ price: BreakEvenFigures.Price) -> String {
        if price.high <= 0 { return "at worst never" }
        let low = price.low > 0 ? NumberText.roundMoney(price.low) : "nothing"
        return "plausibly between \(low) and \(NumberText.roundMoney(price.high))"
    }

    /// The challenger as the subject of a sentence.
    func name(_ challenger: Challenger) -> String {
        switch challenger {
        case .model: "the model"
        case .cascade: "adding the model behind the heuristic"
        }
    }
}
