import Decisions
import JSONCodec

/// The cases of an evidence log, read from its export.
///
/// A case that was observed more than once counts once, as it was observed last; the cases stand in
/// the order in which the log first saw them.
///
/// Of labels that were drawn with different chances some are left out by a fixed lot, as if all had been
/// drawn with the least: rules that are often asked about would look better or worse than they are.
package struct LoggedCases: Sendable {
    private struct Entry {
        var id: String
        var `case`: CalibrationCase
        /// With what chance the label of a question was drawn, where one was.
        var chances: [String: Double] = [:]
    }

    private var entries: [Entry] = []
    private var places: [String: Int] = [:]

    package init() {}

    /// Takes in whole lines of an export in JSON.
    package mutating func add(lines: [UInt8]) throws {
        for line in lines.split(separator: UInt8(ascii: "\n")) {
            let json = try JSONValue(parsing: Array(line))
            guard let id = json["case_id"]?.string, let question = json["question"]?.string,
                let input = json["input"]
            else { continue }
            let place = places[id] ?? entries.count
            if place == entries.count {
                places[id] = place
                entries.append(
                    Entry(id: id, case: CalibrationCase(time: nil, input: [], truths: [:])))
            }
            entries[place].case.time = json["time"]?.string.flatMap { Timestamp($0) }
            entries[place].case.input = Array(input.json)
            entries[place].case.truths[question] = Self.value(json["outcome"]?["value"])
            entries[place].chances[question] = json["outcome"]?["label_probability"]?.double
        }
    }

    package var cases: [CalibrationCase] {
        var least: [String: Double] = [:]
        for entry in entries {
            least.merge(entry.chances) { min($0, $1) }
        }
        return entries.map { entry in
            var result = entry.case
            for (question, chance) in entry.chances where chance > 0 {
                let lot = StableHash.Purpose("calibrate", salt: question)
                let isKept = StableHash(entry.id).draws(
                    (least[question] ?? chance) / chance, for: lot)
                if !isKept { result.truths[question] = nil }
            }
            return result
        }
    }

    private static func value(_ json: JSONValue?) -> OptionValue? {
        json?.bool.map(OptionValue.flag) ?? json?.string.map(OptionValue.text)
    }
}
