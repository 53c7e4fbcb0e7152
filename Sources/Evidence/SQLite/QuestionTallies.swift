import GRDB

/// How much the log holds of each question, kept while writing, within one transaction.
struct QuestionTallies {
    private struct Tally {
        var observations = 0
        var outcomes = 0
        var loggedAt: ClosedRange<Int64>?
    }

    private let database: Database
    private var tallies: [Int64: Tally] = [:]

    init(_ database: Database) {
        self.database = database
    }

    mutating func add(observationOf question: Int64, loggedAt time: Int64) {
        var tally = tallies[question] ?? Tally()
        tally.observations += 1
        let span = tally.loggedAt ?? time...time
        tally.loggedAt = min(span.lowerBound, time)...max(span.upperBound, time)
        tallies[question] = tally
    }

    mutating func add(outcomeOf question: Int64) {
        tallies[question, default: Tally()].outcomes += 1
    }

    func flush() throws {
        for (question, tally) in tallies {
            try database.execute(
                sql: """
                    UPDATE question SET
                        observations = observations + :observations,
                        outcomes = outcomes + :outcomes,
                        first_logged_at =
                            coalesce(min(first_logged_at, :first), first_logged_at, :first),
                        last_logged_at =
                            coalesce(max(last_logged_at, :last), last_logged_at, :last)
                    WHERE question_id = :question
                    """,
                arguments: [
                    "observations": tally.observations, "outcomes": tally.outcomes,
                    "first": tally.loggedAt?.lowerBound, "last": tally.loggedAt?.upperBound,
                    "question": question,
                ])
        }
    }

    /// Removes the outcomes that fulfil a condition, and returns how many.
    static func removeOutcomes(_ condition: String, _ database: Database) throws -> Int {
        try database.execute(
            sql: """
                UPDATE question SET outcomes = outcomes - gone.count FROM (
                    SELECT question_id, count(*) AS count FROM outcome
                    WHERE \(condition) GROUP BY question_id
                ) AS gone WHERE gone.question_id = question.question_id
                """)
        try database.execute(sql: "DELETE FROM outcome WHERE \(condition)")
        return database.changesCount
    }

    /// Counts a question's rows anew.
    static func rebuild(_ question: Int64, _ database: Database) throws {
        try database.execute(
            sql: """
                UPDATE question SET (observations, first_logged_at, last_logged_at) = (
                    SELECT count(*), min(logged_at), max(logged_at) FROM observation
                    WHERE question_id = :id),
                outcomes = (SELECT count(*) FROM outcome WHERE question_id = :id)
                WHERE question_id = :id
                """,
            arguments: ["id": question])
    }
}
