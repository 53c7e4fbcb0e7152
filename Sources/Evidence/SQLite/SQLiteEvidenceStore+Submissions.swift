package import Decisions
import GRDB

extension SQLiteEvidenceStore {
    /// Logs outcomes that callers submit, each once however often it is sent.
    ///
    /// They are on the disk when this returns; the receipts are in the order of the submissions.
    /// An outcome names its case by the case's id, or by that of an observation of it; it waits for
    /// the case where that is not logged yet.
    package func submit(
        _ submissions: [OutcomeSubmission], of feature: FeatureKey, receivedAt: Timestamp
    ) async throws(EvidenceError) -> [SubmissionReceipt] {
        try await write { [ids] database in
            let index = try CaseIndex(feature.id, database)
            let observations = try LiveObservationIndex(feature, database)
            let known = try SubmissionIndex(feature, database)
            return try submissions.map { submission in
                if let receipt = try known.receipt(of: submission) { return receipt }
                var outcome = submission.outcome
                var number = try index.entry(of: outcome.caseID)?.caseNumber
                if number == nil, let owner = try observations.owner(of: outcome.caseID) {
                    outcome.caseID = owner.caseID
                    number = owner.caseNumber
                }
                let registered = RegisteredOutcome(
                    outcome, caseNumber: number, receivedAt: receivedAt)
                let counts = try OutcomeWriter(feature, ids, database).write([registered])
                guard counts.refused == 0 else { return .refused }
                let id = try known.outcome(saying: registered) ?? EvidenceID(high: 0, low: 0)
                try known.add(submission, id, receivedAt)
                return counts.known == 0 ? .logged(id) : .known(id)
            }
        }
    }
}

/// The callers' ids of outcomes, within one transaction.
private struct SubmissionIndex {
    private let feature: FeatureKey
    private let find: Statement
    private let insert: Statement
    private let findOutcome: Statement

    init(_ feature: FeatureKey, _ database: Database) throws {
        self.feature = feature
        find = try database.cachedStatement(
            sql: """
                SELECT outcome_id, content FROM outcome_submission
                WHERE feature_id = ? AND client_id = ?
                """)
        insert = try database.cachedStatement(
            sql: """
                INSERT INTO outcome_submission (
                    feature_id, client_id, content, outcome_id, received_at)
                VALUES (?, ?, ?, ?, ?)
                """)
        findOutcome = try database.cachedStatement(
            sql: """
                SELECT outcome_id FROM outcome WHERE seq IN (
                    SELECT seq FROM case_outcome WHERE case_number = ?1 AND question_id = ?2
                    UNION ALL
                    SELECT seq FROM waiting_outcome WHERE question_id = ?2 AND case_id = ?3)
                AND value = ?4 AND source = ?5 AND rater IS ?6 AND shown_output_of IS ?7
                AND observed_at IS ?8 AND supersedes IS ?9
                AND label_probability IS ?10 AND confidence IS ?11 ORDER BY seq DESC LIMIT 1
                """)
    }

    /// What an id that is known says to a submission under it.
    func receipt(of submission: OutcomeSubmission) throws -> SubmissionReceipt? {
        guard let clientID = submission.clientID else { return nil }
        find.bind(feature.id, at: 1)
        find.bind(clientID, at: 2)
        guard try find.nextRow() else { return nil }
        defer { find.endReading() }
        let id = find.id(0)
        let content = submission.content
        let isSame = find.id(1) == EvidenceID(high: content.high, low: content.low)
        return isSame ? .known(id) : .conflicting(id)
    }

    func add(
        _ submission: OutcomeSubmission, _ id: EvidenceID, _ receivedAt: Timestamp
    ) throws {
        guard let clientID = submission.clientID else { return }
        let content = submission.content
        insert.bind(feature.id, at: 1)
        insert.bind(clientID, at: 2)
        insert.bind(EvidenceID(high: content.high, low: content.low), at: 3)
        insert.bind(id, at: 4)
        insert.bind(receivedAt.microseconds, at: 5)
        try insert.run()
    }

    /// Returns the logged outcome that says the same.
    func outcome(saying registered: RegisteredOutcome) throws -> EvidenceID? {
        let outcome = registered.outcome
        guard let question = feature.index(ofQuestion: outcome.question),
            let code = feature.storedCode(of: outcome.value, question: question)
        else { return nil }
        findOutcome.bind(registered.caseNumber ?? -1, at: 1)
        findOutcome.bind(feature.questionIDs[question], at: 2)
        findOutcome.bind(outcome.caseID, at: 3)
        findOutcome.bind(Int64(code), at: 4)
        findOutcome.bind(outcome.source.rawValue, at: 5)
        findOutcome.bind(outcome.rater, at: 6)
        findOutcome.bind(outcome.shownOutputOf?.text, at: 7)
        findOutcome.bind(outcome.observedAt?.microseconds, at: 8)
        findOutcome.bind(outcome.supersedes, at: 9)
        findOutcome.bind(outcome.labelProbability, at: 10)
        findOutcome.bind(outcome.confidence, at: 11)
        guard try findOutcome.nextRow() else { return nil }
        defer { findOutcome.endReading() }
        return findOutcome.id(0)
    }
}
