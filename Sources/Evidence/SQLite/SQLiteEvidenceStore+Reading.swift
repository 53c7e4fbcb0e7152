package import Decisions
import GRDB
import JSONCodec

extension SQLiteEvidenceStore {
    /// Folds over the observations of a feature in the order of the log, with their outcomes.
    ///
    /// Memory is bounded by one observation. Those of cases that happened before `since`, by the
    /// time of the case or else of the log, are left out, and the first ones but for the `newest`.
    /// Unlike the folds over roll-ups this reads every row of the log from the first one that counts.
    package func foldObservations<Result: Sendable>(
        of feature: FeatureKey, since: Timestamp? = nil, newest: Int? = nil, into initial: Result,
        _ body: @Sendable @escaping (inout Result, LoggedObservation) throws -> Void
    ) async throws(EvidenceError) -> Result {
        try await read { database in
            var result = initial
            var reader = try ObservationReader(feature, since, newest, database)
            while let observation = try reader.next() { try body(&result, observation) }
            return result
        }
    }
}

/// Reads the log row by row.
private struct ObservationReader {
    private let rule: CountingRule
    private let log: Statement
    private let rollUp: OutcomeRollUp
    private let questions: [Int64: LoggedQuestion]

    init(
        _ feature: FeatureKey, _ since: Timestamp?, _ newest: Int?, _ database: Database
    ) throws {
        rule = feature.countingRule
        rollUp = try OutcomeRollUp(feature.countingRule, database)
        let logged = try LoggedQuestion.all(of: feature, database)
        questions = Dictionary(logged.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let ids = logged.map { String($0.id) }.joined(separator: ", ")
        let live = try Schema.hasLive(database) ? "live" : "NULL"
        log = try database.makeStatement(
            sql: """
                SELECT seq, observation_id, question_id, case_id, case_number, time, logged_at,
                    environment, input, user_id, groups, slices, in_charge, in_charge_probability,
                    shown, \(live), answers
                FROM observation
                WHERE question_id IN (\(ids)) AND coalesce(time, logged_at) >= ? AND seq >= ?
                ORDER BY seq
                """)
        log.bind(since?.microseconds ?? .min, at: 1)
        log.bind(try newest.flatMap { try Self.first($0, ids, database) } ?? 0, at: 2)
    }

    /// Returns where the `newest` observations begin; `nil` where there are no more than those.
    private static func first(_ newest: Int, _ ids: String, _ database: Database) throws -> Int64? {
        try Int64.fetchOne(
            database,
            sql: """
                SELECT seq FROM observation WHERE question_id IN (\(ids))
                ORDER BY seq DESC LIMIT 1 OFFSET ?
                """,
            arguments: [max(0, newest - 1)])
    }

    mutating func next() throws -> LoggedObservation? {
        guard try log.nextRow() else { return nil }
        let id = log.int(2)
        let question = questions[id] ?? LoggedQuestion(id: id, name: "", values: [])
        let stored = try rollUp.outcomes(of: Int(log.int(4)), id)
        var observation = LoggedObservation(
            seq: log.int(0), id: log.id(1), question: question.name, caseID: log.text(3),
            caseNumber: Int(log.int(4)),
            time: log.optionalInt(5).map(Timestamp.init(microseconds:)),
            loggedAt: Timestamp(microseconds: log.int(6)),
            environment: Observation.Environment(rawValue: UInt8(clamping: log.int(7))) ?? .replay,
            input: Array(log.bytes(8)), user: log.optionalText(9),
            groups: texts(10), slices: texts(11), inCharge: log.optionalText(12),
            inChargeProbability: log.double(13),
            shown: log.optionalInt(14).flatMap(question.value(stored:)),
            marks: json(15).flatMap(LiveMarks.init), answers: try LoggedAnswer.list(log.bytes(16)),
            outcomes: stored.compactMap { LoggedOutcome($0, question) })
        observation.outcome = rule.outcome(among: stored).flatMap { LoggedOutcome($0, question) }
        return observation
    }

    private func json(_ column: Int32) -> JSONValue? {
        log.isNull(column)
            ? nil : try? JSONValue(parsing: log.bytes(column).bindMemory(to: UInt8.self))
    }

    private func texts(_ column: Int32) -> [String: String] {
        let members = json(column)?.object?.members ?? []
        return Dictionary(
            members.compactMap { member in member.value.string.map { (member.key, $0) } },
            uniquingKeysWith: { first, _ in first })
    }
}
