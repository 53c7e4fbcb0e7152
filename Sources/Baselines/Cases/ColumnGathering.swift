import JSONCodec

/// Turns cases into columns of values.
struct ColumnGathering {
    /// Nobody writes so many fields by hand; more would take too much memory.
    private static let mostCells = 20_000_000
    private static let deepest = 5

    private let count: Int
    private let excluded: Set<String>
    private var names: [String] = []
    private var positions: [String: Int] = [:]
    private var columns: [[JSONValue]] = []

    init(count: Int, excluded: Set<String>) {
        self.count = count
        self.excluded = excluded
    }

    mutating func gather(_ object: JSONObject, row: Int, path: String = "", depth: Int = 0) {
        for member in object.members {
            let name = path.isEmpty ? member.key : "\(path).\(member.key)"
            guard !member.value.isNull, !excluded.contains(name) else { continue }
            if case .object(let inner) = member.value, depth < Self.deepest {
                gather(inner, row: row, path: name, depth: depth + 1)
            } else if let column = position(of: name) {
                columns[column][row] = member.value
            }
        }
    }

    private mutating func position(of name: String) -> Int? {
        if let known = positions[name] { return known }
        guard columns.count < max(20, Self.mostCells / max(1, count)) else { return nil }
        positions[name] = columns.count
        names.append(name)
        columns.append(Array(repeating: .null, count: count))
        return columns.count - 1
    }

    mutating func takeColumns() -> Zip2Sequence<[String], [[JSONValue]]> {
        defer { columns = [] }
        return zip(names, columns)
    }
}
