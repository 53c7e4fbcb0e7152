import GRDB

/// Whose block it is: a feature, a question, or one try of a version of a path at a question.
struct BlockOwner: Hashable {
    var id: Int64
    var version: Int64 = 0
    var repeatIndex: Int64 = 0
}

/// A roll-up's table of blocks, read and changed within one transaction.
///
/// Changes stay in memory until `flush`; a batch touches few blocks many times.
final class BlockTable<Cell: BitwiseCopyable> {
    private struct Key: Hashable {
        var owner: BlockOwner
        var block: Int
    }

    private struct Entry {
        var key: Key
        var block: CellBlock<Cell>
        var isChanged = false
    }

    /// More blocks than this are not held, so that random access to a large log stays small.
    private static var capacity: Int { 4096 }

    private let empty: Cell
    /// How many members of the owner are columns: all, or the first.
    private let ownerHasVersion: Bool
    private let select: Statement
    private let replace: Statement
    private var entries: [Entry] = []
    private var places = RecentDictionary<Key, Int>()

    fileprivate init(
        _ table: String, owner columns: [String], empty: Cell, _ database: Database
    ) throws {
        self.empty = empty
        ownerHasVersion = columns.count == 3
        let key = columns + ["block"]
        let conditions = key.map { "\($0) = ?" }.joined(separator: " AND ")
        let marks = key.map { _ in "?" }.joined(separator: ", ")
        select = try database.cachedStatement(
            sql: "SELECT cells FROM \(table) WHERE \(conditions)")
        replace = try database.cachedStatement(
            sql: """
                INSERT INTO \(table) (\(key.joined(separator: ", ")), cells) VALUES (\(marks), ?)
                ON CONFLICT DO UPDATE SET cells = excluded.cells
                """)
    }

    func cell(at number: Int, of owner: BlockOwner) throws -> Cell {
        let place = try place(of: number, owner)
        return entries[place].block[CellBlock<Cell>.index(of: number)]
    }

    func set(_ cell: Cell, at number: Int, of owner: BlockOwner) throws {
        let place = try place(of: number, owner)
        entries[place].block[CellBlock<Cell>.index(of: number)] = cell
        entries[place].isChanged = true
    }

    func flush() throws {
        for entry in entries where entry.isChanged {
            let next = bind(entry.key, to: replace)
            entry.block.cells.withUnsafeBytes { replace.bind(blob: $0, at: next) }
            try replace.run()
        }
        entries.removeAll(keepingCapacity: true)
        places.removeAll()
    }

    /// Returns where the block of a case is held, reading it where it is not.
    private func place(of number: Int, _ owner: BlockOwner) throws -> Int {
        let key = Key(owner: owner, block: CellBlock<Cell>.block(of: number))
        if let place = places.value(of: key) { return place }
        if entries.count >= Self.capacity { try flush() }
        entries.append(Entry(key: key, block: try load(key)))
        places.add(entries.count - 1, of: key)
        return entries.count - 1
    }

    private func load(_ key: Key) throws -> CellBlock<Cell> {
        _ = bind(key, to: select)
        guard try select.nextRow() else { return CellBlock(filledWith: empty) }
        defer { select.endReading() }
        return CellBlock(select.bytes(0), empty: empty)
    }

    /// Binds the columns of a key and returns the next parameter.
    private func bind(_ key: Key, to statement: Statement) -> Int32 {
        statement.bind(key.owner.id, at: 1)
        guard ownerHasVersion else {
            statement.bind(key.block, at: 2)
            return 3
        }
        statement.bind(key.owner.version, at: 2)
        statement.bind(key.owner.repeatIndex, at: 3)
        statement.bind(key.block, at: 4)
        return 5
    }
}

extension BlockTable<CaseCell> {
    static func cases(_ database: Database) throws -> BlockTable {
        try BlockTable("case_block", owner: ["feature_id"], empty: .empty, database)
    }
}

extension BlockTable<OutcomeCell> {
    static func outcomes(_ database: Database) throws -> BlockTable {
        try BlockTable("outcome_block", owner: ["question_id"], empty: .none, database)
    }
}

extension BlockTable<AnswerCell> {
    static func answers(_ database: Database) throws -> BlockTable {
        try BlockTable(
            "answer_block", owner: ["question_id", "version_id", "repeat"], empty: .empty, database)
    }
}
