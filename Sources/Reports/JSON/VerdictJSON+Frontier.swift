import JSONCodec
import Verdicts

extension VerdictJSON {
    /// Writes what the heuristic and the model reach together; null where it cannot be told.
    mutating func frontier() {
        writer.key("frontier")
        guard let frontier = verdict.frontier else { return writer.null() }
        writer.beginObject()
        number("past_cases", frontier.pastCases)
        number("later_cases", frontier.laterCases)
        double("share", frontier.share)
        double("apgr", frontier.averageGapRecovered)
        double("cpt50", frontier.callShareForHalf)
        double("cpt80", frontier.callShareForMost)
        writer.key("recommended")
        point(frontier.recommended)
        texts("feature_yaml", FrontierText(verdict).switchingOn)
        writer.key("points")
        writer.beginArray()
        for entry in frontier.points { point(entry) }
        writer.endArray()
        writer.endObject()
    }

    private mutating func point(_ point: FrontierPoint) {
        writer.beginObject()
        switch point.setting {
        case .heuristicAlone: setting("heuristic", below: nil)
        case .whereUnanswered: setting("unanswered", below: nil)
        case .confidence(let below): setting("confidence", below: below)
        case .precision(let below): setting("precision", below: below)
        case .modelAlone: setting("model", below: nil)
        }
        double("asked_share", point.askedShare)
        double("promised_accuracy", point.promisedAccuracy)
        estimate("accuracy", point.accuracy)
        double("cost_usd", point.cost)
        writer.key("latency_ms")
        writer.beginObject()
        double("mean", point.meanSeconds * 1000)
        double("p95", point.p95Seconds * 1000)
        writer.endObject()
        double("utility_usd_per_case", point.utility)
        estimate("gain_usd_per_case", point.utilityGain)
        bool("on_frontier", point.isOnFrontier)
        writer.endObject()
    }

    private mutating func setting(_ name: String, below: Double?) {
        text("model_asked", name)
        double("below", below)
    }
}
