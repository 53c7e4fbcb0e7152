import Statistics

/// Finds the smallest change that would turn the decision.
///
/// An open verdict: what is missing; an unknown price: the price to stay under; else more cases.
/// A verdict that was reached: of price, error cost, volume and accuracy the one whose break-even point is
/// nearest in proportion, accuracy being measured against the share of cases still wrong.
struct FlipFinder {
    let verdict: Verdict

    func smallest() -> Flip {
        if verdict.decision == .notYetKnown {
            switch verdict.reasons.first {
            case .tooFewCases(let more?): return .moreCases(more)
            case .priceUnknown: return priceToStayUnder ?? nearest
            case .tooFewCases: return nearest
            default: return .whatIsMissing
            }
        }
        return nearest
    }

    private var priceToStayUnder: Flip? {
        guard let leading = verdict.leadingClaim, let price = price(of: leading.challenger),
            price.estimate > 0
        else { return nil }
        return .priceBelow(price.estimate, challenger: leading.challenger, now: nil)
    }

    private func price(of challenger: Challenger) -> BreakEvenFigures.Price? {
        switch challenger {
        case .model: verdict.breakEven?.modelPrice
        case .cascade: verdict.breakEven?.cascadePrice
        }
    }

    private var nearest: Flip {
        guard let leading = verdict.leadingClaim, let advantage = leading.advantage,
            let points = verdict.breakEven
        else { return .whatIsMissing }
        let isAhead = advantage > 0
        var candidates: [(flip: Flip, change: Double)] = []
        if let now = leading.pricePerCall, now > 0, let price = price(of: leading.challenger),
            price.estimate > 0
        {
            let flip: Flip =
                isAhead
                ? .priceAbove(price.estimate, challenger: leading.challenger, now: now)
                : .priceBelow(price.estimate, challenger: leading.challenger, now: now)
            candidates.append((flip, abs(price.estimate - now) / now))
        }
        if let cost = points.errorCost, let now = points.currentErrorCost, now > 0 {
            let flip: Flip =
                cost > now ? .errorCostAbove(cost, now: now) : .errorCostBelow(cost, now: now)
            candidates.append((flip, abs(cost - now) / now))
        }
        if let cases = points.casesPerYear, let now = verdict.volume?.casesPerYear, now > 0 {
            let flip: Flip =
                cases > now ? .casesAbove(cases, now: now) : .casesBelow(cases, now: now)
            candidates.append((flip, abs(cases - now) / now))
        }
        if let gain = points.accuracyGain, let accuracy = leading.accuracy?.value,
            (0...reachableAccuracy(of: leading, now: accuracy)).contains(accuracy + gain)
        {
            let flip: Flip =
                gain > 0
                ? .rightMoreOften(gain, challenger: leading.challenger)
                : .rightLessOften(-gain, challenger: leading.challenger)
            candidates.append((flip, abs(gain) / max(1 - accuracy, 0.01)))
        }
        return candidates.min { $0.change < $1.change }?.flip ?? .nothingSimple
    }

    /// The accuracy that no model can exceed: a cascade cannot mend what the heuristic answers.
    private func reachableAccuracy(of claim: Claim, now accuracy: Double) -> Double {
        guard claim.challenger == .cascade, let heuristic = verdict.heuristic.accuracy?.value else {
            return 1
        }
        return min(1, heuristic + claim.askedShare)
    }
}
