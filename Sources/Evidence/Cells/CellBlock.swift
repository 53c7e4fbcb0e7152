/// A row of cells for consecutive cases: what one row of a roll-up holds.
struct CellBlock<Cell: BitwiseCopyable> {
    /// How many cases share a block.
    static var width: Int { 128 }

    private(set) var cells: [Cell]

    init(filledWith empty: Cell) {
        cells = Array(repeating: empty, count: Self.width)
    }

    /// Reads stored bytes; cells past their end are `empty`.
    init(_ bytes: UnsafeRawBufferPointer, empty: Cell) {
        self.init(filledWith: empty)
        let stride = MemoryLayout<Cell>.stride
        cells.withUnsafeMutableBytes { target in
            let whole = min(bytes.count, target.count) / stride * stride
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes.prefix(whole)))
        }
    }

    subscript(index: Int) -> Cell {
        get { cells[index] }
        set { cells[index] = newValue }
    }

    static func block(of caseNumber: Int) -> Int { caseNumber / width }
    static func index(of caseNumber: Int) -> Int { caseNumber % width }

    /// Returns the number of a stored block's first case; `nil` for a block that cannot be.
    static func firstCase(ofBlock block: Int64) -> Int? {
        (0...Int64(UInt32.max) / Int64(width)).contains(block) ? Int(block) * width : nil
    }
}
