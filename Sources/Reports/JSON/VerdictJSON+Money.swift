import JSONCodec
import Statistics
import Verdicts

/// What a change is worth, in dollars.
extension VerdictJSON {
    /// The leading claim; while the price is unknown only its upper limit is one.
    mutating func utility() {
        let claim = verdict.leadingClaim
        writer.key("utility")
        writer.beginObject()
        let isKnown = claim?.isAtPriceZero == false
        double("estimate", isKnown ? claim?.estimate : nil)
        double("low", isKnown ? claim?.limits.lower : nil)
        double("high", claim?.limits.upper)
        double("worth_having", claim?.worthHaving)
        if let claim { text("challenger", claim.challenger.rawValue) } else { null("challenger") }
        writer.endObject()
    }

    /// Every challenger, at price zero where the price is unknown.
    mutating func claims() {
        writer.key("claims")
        writer.beginArray()
        for claim in verdict.claims {
            writer.beginObject()
            text("challenger", claim.challenger.rawValue)
            bool("is_claim", !claim.isEmpty)
            bool("at_price_zero", claim.isAtPriceZero)
            number("units", claim.units)
            double("effective_units", claim.effectiveUnits)
            number("awaiting_labels", claim.waiting)
            number("labels_needed", claim.labelsNeeded)
            double("estimate", claim.estimate)
            double("low", claim.limits.lower)
            double("high", claim.limits.upper)
            double("worth_having", claim.worthHaving)
            interval("if_steady_effect", claim.stableEffectLimits)
            number("if_steady_effect_units", claim.stableEffectUnits)
            if let isSteady = claim.isSteady {
                bool("is_steady", isSteady)
            } else {
                null("is_steady")
            }
            interval("declared_bounds", claim.bounds)
            number("clipped", claim.clipped)
            double("alpha", claim.alpha)
            estimate("accuracy", claim.accuracy)
            double("asked_share", claim.askedShare)
            double("price_per_call_usd", claim.pricePerCall)
            writer.endObject()
        }
        writer.endArray()
    }

    mutating func year() {
        let year = verdict.year
        writer.key("year")
        writer.beginObject()
        double("estimate", year?.gain)
        double("low", year?.low)
        double("high", year?.high)
        bool("at_price_zero", year?.isAtPriceZero ?? false)
        double("upkeep_usd", year?.upkeep)
        double("build_once_usd", year?.buildOnce)
        double("first_year", year?.firstYear)
        writer.endObject()
    }

    mutating func breakEven() {
        let points = verdict.breakEven
        writer.key("break_even")
        writer.beginObject()
        price("model_price_per_call_usd", points?.modelPrice)
        price("cascade_price_per_call_usd", points?.cascadePrice)
        double("error_cost_usd", points?.errorCost)
        double("cases_per_year", points?.casesPerYear)
        double("accuracy_gain", points?.accuracyGain)
        writer.endObject()
    }

    private mutating func price(_ key: String, _ price: BreakEvenFigures.Price?) {
        writer.key(key)
        writer.beginObject()
        double("estimate", price?.estimate)
        double("low", price?.low)
        double("high", price?.high)
        writer.endObject()
    }

    mutating func baselines() {
        let figures = verdict.baselines
        writer.key("baselines")
        writer.beginObject()
        writer.key("majority")
        writer.beginObject()
        if let majority = figures?.majority { text("value", majority) } else { null("value") }
        double("accuracy", figures?.majorityAccuracy)
        double("share", figures?.majorityShare)
        writer.endObject()
        writer.key("prior")
        writer.beginObject()
        double("accuracy", figures?.priorAccuracy)
        writer.endObject()
        writer.key("best_constant")
        writer.beginObject()
        if let best = figures?.bestConstant { text("value", best) } else { null("value") }
        double("utility", figures?.bestConstantUtility)
        writer.endObject()
        writer.endObject()
    }

    mutating func noiseFloor() {
        let figures = verdict.noiseFloor
        writer.key("noise_floor")
        writer.beginObject()
        double("estimate", figures?.disagreement.value)
        double("low", figures?.disagreement.interval.lower)
        double("high", figures?.disagreement.interval.upper)
        number("cases", figures?.cases ?? 0)
        number("answers", figures?.answers ?? 0)
        writer.endObject()
    }
}
