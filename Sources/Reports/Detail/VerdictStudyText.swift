import JSONCodec
import Statistics
package import Verdicts

/// How often the deciding code is wrong, and how soon it is right, as a table.
package struct VerdictStudyText {
    private let rows: [VerdictStudy.Row]
    private let seed: UInt64
    private let width: Int

    package init(_ rows: [VerdictStudy.Row], seed: UInt64, width: Int) {
        self.rows = rows
        self.seed = seed
        self.width = width
    }

    package var text: String {
        let (effects, nothings) = (
            rows.filter { $0.goal != nil }, rows.filter { $0.goal == nil }
        )
        let tables = [
            nothings.isEmpty ? [] : lies(nothings), effects.isEmpty ? [] : stops(effects),
        ]
        return tables.filter { !$0.isEmpty }.joined(separator: [""]).joined(separator: "\n")
    }

    private func lies(_ rows: [VerdictStudy.Row]) -> [String] {
        var table = TableText(
            [
                "scenario", "nothing to find", "streams", "false verdicts", "at most", "missed",
                "at most", "5 %",
            ],
            alignments: [.left, .left, .right, .right, .right, .right, .right, .left])
        for row in rows {
            table.append([
                row.scenario, row.description, NumberText.count(row.streams),
                share(row.lies, row), NumberText.tablePercent(row.upperLimitOfLies),
                share(row.misses, row), NumberText.tablePercent(row.upperLimitOfMisses),
                kept(row),
            ])
        }
        return table.lines(width: width)
    }

    private func stops(_ rows: [VerdictStudy.Row]) -> [String] {
        var table = TableText(
            [
                "scenario", "an effect to find", "streams", "decided", "false", "one look",
                "80 % within", "ratio", "goal", "",
            ],
            alignments: [
                .left, .left, .right, .right, .right, .right, .right, .right, .right, .left,
            ])
        for row in rows {
            table.append([
                row.scenario, row.description, NumberText.count(row.streams),
                share(row.stops.count, row), share(row.lies, row),
                row.pairsAtOneLook.map { NumberText.count(Int($0.rounded(.up))) } ?? "",
                row.unitsForFourInFive.map(NumberText.count) ?? "never",
                row.ratio.map { NumberText.decimal($0, decimals: 2) } ?? "",
                row.goal.map { NumberText.decimal($0, decimals: 1) } ?? "", kept(row),
            ])
        }
        return table.lines(width: width)
    }

    private func share(_ count: Int, _ row: VerdictStudy.Row) -> String {
        NumberText.tablePercent(Double(count) / Double(max(1, row.streams)))
    }

    private func kept(_ row: VerdictStudy.Row) -> String { row.keepsPromise ? "kept" : "missed" }

    /// One object of the schema `assay.verdict-study/1`.
    package var json: String {
        var writer = JSONWriter(reserving: 4096)
        writer.beginObject()
        writer.key("schema")
        writer.string("assay.verdict-study/1")
        writer.key("seed")
        writer.string(String(seed))
        writer.key("scenarios")
        writer.beginArray()
        for row in rows { write(row, to: &writer) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func write(_ row: VerdictStudy.Row, to writer: inout JSONWriter) {
        func double(_ key: String, _ value: Double?) {
            writer.key(key)
            if let value { writer.double(value) } else { writer.null() }
        }
        func count(_ key: String, _ value: Int?) {
            writer.key(key)
            if let value { writer.int(value) } else { writer.null() }
        }
        writer.beginObject()
        writer.key("scenario")
        writer.string(row.scenario)
        writer.key("description")
        writer.string(row.description)
        count("streams", row.streams)
        count("false_verdicts", row.lies)
        double("false_verdicts_high", row.upperLimitOfLies)
        count("missed", row.misses)
        double("missed_high", row.upperLimitOfMisses)
        count("decided", row.stops.count)
        double("pairs_at_one_look", row.pairsAtOneLook)
        count("units_for_four_in_five", row.unitsForFourInFive)
        double("ratio", row.ratio)
        double("goal", row.goal)
        writer.key("kept")
        writer.bool(row.keepsPromise)
        writer.endObject()
    }
}
