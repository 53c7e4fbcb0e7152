import Decisions
import GRDB

extension SQLiteEvidenceStore {
    /// Folds over the cases of a feature in the order of their numbers, from the roll-ups alone.
    ///
    /// Cases whose input has been replaced are left out. Of each path the first try counts.
    package func fold<Result: Sendable>(
        _ feature: FeatureKey, question: String, paths: [PathVersion],
        into initial: Result, _ body: @Sendable @escaping (inout Result, EvidenceRow) throws -> Void
    ) async throws(EvidenceError) -> Result {
        try await fold(
            feature, question: question, tries: paths.map { PathTry(path: $0) }, into: initial,
            body)
    }

    /// Folds over the cases as `fold(_:question:paths:into:_:)` does, with the tries that are
    /// asked for.
    package func fold<Result: Sendable>(
        _ feature: FeatureKey, question: String, tries: [PathTry],
        into initial: Result, _ body: @Sendable @escaping (inout Result, EvidenceRow) throws -> Void
    ) async throws(EvidenceError) -> Result {
        let index = try index(ofQuestion: question, in: feature)
        return try await read { database in
            var result = initial
            var reader = try RowReader(feature, index, tries, database)
            try reader.forEachRow { try body(&result, $0) }
            return result
        }
    }

    /// The versions of the feature's paths that the log has answers of, oldest first.
    package func versions(
        of feature: FeatureKey
    ) async throws(EvidenceError) -> [LoggedVersion] {
        try await read { try Self.versions(of: feature, $0) }
    }

    static func versions(
        of feature: FeatureKey, _ database: Database
    ) throws -> [LoggedVersion] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT version_id, path, hash, first_logged_at FROM path_version
                WHERE feature_id = ? ORDER BY first_logged_at, version_id
                """,
            arguments: [feature.id])
        return try rows.compactMap { row in
            guard let hash = ContentHash(row["hash"] as String) else { return nil }
            let counts = try feature.questionIDs.map {
                try Self.count($0, row["version_id"], database)
            }
            return LoggedVersion(
                path: PathVersion(path: row["path"], version: hash), answers: counts,
                firstLoggedAt: row["first_logged_at"])
        }
    }

    private static func count(
        _ question: Int64, _ version: Int64, _ database: Database
    ) throws -> Int {
        let select = try database.cachedStatement(
            sql: """
                SELECT cells FROM answer_block
                WHERE question_id = ? AND version_id = ? AND repeat = 0
                """)
        select.bind(question, at: 1)
        select.bind(version, at: 2)
        var count = 0
        while try select.nextRow() {
            let block = CellBlock<AnswerCell>(select.bytes(0), empty: .empty)
            count += block.cells.count { !$0.isEmpty }
        }
        return count
    }

    /// The model identities that gave the answers of a version, most answers first.
    ///
    /// Empty for a path that is no model and for a version that the log does not have.
    package func identities(
        of path: PathVersion, in feature: FeatureKey
    ) async throws(EvidenceError) -> [ModelIdentity] {
        try await read { database in
            guard let version = try PathVersions.find(path, of: feature, database) else {
                return []
            }
            return try ModelIdentityRollUp.identities(of: version, database)
        }
    }

    /// The highest repeat that the log has of a version, so 0 where no noise floor was measured.
    package func highestRepeat(
        of path: PathVersion, question: String, in feature: FeatureKey
    ) async throws(EvidenceError) -> Int {
        let index = try index(ofQuestion: question, in: feature)
        return try await read { database in
            guard let version = try PathVersions.find(path, of: feature, database) else { return 0 }
            return try Int.fetchOne(
                database,
                sql:
                    "SELECT max(repeat) FROM answer_block WHERE question_id = ? AND version_id = ?",
                arguments: [feature.questionIDs[index], version]) ?? 0
        }
    }
}
