import GRDB

/// Outcomes that were imported before their cases were logged, within one transaction.
struct WaitingOutcomes {
    private let feature: FeatureKey
    private let find: Statement
    private let adopt: Statement
    private let cells: BlockTable<OutcomeCell>
    private let rollUp: OutcomeRollUp

    /// Returns `nil` where none of the feature's outcomes wait, so that nothing need be looked up.
    init?(_ feature: FeatureKey, _ database: Database) throws {
        let waits = try feature.questionIDs.contains { id in
            try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (
                        SELECT 1 FROM outcome WHERE case_number IS NULL AND question_id = ?)
                    """,
                arguments: [id]) ?? false
        }
        guard waits else { return nil }
        self.feature = feature
        find = try database.cachedStatement(
            sql: """
                SELECT DISTINCT question_id FROM outcome
                WHERE case_number IS NULL AND case_id = ?
                """)
        adopt = try database.cachedStatement(
            sql: """
                UPDATE outcome SET case_number = ?
                WHERE case_number IS NULL AND case_id = ? AND question_id = ?
                """)
        cells = try BlockTable.outcomes(database)
        rollUp = try OutcomeRollUp(feature, database)
    }

    /// Joins what waits for `caseID` to its case; returns whether there was anything.
    func adopt(_ caseID: String, _ number: Int) throws -> Bool {
        find.bind(caseID, at: 1)
        var questions: [Int64] = []
        while try find.nextRow() { questions.append(find.int(0)) }
        questions.removeAll { !feature.questionIDs.contains($0) }
        for question in questions {
            adopt.bind(number, at: 1)
            adopt.bind(caseID, at: 2)
            adopt.bind(question, at: 3)
            try adopt.run()
            let cell = feature.countingRule.effective(
                among: try rollUp.outcomes(of: number, question))
            try cells.set(cell, at: number, in: [question])
        }
        return !questions.isEmpty
    }

    func finish() throws {
        try cells.flush()
    }
}
