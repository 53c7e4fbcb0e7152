/// For every class of an input the rows whose cell accepts it, as bits.
///
/// The rows that fire are what the inputs' bits have in common: one `and` for 64 rows and an input,
/// however many tests the cells hold.
final class ColumnIndex: Sendable {
    let input: TableInput
    /// The place of the field, where the input is one.
    let slot: Int?
    let classes: InputClasses
    /// What each row accepts.
    let cells: [[Range<Int>]]
    /// The words of the first class, then of the second, …; none where they would be too many, and
    /// each row has to be asked.
    private let bits: FixedBuffer<UInt64>?
    var hasBits: Bool { bits != nil }

    init(_ input: TableInput, _ classes: InputClasses, cells: [[Range<Int>]], fits: Bool) {
        self.input = input
        slot = input.slot
        self.classes = classes
        self.cells = cells
        let words = (cells.count + 63) / 64
        guard fits else {
            bits = nil
            return
        }
        var bits = [UInt64](repeating: 0, count: classes.count * words)
        for (row, ranges) in cells.enumerated() {
            for range in ranges {
                for number in range { bits[number * words + row >> 6] |= 1 << UInt64(row & 63) }
            }
        }
        self.bits = FixedBuffer(bits)
    }

    /// The column by its pointers; valid for as long as it lives.
    var view: View { View(slot: slot ?? -1, classes: classes.view, bits: bits?.start) }

    struct View: BitwiseCopyable {
        /// The place of the field, -1 for another expression.
        let slot: Int
        let classes: InputClasses.View
        fileprivate let bits: UnsafePointer<UInt64>?
    }
}

/// Finds the rows of a table that accept a case.
struct TableIndex: Sendable {
    let rowCount: Int
    let wordCount: Int
    /// The inputs that any cell tests.
    let columns: [ColumnIndex]

    private let views: FixedBuffer<ColumnIndex.View>
    /// The columns that have no bits.
    private let unindexed: [Int]
    private let isIndexed: Bool

    /// All bits together take at most this many words, 64 MiB.
    private static let mostWords = 8 << 20

    /// `cells` are the accepted classes of each cell, row by row.
    init(_ inputs: [TableInput], _ classes: [InputClasses], cells: [[[Range<Int>]]]) {
        rowCount = cells.count
        wordCount = (cells.count + 63) / 64
        var room = Self.mostWords
        var columns: [ColumnIndex] = []
        for input in inputs.indices {
            let column = cells.map { $0[input] }
            guard column.contains(where: { $0 != [0..<classes[input].count] }) else { continue }
            let size = classes[input].count * wordCount
            let fits = size <= room
            if fits { room -= size }
            columns.append(ColumnIndex(inputs[input], classes[input], cells: column, fits: fits))
        }
        self.columns = columns
        views = FixedBuffer(columns.map(\.view))
        unindexed = columns.indices.filter { !columns[$0].hasBits }
        isIndexed = unindexed.isEmpty
    }

    /// The columns by their pointers; valid for as long as the index lives.
    var columnViews: UnsafeBufferPointer<ColumnIndex.View> {
        UnsafeBufferPointer(start: views.start, count: views.count)
    }

    /// Returns the first row that accepts `classes`, one class for each column.
    func firstRow(_ classes: UnsafeMutablePointer<Int>) -> Int? {
        for word in 0..<wordCount {
            var found = rows(inWord: word, classes)
            while found != 0 {
                let row = word << 6 + found.trailingZeroBitCount
                if isIndexed || acceptsUnindexed(row, classes) { return row }
                found &= found - 1
            }
        }
        return nil
    }

    /// Calls `body` with the rows that accept `classes`, one class for each column.
    func forEachRow(_ classes: UnsafeMutablePointer<Int>, _ body: (Int) -> Void) {
        for word in 0..<wordCount {
            var found = rows(inWord: word, classes)
            while found != 0 {
                let row = word << 6 + found.trailingZeroBitCount
                if isIndexed || acceptsUnindexed(row, classes) { body(row) }
                found &= found - 1
            }
        }
    }

    /// Returns those of 64 rows that the columns with bits accept.
    @inline(__always)
    private func rows(inWord word: Int, _ classes: UnsafeMutablePointer<Int>) -> UInt64 {
        var found = word == wordCount - 1 ? lastWord : .max
        for place in 0..<views.count {
            if let bits = views.start[place].bits {
                found &= bits[classes[place] * wordCount + word]
                if found == 0 { break }
            }
        }
        return found
    }

    private func acceptsUnindexed(_ row: Int, _ classes: UnsafeMutablePointer<Int>) -> Bool {
        unindexed.allSatisfy { place in
            columns[place].cells[row].contains { $0.contains(classes[place]) }
        }
    }

    private var lastWord: UInt64 {
        let rest = rowCount & 63
        return rest == 0 ? .max : (1 << UInt64(rest)) - 1
    }
}
