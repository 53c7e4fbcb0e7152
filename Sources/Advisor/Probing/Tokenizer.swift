import JSONCodec

/// Turns the values of fields into tokens: numbers into equal parts of what was learnt from, texts
/// into words, and all else into itself.
struct Tokenizer {
    private var numbers: [String: Int] = [:]
    private let cuts: [[Double]]

    /// Learns from the first `learning` rows where to cut numbers into `parts`.
    init(_ table: ProbeTable, learning: Int, parts: Int) {
        cuts = table.fields.indices.map { field in
            let values = table.rows.prefix(learning).compactMap { $0[field].double }.sorted()
            guard values.count >= parts else { return [] }
            return (1..<parts).map { values[$0 * values.count / parts] }
        }
    }

    var count: Int { numbers.count }

    /// The tokens of a row, of one field or of all; new ones get a number while learning.
    mutating func tokens(_ row: [JSONValue], field only: Int? = nil, learns: Bool) -> [Int] {
        var tokens: Set<Int> = []
        for (field, value) in row.enumerated() where only == nil || only == field {
            for word in words(value, field) {
                let name = "\(field):\(word)"
                if let number = numbers[name] {
                    tokens.insert(number)
                } else if learns {
                    tokens.insert(numbers.count)
                    numbers[name] = numbers.count
                }
            }
        }
        return tokens.sorted()
    }

    private func words(_ value: JSONValue, _ field: Int) -> [String] {
        if let number = value.double, !cuts[field].isEmpty {
            return ["#\(cuts[field].count { $0 <= number })"]
        }
        guard let text = value.string, text.contains(" ") else { return [ProbeTable.text(value)] }
        return text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
