import GRDB

/// Counts the model identities that gave the answers of path versions, within one transaction.
///
/// A server that names itself anew with every reply must not grow the log: names are cut, and only
/// the first hundred of a version are told apart.
struct ModelIdentityRollUp {
    private struct Key: Hashable {
        var version: Int64
        var model: String
    }

    private static let mostOfVersion = 100
    private static let longestName = 200
    private static let others = ""

    private let database: Database
    private var known: [Int64: Set<String>] = [:]
    private var counts: [Key: Int] = [:]

    init(_ database: Database) {
        self.database = database
    }

    /// Counts an answer; one whose reply named no model counts nowhere.
    mutating func add(_ model: String?, _ version: Int64) throws {
        guard let model, !model.isEmpty else { return }
        var key = Key(version: version, model: Self.cut(model))
        if counts[key] == nil {
            if known[version] == nil { known[version] = try stored(version) }
            let isKnown = known[version]?.contains(key.model) ?? false
            if !isKnown, known[version]?.count ?? 0 < Self.mostOfVersion {
                known[version]?.insert(key.model)
            } else if !isKnown {
                key.model = Self.others
            }
        }
        counts[key, default: 0] += 1
    }

    private static func cut(_ model: String) -> String {
        guard model.utf8.count > longestName else { return model }
        return String(String.UnicodeScalarView(model.unicodeScalars.prefix(longestName)))
    }

    private func stored(_ version: Int64) throws -> Set<String> {
        var models = Set(try Self.identities(of: version, database).map(\.model))
        models.remove(Self.others)
        return models
    }

    mutating func flush() throws {
        let add = try database.cachedStatement(
            sql: """
                INSERT INTO model_identity (version_id, model, answers) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET answers = answers + excluded.answers
                """)
        for (key, count) in counts {
            add.bind(key.version, at: 1)
            add.bind(key.model, at: 2)
            add.bind(count, at: 3)
            try add.run()
        }
        counts.removeAll(keepingCapacity: true)
    }

    /// Forgets what is counted of a feature.
    static func clear(_ feature: FeatureKey, _ database: Database) throws {
        try database.execute(
            sql: """
                DELETE FROM model_identity WHERE version_id IN (
                    SELECT version_id FROM path_version WHERE feature_id = ?)
                """,
            arguments: [feature.id])
    }

    /// The identities of a version, most answers first.
    static func identities(of version: Int64, _ database: Database) throws -> [ModelIdentity] {
        let select = try database.cachedStatement(
            sql: """
                SELECT model, answers FROM model_identity
                WHERE version_id = ? ORDER BY answers DESC, model
                """)
        select.bind(version, at: 1)
        var identities: [ModelIdentity] = []
        while try select.nextRow() {
            identities.append(ModelIdentity(model: select.text(0), answers: Int(select.int(1))))
        }
        return identities
    }
}
