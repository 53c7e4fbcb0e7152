package import Decisions
import GRDB

extension SQLiteEvidenceStore {
    /// Returns how sure the judge of a label plan was of each case that it had labelled when the plan
    /// was fixed; nil where it did not say.
    ///
    /// What it said last counts.
    package func judged(
        by plan: LabelPlan, of feature: FeatureKey
    ) async throws(EvidenceError) -> [(caseNumber: Int, confidence: Double?)] {
        let index = try index(ofQuestion: plan.question, in: feature)
        return try await read { database in
            // An older log that cannot be written lacks the column.
            let columns = try database.columns(in: "outcome").map(\.name)
            let confidence = columns.contains("confidence") ? "confidence" : "NULL"
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT case_number, \(confidence) FROM case_outcome JOIN outcome USING (seq)
                    WHERE case_outcome.question_id = ? AND case_number BETWEEN 0 AND ?
                        AND source = ? AND rater = ? AND received_at <= ?
                    ORDER BY case_number, coalesce(observed_at, received_at), seq
                    """,
                arguments: [
                    feature.questionIDs[index], plan.lastCase, Outcome.Source.judge.rawValue,
                    plan.judge, plan.frozenAt.microseconds,
                ])
            var judged: [(caseNumber: Int, confidence: Double?)] = []
            while let row = try rows.next() {
                let number: Int = row[0]
                if judged.last?.caseNumber == number { judged.removeLast() }
                judged.append((number, row[1]))
            }
            return judged
        }
    }
}
