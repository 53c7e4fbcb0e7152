import Decisions
import GRDB

/// The dictionaries that grow while observations are written.
enum PathVersions {
    /// Returns the number of a version; `nil` where the log has none of it.
    static func find(
        _ path: PathVersion, of feature: FeatureKey, _ database: Database
    ) throws -> Int64? {
        try Int64.fetchOne(
            database,
            sql:
                "SELECT version_id FROM path_version WHERE feature_id = ? AND path = ? AND hash = ?",
            arguments: [feature.id, path.path, path.version.description])
    }

    static func register(
        _ path: PathVersion, of feature: FeatureKey, at now: Timestamp, _ database: Database
    ) throws -> Int64 {
        if let number = try find(path, of: feature, database) { return number }
        try database.execute(
            sql: """
                INSERT INTO path_version (feature_id, path, hash, first_logged_at)
                VALUES (?, ?, ?, ?)
                """,
            arguments: [feature.id, path.path, path.version.description, now.microseconds])
        return database.lastInsertedRowID
    }
}

/// Numbers for the names of rules, from 1.
struct RuleNumbers {
    private let feature: FeatureKey
    private let database: Database
    private var numbers: [String: UInt16] = [:]

    init(_ feature: FeatureKey, _ database: Database) throws {
        self.feature = feature
        self.database = database
        let rules = try database.cachedStatement(
            sql: "SELECT number, name FROM rule WHERE feature_id = ?")
        rules.bind(feature.id, at: 1)
        while try rules.nextRow() { numbers[rules.text(1)] = UInt16(clamping: rules.int(0)) }
    }

    /// Returns the number of a rule; 0 once 65,535 have been named.
    mutating func number(of name: String?) throws -> UInt16 {
        guard let name else { return 0 }
        if let number = numbers[name] { return number }
        guard numbers.count < Int(UInt16.max) else { return 0 }
        let number = UInt16(numbers.count + 1)
        let insert = try database.cachedStatement(
            sql: "INSERT INTO rule (feature_id, number, name) VALUES (?, ?, ?)")
        insert.bind(feature.id, at: 1)
        insert.bind(Int64(number), at: 2)
        insert.bind(name, at: 3)
        try insert.run()
        numbers[name] = number
        return number
    }
}

/// Numbers for the sets of versions under which observations were made.
struct VersionSetNumbers {
    private let database: Database
    private var numbers = RecentDictionary<VersionSet, Int64>()

    init(_ database: Database) {
        self.database = database
    }

    mutating func number(of set: VersionSet) throws -> Int64 {
        if let number = numbers.value(of: set) { return number }
        try database.execute(
            sql: "INSERT OR IGNORE INTO version_set (versions) VALUES (?)", arguments: [set.json])
        let number =
            try Int64.fetchOne(
                database, sql: "SELECT version_set_id FROM version_set WHERE versions = ?",
                arguments: [set.json]) ?? 0
        numbers.add(number, of: set)
        return number
    }
}
