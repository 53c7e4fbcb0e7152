package import Decisions
import GRDB

/// How much of the log an upkeep has removed.
package struct UpkeepCounts: Hashable, Sendable {
    package var observations = 0
    /// Cases of which the log has no observation any more.
    package var cases = 0
    package var outcomes = 0
    package var events = 0

    package init() {}

    package static func += (left: inout Self, right: Self) {
        left.observations += right.observations
        left.cases += right.cases
        left.outcomes += right.outcomes
        left.events += right.events
    }
}

extension SQLiteEvidenceStore {
    /// Removes all that the log has of a user's cases, and what the user did with answers.
    ///
    /// The removed bytes are overwritten. What a spool still holds of the user from before `now` is
    /// not logged when it is drained. Verdicts count the cases no more.
    package func delete(
        user: String, now: Timestamp
    ) async throws(EvidenceError) -> UpkeepCounts {
        let keys = try await features()
        let counts = try await writeErasing { database in
            var counts = UpkeepCounts()
            for key in keys {
                counts += try UserDeletion(user, from: key, database).run()
            }
            try DeletedUsers.add(user, at: now, database)
            return counts
        }
        try await foldIn()
        return counts
    }

    /// Runs `body` in a transaction that leaves nothing readable of what it removes.
    private func writeErasing<Result: Sendable>(
        _ body: @Sendable @escaping (Database) throws -> Result
    ) async throws(EvidenceError) -> Result {
        do {
            return try await withCheckedThrowingContinuation { continuation in
                pool.asyncWriteWithoutTransaction { database in
                    continuation.resume(
                        with: Swift.Result {
                            try database.execute(sql: "PRAGMA secure_delete = ON")
                            defer { try? database.execute(sql: "PRAGMA secure_delete = OFF") }
                            var result: Result?
                            try database.inTransaction(.immediate) {
                                result = try body(database)
                                return .commit
                            }
                            guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
                            return result
                        })
                }
            }
        } catch {
            throw EvidenceError(error, path: path)
        }
    }

    /// Folds the write-ahead file into the log as far as readers allow: it still holds what was
    /// removed.
    private func foldIn() async throws(EvidenceError) {
        do {
            _ = try await pool.writeWithoutTransaction { try? $0.checkpoint(.truncate) }
        } catch {
            throw EvidenceError(error, path: path)
        }
    }
}

/// The removal of one user from one feature, within one transaction.
private struct UserDeletion {
    private let user: String
    private let feature: FeatureKey
    private let database: Database

    init(_ user: String, from feature: FeatureKey, _ database: Database) {
        self.user = user
        self.feature = feature
        self.database = database
    }

    func run() throws -> UpkeepCounts {
        var counts = UpkeepCounts()
        let numbers = try caseNumbers()
        counts.cases = numbers.count
        try numbers.choose(database)
        counts.events = try deleteEvents()
        try database.execute(
            sql: """
                UPDATE audit_note SET sentence = '' WHERE feature_id = ? AND instr(sentence, ?) > 0
                """,
            arguments: [feature.id, user])
        guard !numbers.isEmpty else { return counts }
        counts.outcomes = try ChosenCases(feature, database).deleteOutcomes()
        try ChosenCases(feature, database).deleteEntries()
        counts.observations = try ChosenCases(feature, database).delete(
            "FROM observation WHERE question_id IN (\(feature.questionList)) AND \(Self.isChosen)")
        let eraser = CellEraser(feature.loggedQuestionIDs, database)
        try eraser.eraseAnswers(numbers.contains)
        try eraser.eraseOutcomes(numbers.contains)
        let cells = try BlockTable.cases(database)
        try numbers.forEach { try cells.set(.superseded, at: $0, of: BlockOwner(id: feature.id)) }
        try cells.flush()
        for question in feature.loggedQuestionIDs {
            try QuestionTallies.rebuild(question, database)
        }
        return counts
    }

    private static let isChosen = "case_number IN (SELECT case_number FROM chosen_case)"

    /// The user's cases: by the log, and by the cells of those that the log has no more.
    private func caseNumbers() throws -> CaseNumbers {
        let fingerprint = CaseCell.fingerprint(user)
        var numbers = try CaseNumbers.those(in: feature.id, database) {
            $0.user == fingerprint && !$0.isSuperseded
        }
        let log = try database.makeStatement(
            sql: """
                SELECT case_number FROM observation
                WHERE user_id = ? AND question_id IN (\(feature.questionList))
                """)
        log.bind(user, at: 1)
        while try log.nextRow() { numbers.insert(Int(log.int(0))) }
        return numbers
    }

    private func deleteEvents() throws -> Int {
        let delete = try database.makeStatement(
            sql: """
                DELETE FROM event WHERE feature_id = ?1 AND (
                    user_id = ?2
                    OR observation_id IN (
                        SELECT observation_id FROM observation
                        WHERE question_id IN (\(feature.questionList)) AND \(Self.isChosen))
                    OR case_id IN (
                        SELECT case_id FROM case_entry WHERE feature_id = ?1 AND \(Self.isChosen)
                        UNION SELECT case_id FROM new_case_entry
                        WHERE feature_id = ?1 AND \(Self.isChosen)))
                """)
        delete.bind(feature.id, at: 1)
        delete.bind(user, at: 2)
        try delete.run()
        return database.changesCount
    }
}
