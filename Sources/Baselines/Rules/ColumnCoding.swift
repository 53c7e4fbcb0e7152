/// The values of a column as small codes, of which tests are made.
struct ColumnCoding {
    private enum Kind {
        /// Code k lies below cut k; the last code is above all.
        case cuts([Double])
        case categories([Int32])
        case words([UInt32])
    }

    private static let mostCuts = 254
    private static let mostCategories = 1_000

    private let column: CaseColumn
    private let kind: Kind
    /// By case; for words, by word, -1 for one that is not asked for.
    private let codes: [Int32]
    private let codeCount: Int

    init(_ column: CaseColumn, rows: [Int], mostWords: Int) {
        self.column = column
        switch column.values {
        case .numbers(let numbers):
            let cuts = Self.cuts(rows.map { numbers[$0] }.filter { !$0.isNaN })
            kind = .cuts(cuts)
            codes = numbers.map { Self.code($0, cuts) }
            codeCount = cuts.count + 1
        case .moments(let positions, _):
            let cuts = Self.cuts(rows.map { positions[$0] }.filter { !$0.isNaN })
            kind = .cuts(cuts)
            codes = positions.map { Self.code($0, cuts) }
            codeCount = cuts.count + 1
        case .categories(let values, let names, _):
            var counts = [Int](repeating: 0, count: names.count)
            for row in rows where values[row] >= 0 { counts[Int(values[row])] += 1 }
            let kept = Self.commonest(counts, Self.mostCategories).map { Int32($0) }
            var slots = [Int32](repeating: -1, count: names.count)
            for (slot, value) in kept.enumerated() { slots[Int(value)] = Int32(slot) }
            kind = .categories(kept)
            codes = values.map { $0 >= 0 ? slots[Int($0)] : -1 }
            codeCount = kept.count
        case .words(let words):
            var counts = [Int](repeating: 0, count: words.names.count)
            for row in rows { for word in Set(words[row]) { counts[Int(word)] += 1 } }
            let kept = Self.commonest(counts, mostWords).map { UInt32($0) }
            var slots = [Int32](repeating: -1, count: words.names.count)
            for (slot, word) in kept.enumerated() { slots[Int(word)] = Int32(slot) }
            kind = .words(kept)
            codes = slots
            codeCount = kept.count
        }
    }

    /// Round numbers between neighbouring values, or of equal parts where there are too many.
    private static func cuts(_ values: [Double]) -> [Double] {
        let sorted = values.sorted()
        var distinct: [Double] = []
        for value in sorted where value != distinct.last { distinct.append(value) }
        guard distinct.count > 1 else { return [] }
        var candidates = Array(1..<distinct.count)
        if candidates.count > mostCuts {
            var positions: [Double: Int] = [:]
            for (position, value) in distinct.enumerated() { positions[value] = position }
            let parts = (1...mostCuts).map { sorted[$0 * sorted.count / (mostCuts + 1)] }
            candidates = Set(parts.compactMap { positions[$0] }).filter { $0 > 0 }.sorted()
        }
        return candidates.map { roundestNumber(from: distinct[$0 - 1], below: distinct[$0]) }
    }

    private static func code(_ value: Double, _ cuts: [Double]) -> Int32 {
        guard !value.isNaN else { return -1 }
        var (low, high) = (0, cuts.count)
        while low < high {
            let middle = (low + high) / 2
            if cuts[middle] < value { low = middle + 1 } else { high = middle }
        }
        return Int32(low)
    }

    private static func commonest(_ counts: [Int], _ most: Int) -> [Int] {
        let met = counts.indices.filter { counts[$0] > 1 }
        return met.sorted { (counts[$0], $1) > (counts[$1], $0) }.prefix(most).sorted()
    }

    /// Returns how often each code meets each label; after the codes, all cases with a value.
    func counts(_ rows: [Int], labels: [Int], labelCount: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: (codeCount + 1) * labelCount)
        var lastRow = [Int](repeating: -1, count: codeCount)
        for row in rows {
            let label = labels[row]
            if column.isPresent(row) { counts[codeCount * labelCount + label] += 1 }
            if case .words(let words) = column.values {
                for word in words[row] {
                    let code = Int(codes[Int(word)])
                    guard code >= 0, lastRow[code] != row else { continue }
                    lastRow[code] = row
                    counts[code * labelCount + label] += 1
                }
            } else if codes[row] >= 0 {
                counts[Int(codes[row]) * labelCount + label] += 1
            }
        }
        return counts
    }

    /// Calls `body` with each test, a code of the cases that pass it, and whether those that passed
    /// the test before pass it, too.
    func forEachTest(_ body: (CaseTest.Kind, _ code: Int, _ isNested: Bool) -> Void) {
        if column.hasMissing { body(.isPresent, codeCount, false) }
        switch kind {
        case .cuts(let cuts):
            for code in cuts.indices.reversed() {
                body(.isAbove(cuts[code]), code + 1, code + 1 < cuts.count)
            }
        case .categories(let values):
            for (code, value) in values.enumerated() { body(.equals(value), code, false) }
        case .words(let words):
            for (code, word) in words.enumerated() { body(.contains(word: word), code, false) }
        }
    }
}
