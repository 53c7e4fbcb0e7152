import JSONCodec
import Statistics
import Verdicts

extension VerdictStudyText {
    /// One object of the schema `assay.verdict-study/1`.
    package var json: String {
        var writer = JSONWriter(reserving: 8192)
        writer.beginObject()
        writer.key("schema")
        writer.string("assay.verdict-study/1")
        writer.key("seed")
        // As a string: a double holds no 64 bits.
        writer.string(String(seed))
        writer.count("streams", streams)
        writer.list("scenarios", watched) { write($0, to: &$1) }
        writer.list("intervals", intervals) { write($0, to: &$1) }
        writer.list("cascades", promises) { write($0, to: &$1) }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func write(_ row: WatchedStreams, to writer: inout JSONWriter) {
        writer.text("scenario", row.scenario)
        writer.text("description", row.description)
        writer.count("streams", row.streams)
        writer.count("false_verdicts", row.lies)
        writer.number("false_verdicts_high", row.upperLimitOfLies)
        writer.count("missed", row.misses)
        writer.number("missed_high", row.upperLimitOfMisses)
        writer.count("decided", row.stops.count)
        writer.number("pairs_at_one_look", row.pairsAtOneLook)
        writer.count("units_for_four_in_five", row.unitsForFourInFive)
        writer.number("ratio", row.ratio)
        writer.number("goal", row.goal)
        writer.count("decided_within_goal", row.goal == nil ? nil : row.decidedInTime)
        writer.text("promise", row.promise.rawValue)
    }

    private func write(_ row: IntervalCoverage, to writer: inout JSONWriter) {
        writer.text("scenario", row.scenario)
        writer.text("interval", row.interval)
        writer.text("description", row.description)
        writer.count("samples", row.samples)
        writer.count("covered", row.covered)
        writer.number("nominal", row.nominal)
        writer.number("measured", row.measured)
        writer.number("low", row.limits.lower)
        writer.number("high", row.limits.upper)
        writer.text("promise", row.promise.rawValue)
    }

    private func write(_ row: CascadePromise, to writer: inout JSONWriter) {
        writer.text("scenario", row.scenario)
        writer.text("description", row.description)
        writer.count("streams", row.streams)
        writer.number("later_less_promised", row.difference?.value)
        writer.number("low", row.difference?.interval.lower)
        writer.number("high", row.difference?.interval.upper)
        writer.count("later_inside_promised", row.inside)
        writer.number("later_coverage", row.laterCoverage.measured)
        writer.number("gain_coverage", row.gainCoverage.measured)
        writer.text("promise", row.promise.rawValue)
    }
}

extension JSONWriter {
    fileprivate mutating func text(_ key: String, _ value: String) {
        self.key(key)
        string(value)
    }

    fileprivate mutating func number(_ key: String, _ value: Double?) {
        self.key(key)
        if let value { double(value) } else { null() }
    }

    fileprivate mutating func count(_ key: String, _ value: Int?) {
        self.key(key)
        if let value { int(value) } else { null() }
    }

    fileprivate mutating func list<Row>(
        _ key: String, _ rows: [Row], _ write: (Row, inout JSONWriter) -> Void
    ) {
        self.key(key)
        beginArray()
        for row in rows {
            beginObject()
            write(row, &self)
            endObject()
        }
        endArray()
    }
}
