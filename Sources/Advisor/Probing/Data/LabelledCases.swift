package import Baselines
package import JSONCodec
import Statistics

/// Labelled cases in the order of their time, or shuffled, as the probe takes them.
package struct LabelledCases: Sendable {
    /// As many as a choice can have.
    package static let mostLabels = 255
    /// Fewer cases than this measure nothing.
    package static let leastCases = 50

    package let table: CaseTable
    package let labels: [Int]
    package let labelNames: [String]
    /// What each rater said of each case, where there are raters.
    package let ratings: [[Int]]?
    /// Whether ratings are numbers, and which.
    let ratingValues: [Double]?
    package let columns: ProbeColumns
    /// The moments of the cases as they are written; `nil` where they were shuffled.
    package let moments: [String]?
    /// Whether the moments are neither numbers nor ISO dates, and their order is that of texts.
    package let isOrderOfTexts: Bool
    package let unlabelled: Int
    /// Labelled rows without a time, which were left out.
    package let untimed: Int

    package var count: Int { labels.count }
    package var isForward: Bool { moments != nil }

    /// Takes the members of each row; without a time the rows are shuffled, always in the same way:
    /// files are often sorted by label.
    package init(_ rows: [JSONObject], _ columns: ProbeColumns) throws(ProbeError) {
        try Self.check(rows, columns)
        let labelled = rows.filter { !Self.names(of: $0.value(at: columns.label)).isEmpty }
        guard !labelled.isEmpty else { throw .noLabel(columns.label) }
        if let object = labelled.lazy.compactMap({ $0.value(at: columns.label)?.object }).first {
            throw .objectLabel(columns.label, members: object.members.map(\.key))
        }
        unlabelled = rows.count - labelled.count
        let isList = labelled.contains { $0.value(at: columns.label)?.array != nil }
        guard columns.rater == nil || !isList else { throw .raterOfLists(columns.label) }
        let timed = columns.time.map { time in
            labelled.filter { !($0.value(at: time)?.isNull ?? true) }
        }
        untimed = timed.map { labelled.count - $0.count } ?? 0
        let order = try TimeOrder(
            timed ?? labelled, time: columns.time, isUntyped: columns.isUntyped)
        let cases = Self.merged(order.rows, columns)
        moments = columns.time.map { time in
            cases.map { Self.text($0.row.value(at: time) ?? .null) }
        }
        isOrderOfTexts = order.isOrderOfTexts
        if let time = columns.time, let moments, moments.first == moments.last {
            throw .constantTime(time)
        }
        let names = Set(cases.joinedLabels).sorted()
        guard cases.count >= Self.leastCases else {
            throw .tooFew(rows: cases.count, least: Self.leastCases)
        }
        guard names.count > 1 else {
            throw .oneLabel(label: columns.label, value: names.first ?? "", rows: cases.count)
        }
        guard names.count <= Self.mostLabels else {
            throw .tooManyLabels(
                label: columns.label, values: names.count,
                areNumbers: names.allSatisfy { Double($0) != nil }, most: Self.mostLabels)
        }
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        let ratings = cases.map { $0.labels.compactMap { numbers[$0] } }
        labels = ratings.map { Self.commonest($0) }
        labelNames = names
        self.ratings = isList || columns.rater != nil ? ratings : nil
        let values = names.compactMap(Double.init)
        ratingValues = values.count == names.count ? values : nil
        self.columns = columns
        table = CaseTable(
            cases.map(\.row), excluding: columns.excluded, isUntyped: columns.isUntyped)
        guard !table.columns.isEmpty else {
            throw .noFields(idle: table.idle.map { "`\($0.field)` (\($0.reason.rawValue))" })
        }
    }

    private static func check(
        _ rows: [JSONObject], _ columns: ProbeColumns
    ) throws(ProbeError) {
        let fields = Set(rows.lazy.flatMap(\.keys))
        let named =
            [("label", columns.label)] + (columns.time.map { [("time", $0)] } ?? [])
            + (columns.rater.map { [("rater", $0)] } ?? [])
            + columns.without.subtracting(["id"]).sorted().map { ("without", $0) }
            + columns.knownBefore.sorted().map { ("known-before", $0) }
        for (option, name) in named where !fields.contains(name) {
            guard !rows.contains(where: { $0.value(at: name) != nil }) else { continue }
            throw .unknownField(option: option, name: name, fields: fields.sorted())
        }
    }

    /// Brings the labels that several raters gave a case together: rows of one `id`, or of the same
    /// input where there is none.
    private static func merged(
        _ rows: [JSONObject], _ columns: ProbeColumns
    ) -> [(row: JSONObject, labels: [String])] {
        guard let rater = columns.rater else {
            return rows.map { ($0, names(of: $0.value(at: columns.label))) }
        }
        var positions: [JSONObject: Int] = [:]
        var cases: [(row: JSONObject, labels: [String])] = []
        for row in rows {
            var input = row
            if let id = row["id"], !id.isNull {
                input = ["id": id]
            } else {
                for name in [columns.label, rater] + [columns.time].compactMap(\.self) {
                    input[name] = nil
                }
            }
            let labels = names(of: row.value(at: columns.label))
            if let position = positions[input] {
                cases[position].labels += labels
            } else {
                positions[input] = cases.count
                cases.append((row, labels))
            }
        }
        return cases
    }

    private static func names(of value: JSONValue?) -> [String] {
        switch value {
        case nil, .null?, .string("")?: []
        case .array(let elements)?: elements.flatMap { names(of: $0) }
        case let value?: [text(value)]
        }
    }

    static func text(_ value: JSONValue) -> String { value.string ?? value.description }

    /// The commonest label, the first of equals.
    private static func commonest(_ labels: [Int]) -> Int {
        let counts = Dictionary(grouping: labels, by: \.self).mapValues(\.count)
        return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? 0
    }
}

extension [(row: JSONObject, labels: [String])] {
    fileprivate var joinedLabels: [String] { flatMap(\.labels) }
}

extension JSONObject {
    /// Returns the member of that name, or else the one at the end of a path with dots.
    func value(at path: String) -> JSONValue? {
        if let value = self[path] { return value }
        guard let dot = path.firstIndex(of: ".") else { return nil }
        return self[String(path[..<dot])]?.object?.value(
            at: String(path[path.index(after: dot)...]))
    }
}
