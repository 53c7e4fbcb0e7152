import GRDB

/// Joins logged outcomes to the cases that they turn out to be about, within one transaction.
struct OutcomeAdoption {
    private let feature: FeatureKey
    /// Questions of which outcomes wait for their cases.
    private let waiting: [Int64]
    private let find: Statement
    private let adopt: Statement
    private let renumber: Statement
    private let cells: BlockTable<OutcomeCell>
    private let rollUp: OutcomeRollUp

    init(_ feature: FeatureKey, _ database: Database) throws {
        self.feature = feature
        waiting = try feature.loggedQuestionIDs.filter { id in
            try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (
                        SELECT 1 FROM outcome WHERE case_number IS NULL AND question_id = ?)
                    """,
                arguments: [id]) ?? false
        }
        find = try database.cachedStatement(
            sql: """
                SELECT 1 FROM outcome WHERE case_number IS NULL AND question_id = ? AND case_id = ?
                LIMIT 1
                """)
        adopt = try database.cachedStatement(
            sql: """
                UPDATE outcome SET case_number = ?
                WHERE case_number IS NULL AND question_id = ? AND case_id = ?
                """)
        renumber = try database.cachedStatement(
            sql: "UPDATE outcome SET case_number = ? WHERE case_number = ? AND question_id = ?")
        cells = try BlockTable.outcomes(database)
        rollUp = try OutcomeRollUp(feature.countingRule, database)
    }

    /// Joins what waits for `caseID` to its case.
    func adopt(_ caseID: String, _ number: Int) throws {
        for question in waiting {
            find.bind(question, at: 1)
            find.bind(caseID, at: 2)
            guard try find.nextRow() else { continue }
            find.endReading()
            adopt.bind(number, at: 1)
            adopt.bind(question, at: 2)
            adopt.bind(caseID, at: 3)
            try adopt.run()
            try recount(number, question)
        }
    }

    /// Joins the outcomes of a case to its new number: they are about the case, not its input.
    func move(from old: Int, to new: Int) throws {
        for question in feature.loggedQuestionIDs {
            let owner = BlockOwner(id: question)
            guard try cells.cell(at: old, of: owner).count > 0 else { continue }
            renumber.bind(new, at: 1)
            renumber.bind(old, at: 2)
            renumber.bind(question, at: 3)
            try renumber.run()
            try recount(new, question)
            try cells.set(.none, at: old, of: owner)
        }
    }

    private func recount(_ number: Int, _ question: Int64) throws {
        try cells.set(
            try rollUp.count(number, question), at: number, of: BlockOwner(id: question))
    }

    func finish() throws {
        try cells.flush()
    }
}
