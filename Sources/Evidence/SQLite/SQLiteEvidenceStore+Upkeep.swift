import Decisions
import GRDB

extension SQLiteEvidenceStore {
    /// Returns what the log holds of a feature.
    package func summary(of feature: FeatureKey) async throws(EvidenceError) -> EvidenceSummary {
        try await read { database in
            var summary = EvidenceSummary(
                feature: feature.name, cases: try Self.caseCount(feature, database),
                questions: feature.questions.map(\.name),
                versions: try Self.versions(of: feature, counted: true, database))
            for question in feature.questionIDs {
                try Self.add(question, to: &summary, database)
            }
            summary.events = try Self.events(feature, database)
            return summary
        }
    }

    private static func caseCount(_ feature: FeatureKey, _ database: Database) throws -> Int {
        try Int.fetchOne(
            database,
            sql: """
                SELECT count(*) FROM (
                    SELECT case_id FROM case_entry WHERE feature_id = :feature
                    UNION SELECT case_id FROM new_case_entry WHERE feature_id = :feature)
                """,
            arguments: ["feature": feature.id]) ?? 0
    }

    private static func events(
        _ feature: FeatureKey, _ database: Database
    ) throws -> [Event.Kind: Int] {
        guard try Schema.hasLive(database) else { return [:] }
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT kind, count(*) AS count FROM event WHERE feature_id = ? GROUP BY kind",
            arguments: [feature.id])
        return rows.reduce(into: [:]) { counts, row in
            if let kind = Event.Kind(rawValue: row["kind"]) { counts[kind] = row["count"] }
        }
    }

    private static func add(
        _ question: Int64, to summary: inout EvidenceSummary, _ database: Database
    ) throws {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT observations, outcomes, first_logged_at, last_logged_at,
                    (SELECT count(*) FROM waiting_outcome WHERE question_id = :id) AS waiting
                FROM question WHERE question_id = :id
                """,
            arguments: ["id": question])
        guard let row else { return }
        summary.observations += row["observations"] as Int
        summary.outcomes += row["outcomes"] as Int
        summary.waitingOutcomes += row["waiting"] as Int
        let first = (row["first_logged_at"] as Int64?).map(Timestamp.init(microseconds:))
        let last = (row["last_logged_at"] as Int64?).map(Timestamp.init(microseconds:))
        summary.firstLoggedAt = [summary.firstLoggedAt, first].compactMap(\.self).min()
        summary.lastLoggedAt = [summary.lastLoggedAt, last].compactMap(\.self).max()
    }

    /// Folds the write-ahead file into the log and gives unused room back.
    package func compact() async throws(EvidenceError) {
        do {
            try await pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA optimize")
                try database.checkpoint(.truncate)
                try database.execute(sql: "VACUUM")
                try database.checkpoint(.truncate)
            }
        } catch {
            throw EvidenceError(error, path: path)
        }
    }

    /// Makes a feature's roll-ups and the index of its cases again from the log.
    package func rebuildRollUps(of feature: FeatureKey) async throws(EvidenceError) {
        try await write { database in
            try CaseRollUp(feature, database).rebuild()
            var answers = try AnswerRollUp(feature, database)
            try answers.rebuild()
            for question in feature.loggedQuestionIDs {
                try OutcomeJoin.rebuild(question, of: feature, database)
                try OutcomeRollUp(feature.countingRule, database).rebuild(question)
                try QuestionTallies.rebuild(question, database)
            }
        }
    }
}
