import Decisions
import GRDB

/// Users whose evidence was deleted, by a hash of their names, within one transaction.
struct DeletedUsers {
    private let find: Statement?

    init(_ database: Database) throws {
        let isEmpty =
            try Bool.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM deleted_user)")
            ?? true
        find =
            isEmpty
            ? nil
            : try database.cachedStatement(
                sql: "SELECT 1 FROM deleted_user WHERE user_hash = ? AND deleted_at >= ?")
    }

    var isEmpty: Bool { find == nil }

    /// Whether what was logged of `user` at `time` has been deleted.
    func cover(_ user: String?, at time: Timestamp) throws -> Bool {
        guard let find, let user else { return false }
        find.bind(Self.hash(user), at: 1)
        find.bind(time.microseconds, at: 2)
        defer { find.endReading() }
        return try find.nextRow()
    }

    static func add(_ user: String, at time: Timestamp, _ database: Database) throws {
        let add = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO deleted_user (user_hash, deleted_at) VALUES (?, ?)")
        add.bind(hash(user), at: 1)
        add.bind(time.microseconds, at: 2)
        try add.run()
    }

    private static func hash(_ user: String) -> EvidenceID {
        let hash = ContentHash([("deleted user", user)])
        return EvidenceID(high: hash.high, low: hash.low)
    }
}
