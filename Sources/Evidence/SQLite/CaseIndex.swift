import GRDB

/// Finds the cases of a feature by id, within one transaction.
///
/// New entries go to a small table first and move to the large one together, in order: ids in no
/// order, such as random UUIDs, would otherwise rewrite a page of the large one each.
struct CaseIndex {
    struct Entry {
        var caseNumber: Int
        var inputHash: Int64
    }

    /// The small table holds as many cases as this, or a sixteenth of all.
    private static let leastMove = 1 << 16

    private let featureID: Int64
    private let database: Database
    private let find: Statement
    private let findNew: Statement
    private let insert: Statement
    private let replace: Statement
    private let hasSettled: Bool

    init(_ featureID: Int64, _ database: Database) throws {
        self.featureID = featureID
        self.database = database
        func find(in table: String) throws -> Statement {
            try database.cachedStatement(
                sql: """
                    SELECT case_number, input_hash FROM \(table)
                    WHERE feature_id = ? AND case_id = ?
                    """)
        }
        self.find = try find(in: "case_entry")
        findNew = try find(in: "new_case_entry")
        hasSettled =
            try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM case_entry WHERE feature_id = ?)",
                arguments: [featureID]) ?? false
        func write(_ verb: String) throws -> Statement {
            try database.cachedStatement(
                sql: """
                    INSERT OR \(verb) INTO new_case_entry (
                        feature_id, case_id, case_number, input_hash)
                    VALUES (?, ?, ?, ?)
                    """)
        }
        insert = try write("IGNORE")
        replace = try write("REPLACE")
    }

    /// Returns a case's entry; the newer one where its input has changed.
    func entry(of id: String) throws -> Entry? {
        if let entry = try entry(of: id, findNew) { return entry }
        return hasSettled ? try entry(of: id, find) : nil
    }

    private func entry(of id: String, _ statement: Statement) throws -> Entry? {
        statement.bind(featureID, at: 1)
        statement.bind(id, at: 2)
        guard try statement.nextRow() else { return nil }
        defer { statement.endReading() }
        return Entry(caseNumber: Int(statement.int(0)), inputHash: statement.int(1))
    }

    /// Adds a case that the index does not have, or returns its entry and adds nothing.
    func add(_ entry: Entry, of id: String) throws -> Entry? {
        if hasSettled, let settled = try self.entry(of: id, find) {
            return try self.entry(of: id, findNew) ?? settled
        }
        // One search for both: the insertion does nothing where the case is there.
        try run(insert, entry, id)
        return insert.hasChangedRows ? nil : try self.entry(of: id, findNew)
    }

    /// Gives a case that the index has another entry.
    func replace(_ entry: Entry, of id: String) throws {
        try run(replace, entry, id)
    }

    private func run(_ statement: Statement, _ entry: Entry, _ id: String) throws {
        statement.bind(featureID, at: 1)
        statement.bind(id, at: 2)
        statement.bind(entry.caseNumber, at: 3)
        statement.bind(entry.inputHash, at: 4)
        try statement.run()
    }

    /// Moves the new entries to the large table once they are many among the feature's `cases`.
    func settle(_ cases: Int) throws {
        let settled =
            try Int.fetchOne(
                database, sql: "SELECT settled_cases FROM feature WHERE feature_id = ?",
                arguments: [featureID]) ?? 0
        guard cases - settled >= max(Self.leastMove, cases / 16) else { return }
        try Self.settleAll(featureID, database)
    }

    /// Moves all new entries of a feature to the large table.
    static func settleAll(_ featureID: Int64, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO case_entry
                SELECT * FROM new_case_entry WHERE feature_id = ? ORDER BY case_id
                """,
            arguments: [featureID])
        try database.execute(
            sql: "DELETE FROM new_case_entry WHERE feature_id = ?", arguments: [featureID])
        try database.execute(
            sql: "UPDATE feature SET settled_cases = cases WHERE feature_id = ?",
            arguments: [featureID])
    }
}
