package import Decisions
import GRDB

extension SQLiteEvidenceStore {
    /// Keeps what audits said of a feature; of two runs at one moment the first stays.
    package func note(
        _ notes: [AuditNote], of feature: FeatureKey
    ) async throws(EvidenceError) {
        try await write { database in
            for note in notes {
                try database.execute(
                    sql: """
                        INSERT OR IGNORE INTO audit_note (
                            feature_id, audit, question, scope, ran_at, observations, status,
                            sentence, n, measure, estimate, low, high, datasets)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        feature.id, note.audit, note.question ?? "", note.scope.rawValue,
                        note.ranAt.microseconds, note.observations, note.status, note.sentence,
                        note.n, note.measure, note.estimate, note.low, note.high,
                        note.datasets?.description,
                    ])
            }
        }
    }

    /// Returns what audits said of a feature since some moment, oldest first; the latest `most` of
    /// them.
    package func auditNotes(
        of feature: FeatureKey, since: Timestamp? = nil, atMost most: Int = 20_000
    ) async throws(EvidenceError) -> [AuditNote] {
        try await read { database in
            // An older log that cannot be written has none.
            guard try database.tableExists("audit_note") else { return [] }
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM audit_note WHERE feature_id = ? AND ran_at >= ?
                    ORDER BY ran_at DESC, audit DESC, question DESC, scope DESC LIMIT ?
                    """,
                arguments: [feature.id, since?.microseconds ?? .min, most])
            return rows.reversed().compactMap(AuditNote.init)
        }
    }
}

extension AuditNote {
    /// Reads a row; `nil` for a scope that this program does not know.
    fileprivate init?(_ row: Row) {
        guard let scope = Scope(rawValue: row["scope"]) else { return nil }
        let question: String = row["question"]
        self.init(
            audit: row["audit"], question: question.isEmpty ? nil : question, scope: scope,
            ranAt: Timestamp(microseconds: row["ran_at"]), observations: row["observations"],
            status: row["status"], sentence: row["sentence"], n: row["n"],
            measure: row["measure"], estimate: row["estimate"], low: row["low"],
            high: row["high"],
            // A log that cannot be written may lack the column.
            datasets: (row["datasets"] as String?).flatMap { ContentHash($0) })
    }
}
