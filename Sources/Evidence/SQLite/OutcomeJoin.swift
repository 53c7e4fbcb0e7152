import GRDB

/// Which logged outcomes are about which case, and which wait for theirs, within one transaction.
///
/// The log itself names cases by id; these two tables are made from it and can be made again.
struct OutcomeJoin {
    private let add: Statement
    private let wait: Statement
    private let isWaiting: Statement
    private let adopt: Statement
    private let forget: Statement
    private let move: Statement

    init(_ database: Database) throws {
        add = try database.cachedStatement(
            sql: "INSERT INTO case_outcome (case_number, question_id, seq) VALUES (?, ?, ?)")
        wait = try database.cachedStatement(
            sql: "INSERT INTO waiting_outcome (question_id, case_id, seq) VALUES (?, ?, ?)")
        isWaiting = try database.cachedStatement(
            sql: "SELECT 1 FROM waiting_outcome WHERE question_id = ? AND case_id = ? LIMIT 1")
        adopt = try database.cachedStatement(
            sql: """
                INSERT INTO case_outcome (case_number, question_id, seq)
                SELECT ?, question_id, seq FROM waiting_outcome WHERE question_id = ? AND case_id = ?
                """)
        forget = try database.cachedStatement(
            sql: "DELETE FROM waiting_outcome WHERE question_id = ? AND case_id = ?")
        move = try database.cachedStatement(
            sql: """
                UPDATE case_outcome SET case_number = ? WHERE case_number = ? AND question_id = ?
                """)
    }

    /// Joins the outcome that the log has at `seq` to its case.
    func add(_ seq: Int64, toCase number: Int, question: Int64) throws {
        add.bind(number, at: 1)
        add.bind(question, at: 2)
        add.bind(seq, at: 3)
        try add.run()
    }

    /// Keeps the outcome that the log has at `seq` until its case comes.
    func wait(_ seq: Int64, forCase id: String, question: Int64) throws {
        wait.bind(question, at: 1)
        wait.bind(id, at: 2)
        wait.bind(seq, at: 3)
        try wait.run()
    }

    /// Joins what waits for a case to it and returns whether anything did.
    func adopt(_ caseID: String, _ number: Int, question: Int64) throws -> Bool {
        isWaiting.bind(question, at: 1)
        isWaiting.bind(caseID, at: 2)
        guard try isWaiting.nextRow() else { return false }
        isWaiting.endReading()
        adopt.bind(number, at: 1)
        adopt.bind(question, at: 2)
        adopt.bind(caseID, at: 3)
        try adopt.run()
        forget.bind(question, at: 1)
        forget.bind(caseID, at: 2)
        try forget.run()
        return true
    }

    /// Joins the outcomes of a case to its new number.
    func move(from old: Int, to new: Int, question: Int64) throws {
        move.bind(new, at: 1)
        move.bind(old, at: 2)
        move.bind(question, at: 3)
        try move.run()
    }

    static func hasWaiting(_ question: Int64, _ database: Database) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: "SELECT EXISTS (SELECT 1 FROM waiting_outcome WHERE question_id = ?)",
            arguments: [question]) ?? false
    }

    /// Joins all outcomes of a question anew, by the index of the feature's cases.
    static func rebuild(_ question: Int64, of feature: FeatureKey, _ database: Database) throws {
        for table in ["case_outcome", "waiting_outcome"] {
            try database.execute(
                sql: "DELETE FROM \(table) WHERE question_id = ?", arguments: [question])
        }
        let number = """
            coalesce(
                (SELECT case_number FROM new_case_entry
                 WHERE feature_id = :feature AND case_id = outcome.case_id),
                (SELECT case_number FROM case_entry
                 WHERE feature_id = :feature AND case_id = outcome.case_id))
            """
        try database.execute(
            sql: """
                INSERT INTO case_outcome (case_number, question_id, seq)
                SELECT \(number) AS number, question_id, seq FROM outcome
                WHERE question_id = :question AND number IS NOT NULL ORDER BY 1, 3
                """,
            arguments: ["feature": feature.id, "question": question])
        try database.execute(
            sql: """
                INSERT INTO waiting_outcome (question_id, case_id, seq)
                SELECT question_id, case_id, seq FROM outcome
                WHERE question_id = :question AND \(number) IS NULL ORDER BY 2, 3
                """,
            arguments: ["feature": feature.id, "question": question])
        try adoptByObservation(question, of: feature, database)
    }

    /// Joins what named an observation in place of its case.
    private static func adoptByObservation(
        _ question: Int64, of feature: FeatureKey, _ database: Database
    ) throws {
        let observations = try LiveObservationIndex(feature, database)
        let join = try OutcomeJoin(database)
        let waiting = try String.fetchAll(
            database,
            sql: "SELECT DISTINCT case_id FROM waiting_outcome WHERE question_id = ?",
            arguments: [question])
        for id in waiting {
            guard let owner = try observations.owner(of: id) else { continue }
            _ = try join.adopt(id, owner.caseNumber, question: question)
        }
    }
}
