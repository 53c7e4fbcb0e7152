import Decisions
import JSONCodec

/// The cases of an evidence log, read from its export.
///
/// A case that was observed more than once counts once, as it was observed last; the cases stand in
/// the order in which the log first saw them.
package struct LoggedCases: Sendable {
    package private(set) var cases: [CalibrationCase] = []
    private var places: [String: Int] = [:]

    package init() {}

    /// Takes in whole lines of an export in JSON.
    package mutating func add(lines: [UInt8]) throws {
        for line in lines.split(separator: UInt8(ascii: "\n")) {
            let json = try JSONValue(parsing: Array(line))
            guard let id = json["case_id"]?.string, let question = json["question"]?.string,
                let input = json["input"]
            else { continue }
            let place = places[id] ?? cases.count
            if place == cases.count {
                places[id] = place
                cases.append(CalibrationCase(time: nil, input: [], truths: [:]))
            }
            cases[place].time = json["time"]?.string.flatMap { Timestamp($0) }
            cases[place].input = Array(input.json)
            cases[place].truths[question] = Self.value(json["outcome"]?["value"])
        }
    }

    private static func value(_ json: JSONValue?) -> OptionValue? {
        json?.bool.map(OptionValue.flag) ?? json?.string.map(OptionValue.text)
    }
}
