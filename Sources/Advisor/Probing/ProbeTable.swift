package import JSONCodec
import Statistics

/// Labelled rows in the order of their time, or in none, as the probe takes them.
package struct ProbeTable: Sendable {
    /// Names of the fields that may predict.
    package let fields: [String]
    /// A value for each field, by row; null where there is none.
    let rows: [[JSONValue]]
    let labels: [String]
    /// Rows without a label, which were left out.
    package let unlabelled: Int
    /// Whether the order is that of time.
    package let isForward: Bool

    /// Takes the members of each row; `label`, `time` and `excluded` predict nothing.
    ///
    /// With `time` the rows are ordered by it: numbers by value, texts as texts, which is the order
    /// of time for ISO dates of one zone. Without it they are shuffled, always in the same way: files
    /// are often sorted by label.
    package init(
        _ objects: [JSONObject], label: String, time: String? = nil, excluding excluded: Set<String>
    ) {
        let labelled = objects.filter { $0[label].map { !$0.isNull } ?? false }
        unlabelled = objects.count - labelled.count
        let ordered = time.map { time in labelled.sorted { Self.isBefore($0[time], $1[time]) } }
        var generator = SeededGenerator(seed: 1)
        let cases = ordered ?? labelled.shuffled(using: &generator)
        isForward = time != nil
        var names: [String] = []
        var seen = excluded.union([label]).union(time.map { [$0] } ?? [])
        for object in cases {
            for member in object.members where seen.insert(member.key).inserted {
                names.append(member.key)
            }
        }
        fields = names
        rows = cases.map { object in names.map { object[$0] ?? .null } }
        labels = cases.map { Self.text($0[label] ?? .null) }
    }

    package var count: Int { rows.count }

    static func text(_ value: JSONValue) -> String { value.string ?? value.description }

    private static func isBefore(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        if let left = left?.double, let right = right?.double { return left < right }
        return (left?.string ?? "") < (right?.string ?? "")
    }
}
