package import Decisions
import GRDB

extension SQLiteEvidenceStore {
    /// Joins truths to logged cases by id and logs them; those without a case wait for it.
    package func record(
        _ outcomes: [Outcome], of feature: FeatureKey, receivedAt: Timestamp
    ) async throws(EvidenceError) -> OutcomeCounts {
        try await write { [ids] database in
            let find = try database.cachedStatement(
                sql: "SELECT case_number FROM case_entry WHERE feature_id = ? AND case_id = ?")
            let registered = try outcomes.map { outcome in
                find.bind(feature.id, at: 1)
                find.bind(outcome.caseID, at: 2)
                let number = try find.nextRow() ? Int(find.int(0)) : nil
                find.endReading()
                return RegisteredOutcome(outcome, caseNumber: number, receivedAt: receivedAt)
            }
            return try OutcomeWriter(feature, ids, database).write(registered)
        }
    }
}
