import JSONCodec
import Statistics
import Verdicts

extension VerdictJSON {
    /// Writes the verdict over error cost and volume; null where there is nothing to decide by.
    mutating func map() {
        writer.key("decision_map")
        guard let map = verdict.map else { return writer.null() }
        writer.beginObject()
        double("cases_per_year", map.casesPerYear)
        text("here", map.here.rawValue)
        interval("error_cost_factor_range", map.factorRange)
        interval("cases_per_year_range", map.volumeRange)
        bool("same_in_range", map.isSettledInRange)
        writer.key("border")
        if let border = map.border {
            writer.beginObject()
            double("error_cost_factor", border.factor)
            text("verdict", border.decision.rawValue)
            writer.endObject()
        } else {
            writer.null()
        }
        bool("depends_on_volume", map.dependsOnVolume)
        bool("leaves_plan_out", map.leavesPlanOut)
        axis("columns_by_error_cost_factor", map.factors)
        axis("rows_by_cases_per_year", map.volumes)
        writer.key("verdicts")
        writer.beginObject()
        for decision in Verdict.Decision.allCases { text(decision.letter, decision.rawValue) }
        writer.endObject()
        texts("rows", map.decisions.map { $0.map(\.letter).joined() })
        writer.endObject()
    }

    /// Values in equal ratios, the first the lowest.
    private mutating func axis(_ key: String, _ values: [Double]) {
        writer.key(key)
        writer.beginObject()
        double("first", values.first)
        double("last", values.last)
        number("count", values.count)
        writer.endObject()
    }
}
