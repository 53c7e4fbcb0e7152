/// Answers a case as the same input was answered before, and no other case.
package struct LookupBaseline: Sendable {
    private struct Entry: Sendable {
        let label: Int
        var isUnanimous = true
    }

    private var entries: [UInt64: Entry] = [:]

    package init() {}

    /// Learns the label of an input, which goes by its hash.
    package mutating func learn(_ input: UInt64, label: Int) {
        if let entry = entries[input] {
            if entry.label != label { entries[input]?.isUnanimous = false }
        } else {
            entries[input] = Entry(label: label)
        }
    }

    /// Returns the one label that an input has always had; `nil` for one that is new or had several.
    package func label(_ input: UInt64) -> Int? {
        entries[input].flatMap { $0.isUnanimous ? $0.label : nil }
    }

    /// Whether the input was met.
    package func knows(_ input: UInt64) -> Bool { entries[input] != nil }
}

extension CaseTable {
    /// Returns a hash of all fields of each case; `nil` for one without any value.
    package var inputs: [UInt64?] {
        (0..<count).map { row in
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            var isEmpty = true
            func add(_ value: UInt64) { hash = (hash ^ value) &* 0x100_0000_01B3 ^ (hash >> 29) }
            for (number, column) in columns.enumerated() where column.isPresent(row) {
                isEmpty = false
                add(UInt64(number) &+ 0x9E37_79B9_7F4A_7C15)
                switch column.values {
                case .numbers(let numbers), .moments(let numbers, _): add(numbers[row].bitPattern)
                case .categories(let codes, _, _): add(UInt64(bitPattern: Int64(codes[row])))
                case .words(let words): for word in words[row] { add(UInt64(word)) }
                }
            }
            return isEmpty ? nil : hash
        }
    }
}
