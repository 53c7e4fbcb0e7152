import GRDB

extension SQLiteEvidenceStore {
    /// Returns who was in charge of a feature's live cases where that was drawn by lot.
    ///
    /// It reads the log, not the roll-ups: ask only for features whose outcome depends on the answer.
    package func assignments(
        of feature: FeatureKey, question: String
    ) async throws(EvidenceError) -> Assignments {
        let id = feature.questionIDs[try index(ofQuestion: question, in: feature)]
        return try await read { database in
            guard try Schema.hasLive(database) else { return Assignments() }
            let log = try database.makeStatement(
                sql: """
                    SELECT case_number, in_charge, in_charge_probability FROM observation
                    WHERE question_id = ? AND live IS NOT NULL AND in_charge IS NOT NULL
                        AND in_charge_probability < 1
                        AND case_number BETWEEN 0 AND \(UInt32.max)
                    ORDER BY seq
                    """)
            log.bind(id, at: 1)
            var assignments = Assignments()
            while try log.nextRow() {
                assignments.note(
                    .init(inCharge: log.text(1), probability: log.double(2)), of: Int(log.int(0)))
            }
            return assignments
        }
    }
}
