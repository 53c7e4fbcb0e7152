package import Decisions
import GRDB

extension SQLiteEvidenceStore {
    /// Returns the lines of evidence that plans of a feature have begun, oldest first.
    package func lines(of feature: FeatureKey) async throws(EvidenceError) -> [LineOfEvidence] {
        try await read { try Self.lines(of: feature, $0) }
    }

    /// Begins the line of evidence of a plan, unless the log has it; what is logged from now on
    /// counts for it.
    ///
    /// Its number is the next one of the log, or `line` where that is greater: a plan may have been
    /// frozen beside another log.
    package func note(
        plan: ContentHash, line: Int, of feature: FeatureKey, at now: Timestamp
    ) async throws(EvidenceError) -> LineOfEvidence {
        if let known = try await lines(of: feature).first(where: { $0.plan == plan }) {
            return known
        }
        return try await write { database in
            let lines = try Self.lines(of: feature, database)
            if let known = lines.first(where: { $0.plan == plan }) { return known }
            let cases = try Int.fetchOne(
                database, sql: "SELECT cases FROM feature WHERE feature_id = ?",
                arguments: [feature.id])
            let begun = LineOfEvidence(
                number: max(line, 1 + (lines.map(\.number).max() ?? 0)), plan: plan, notedAt: now,
                firstCase: cases ?? 0)
            try database.execute(
                sql: """
                    INSERT INTO line_of_evidence (feature_id, number, plan, noted_at, first_case)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    feature.id, begun.number, plan.description, now.microseconds, begun.firstCase,
                ])
            return begun
        }
    }

    private static func lines(
        of feature: FeatureKey, _ database: Database
    ) throws -> [LineOfEvidence] {
        // An older log that cannot be written has no lines.
        guard try database.tableExists("line_of_evidence") else { return [] }
        return try Row.fetchAll(
            database,
            sql: """
                SELECT number, plan, noted_at, first_case FROM line_of_evidence
                WHERE feature_id = ? ORDER BY number
                """,
            arguments: [feature.id]
        ).compactMap { row in
            ContentHash(row["plan"] as String).map {
                LineOfEvidence(
                    number: row["number"], plan: $0,
                    notedAt: Timestamp(microseconds: row["noted_at"]), firstCase: row["first_case"])
            }
        }
    }
}
