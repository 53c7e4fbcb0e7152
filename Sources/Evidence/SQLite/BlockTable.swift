import GRDB

/// A roll-up's table of blocks, read and changed within one transaction.
///
/// Changes stay in memory until `flush`; a batch touches few blocks many times.
final class BlockTable<Cell: BitwiseCopyable> {
    /// The columns before `cells`: whose block it is, and its number last.
    typealias Key = [Int64]

    private let empty: Cell
    private let select: Statement
    private let replace: Statement
    private var dirty: [Key: CellBlock<Cell>] = [:]

    init(_ table: String, key columns: [String], empty: Cell, _ database: Database) throws {
        self.empty = empty
        let conditions = columns.map { "\($0) = ?" }.joined(separator: " AND ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        select = try database.cachedStatement(
            sql: "SELECT cells FROM \(table) WHERE \(conditions)")
        replace = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO \(table) VALUES (\(marks), ?)")
    }

    /// Returns a stored block, or an empty one.
    func load(_ key: Key) throws -> CellBlock<Cell> {
        if let block = dirty[key] { return block }
        for (index, part) in key.enumerated() { select.bind(part, at: Int32(index + 1)) }
        guard try select.nextRow() else { return CellBlock(filledWith: empty) }
        defer { select.endReading() }
        return CellBlock(select.bytes(0), empty: empty)
    }

    func cell(at number: Int, in owner: Key) throws -> Cell {
        let key = owner + [Int64(CellBlock<Cell>.block(of: number))]
        return try load(key)[CellBlock<Cell>.index(of: number)]
    }

    func set(_ cell: Cell, at number: Int, in owner: Key) throws {
        let key = owner + [Int64(CellBlock<Cell>.block(of: number))]
        if dirty[key] == nil { dirty[key] = try load(key) }
        dirty[key]?[CellBlock<Cell>.index(of: number)] = cell
    }

    func flush() throws {
        for (key, block) in dirty {
            for (index, part) in key.enumerated() { replace.bind(part, at: Int32(index + 1)) }
            block.cells.withUnsafeBytes { replace.bind(blob: $0, at: Int32(key.count + 1)) }
            try replace.run()
        }
        dirty.removeAll()
    }
}

extension BlockTable<CaseCell> {
    static func cases(_ feature: FeatureKey, _ database: Database) throws -> BlockTable {
        try BlockTable(
            "case_block", key: ["feature_id", "block"],
            empty: CaseCell(time: CaseCell.noTime, user: 0), database)
    }
}

extension BlockTable<OutcomeCell> {
    static func outcomes(_ database: Database) throws -> BlockTable {
        try BlockTable(
            "outcome_block", key: ["question_id", "block"], empty: .none, database)
    }
}

extension BlockTable<AnswerCell> {
    static func answers(_ database: Database) throws -> BlockTable {
        try BlockTable(
            "answer_block", key: ["question_id", "version_id", "repeat", "block"], empty: .empty,
            database)
    }
}
