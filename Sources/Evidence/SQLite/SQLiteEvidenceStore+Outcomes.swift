package import Decisions
import GRDB

extension SQLiteEvidenceStore {
    /// Joins truths to logged cases by id and logs them; those without a case wait for it.
    package func record(
        _ outcomes: [Outcome], of feature: FeatureKey, receivedAt: Timestamp
    ) async throws(EvidenceError) -> OutcomeCounts {
        try await write { [ids] database in
            let index = try CaseIndex(feature.id, database)
            let registered = try outcomes.map { outcome in
                RegisteredOutcome(
                    outcome, caseNumber: try index.entry(of: outcome.caseID)?.caseNumber,
                    receivedAt: receivedAt)
            }
            return try OutcomeWriter(feature, ids, database).write(registered)
        }
    }
}
