import Decisions
import GRDB

extension SQLiteEvidenceStore {
    /// Folds over the latest live observations of a feature's questions, newest first: at most
    /// `most` of each question.
    package func foldLatest<Result: Sendable>(
        of feature: FeatureKey, atMost most: Int, into initial: Result,
        _ body: @Sendable @escaping (inout Result, LiveObservation) throws -> Void
    ) async throws(EvidenceError) -> Result {
        try await read { database in
            var result = initial
            guard try Schema.hasLive(database) else { return result }
            for question in feature.questions.indices {
                let reader = try LiveObservationReader(feature, question, database)
                let log = try reader.latest(most)
                while try log.nextRow() { try body(&result, reader.observation(log)) }
            }
            return result
        }
    }

    /// Returns how many observations and outcomes the log has of each of the feature's questions.
    package func extent(of feature: FeatureKey) async throws(EvidenceError) -> [Int] {
        try await read { database in
            try feature.questionIDs.flatMap { question in
                let row = try Row.fetchOne(
                    database,
                    sql: "SELECT observations, outcomes FROM question WHERE question_id = ?",
                    arguments: [question])
                return [row?["observations"] as Int? ?? 0, row?["outcomes"] as Int? ?? 0]
            }
        }
    }

    /// Returns a live observation of the feature; `nil` where the log does not have it, or not yet.
    package func liveObservation(
        _ id: EvidenceID, of feature: FeatureKey
    ) async throws(EvidenceError) -> LiveObservation? {
        try await read { database in
            guard try Schema.hasLive(database) else { return nil }
            for question in feature.questions.indices {
                let reader = try LiveObservationReader(feature, question, database)
                if let found = try reader.observation(id) { return found }
            }
            return nil
        }
    }
}

/// Reads one question's live observations within one transaction.
private struct LiveObservationReader {
    private let feature: FeatureKey
    private let question: Int
    private let questionID: Int64
    private let rollUp: OutcomeRollUp
    private let database: Database

    private static let select = """
        SELECT observation_id, request_id, case_id, case_number, logged_at, input, in_charge,
            shown, answers
        FROM observation WHERE live IS NOT NULL
        """

    init(_ feature: FeatureKey, _ question: Int, _ database: Database) throws {
        self.feature = feature
        self.question = question
        self.database = database
        questionID = feature.questionIDs[question]
        rollUp = try OutcomeRollUp(feature.countingRule, database)
    }

    func latest(_ most: Int) throws -> Statement {
        let log = try database.cachedStatement(
            sql: "\(Self.select) AND question_id = ? ORDER BY seq DESC LIMIT ?")
        log.bind(questionID, at: 1)
        log.bind(most, at: 2)
        return log
    }

    func observation(_ id: EvidenceID) throws -> LiveObservation? {
        // The plus keeps SQLite from going by the question, through all that the log has of it.
        let log = try database.cachedStatement(
            sql: "\(Self.select) AND +question_id = ? AND observation_id = ?")
        log.bind(questionID, at: 1)
        log.bind(id, at: 2)
        guard try log.nextRow() else { return nil }
        defer { log.endReading() }
        return try observation(log)
    }

    func observation(_ row: Statement) throws -> LiveObservation {
        let outcomes = try rollUp.outcomes(of: Int(row.int(3)), questionID)
        let outcome = feature.countingRule.outcome(among: outcomes)
        let truth = outcome.map { Int64($0.code) }.flatMap(value)
        return LiveObservation(
            id: row.id(0), requestID: row.id(1), caseID: row.text(2),
            caseNumber: Int(row.int(3)), question: question,
            loggedAt: Timestamp(microseconds: row.int(4)), input: Array(row.bytes(5)),
            inCharge: row.text(6), shown: row.optionalInt(7).flatMap(value),
            // A damaged row has no answers, but does not take the page away.
            answers: (try? LoggedAnswer.list(row.bytes(8))) ?? [], truth: truth,
            truthSource: truth == nil ? nil : outcome?.source)
    }

    private func value(stored code: Int64) -> OptionValue? {
        guard let code = UInt16(exactly: code) else { return nil }
        let option = Int(feature.option(stored: code, question: question))
        let options = feature.questions[question].options
        return options.indices.contains(option) ? options[option].value : nil
    }
}
