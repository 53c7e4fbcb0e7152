import GRDB

/// Removals that concern the cases in `chosen_case`, within one transaction.
struct ChosenCases {
    private let feature: FeatureKey
    private let database: Database

    init(_ feature: FeatureKey, _ database: Database) {
        self.feature = feature
        self.database = database
    }

    /// Removes rows and returns how many.
    func delete(_ rows: String) throws -> Int {
        try database.execute(sql: "DELETE \(rows)")
        return database.changesCount
    }

    /// Removes the outcomes of the cases, with the callers' ids of them.
    func deleteOutcomes() throws -> Int {
        let joins = """
            FROM case_outcome WHERE question_id IN (\(feature.questionList))
            AND case_number IN (SELECT case_number FROM chosen_case)
            """
        _ = try delete(
            """
            FROM outcome_submission WHERE outcome_id IN (
                SELECT outcome_id FROM outcome WHERE seq IN (SELECT seq \(joins)))
            """)
        let outcomes = try QuestionTallies.removeOutcomes(
            "seq IN (SELECT seq \(joins))", database)
        _ = try delete(joins)
        return outcomes
    }

    /// Forgets the cases' ids: one that comes again is a new case.
    func deleteEntries() throws {
        let chosen = """
            SELECT case_id FROM case_entry WHERE feature_id = \(feature.id)
            AND case_number IN (SELECT case_number FROM chosen_case)
            UNION SELECT case_id FROM new_case_entry WHERE feature_id = \(feature.id)
            AND case_number IN (SELECT case_number FROM chosen_case)
            """
        try database.execute(
            sql: """
                CREATE TEMP TABLE IF NOT EXISTS chosen_id (case_id TEXT PRIMARY KEY);
                DELETE FROM chosen_id;
                """)
        try database.execute(sql: "INSERT INTO chosen_id \(chosen)")
        for table in ["new_case_entry", "case_entry"] {
            _ = try delete(
                """
                FROM \(table) WHERE feature_id = \(feature.id)
                AND case_id IN (SELECT case_id FROM chosen_id)
                """)
        }
        try database.execute(sql: "DELETE FROM chosen_id")
    }
}
