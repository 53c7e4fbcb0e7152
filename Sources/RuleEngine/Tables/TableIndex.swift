/// For every class of every input the rows whose cell accepts it, as bits.
///
/// The rows that fire are what the inputs' bits have in common: one `and` for 64 rows and an input,
/// however many tests the cells hold. Rows that are too many for that are looked through one by one.
struct TableIndex: Sendable {
    let rowCount: Int
    /// The accepted classes of each cell, row by row.
    let cells: [[[Range<Int>]]]
    let wordCount: Int
    /// The inputs that any cell tests.
    let inputs: [Int]
    /// For each input the words of its first class, then of its second, …; none under a scan.
    private let bits: [[UInt64]]

    /// The index takes at most this many words for an input, 32 MiB.
    private static let largest = 4 << 20

    init(cells: [[[Range<Int>]]], classCounts: [Int]) {
        self.cells = cells
        rowCount = cells.count
        wordCount = (cells.count + 63) / 64
        inputs = classCounts.indices.filter { input in
            cells.contains { $0[input] != [0..<classCounts[input]] }
        }
        let words = wordCount
        let fits = classCounts.allSatisfy { $0 * words <= Self.largest }
        bits = !fits ? [] : inputs.map { Self.bits(cells, input: $0, classCounts[$0], words) }
    }

    private static func bits(
        _ cells: [[[Range<Int>]]], input: Int, _ classCount: Int, _ words: Int
    ) -> [UInt64] {
        var bits = [UInt64](repeating: 0, count: classCount * words)
        for (row, tests) in cells.enumerated() {
            for range in tests[input] {
                for number in range { bits[number * words + row >> 6] |= 1 << UInt64(row & 63) }
            }
        }
        return bits
    }

    /// Finds the rows that accept `classes`, of which there is one for each of ``inputs``.
    ///
    /// Leaves the rows in `hits`, up to the first where no more are wanted.
    func find(_ classes: [Int], firstOnly: Bool, into hits: inout [Int]) {
        hits.removeAll(keepingCapacity: true)
        guard !bits.isEmpty || inputs.isEmpty else {
            scan(classes, firstOnly: firstOnly, into: &hits)
            return
        }
        for word in 0..<wordCount {
            var found = word == wordCount - 1 ? lastWord : .max
            for (place, number) in classes.enumerated() where found != 0 {
                found &= bits[place][number * wordCount + word]
            }
            while found != 0 {
                hits.append(word << 6 + found.trailingZeroBitCount)
                if firstOnly { return }
                found &= found - 1
            }
        }
    }

    private var lastWord: UInt64 {
        let rest = rowCount & 63
        return rest == 0 ? .max : (1 << UInt64(rest)) - 1
    }

    private func scan(_ classes: [Int], firstOnly: Bool, into hits: inout [Int]) {
        for row in 0..<rowCount {
            let isHit = zip(inputs, classes).allSatisfy { input, number in
                cells[row][input].contains { $0.contains(number) }
            }
            guard isHit else { continue }
            hits.append(row)
            if firstOnly { return }
        }
    }
}
