import Decisions
import GRDB
import JSONCodec

extension SQLiteEvidenceStore {
    /// Logs observations, and the outcomes that came with their cases, in one transaction.
    ///
    /// Returns where the observations stand in the log, `nil` for none, and what became of the
    /// outcomes.
    @discardableResult
    package func append(
        _ observations: [Observation], outcomes: [RegisteredOutcome] = [], of feature: FeatureKey
    ) async throws(EvidenceError) -> (rows: ClosedRange<Int64>?, outcomes: OutcomeCounts) {
        // Encoding runs in the caller's task: the writer only binds bytes.
        let rows = observations.map { ObservationRow($0, feature) }
        return try await write { [ids] database in
            let logged = try ObservationWriter(feature, database).write(rows)
            let counts =
                outcomes.isEmpty
                ? OutcomeCounts() : try OutcomeWriter(feature, ids, database).write(outcomes)
            return (logged, counts)
        }
    }
}

/// An observation with its texts encoded.
private struct ObservationRow: Sendable {
    let observation: Observation
    let question: Int
    let answers: [UInt8]
    let groups: [UInt8]?
    let slices: [UInt8]?

    init(_ observation: Observation, _ feature: FeatureKey) {
        self.observation = observation
        question = feature.index(ofQuestion: observation.question) ?? 0
        var writer = JSONWriter(reserving: 256)
        AnswersJSON.write(
            observation.answers, of: feature.questions[question], to: &writer)
        answers = writer.bytes
        groups = Self.json(observation.case.groups)
        slices = Self.json(observation.case.slices)
    }

    private static func json(_ texts: [String: String]) -> [UInt8]? {
        guard !texts.isEmpty else { return nil }
        var writer = JSONWriter()
        writer.beginObject()
        for (key, value) in texts.sorted(by: { $0.key < $1.key }) {
            writer.key(key)
            writer.string(value)
        }
        writer.endObject()
        return writer.bytes
    }
}

/// Writes rows of the log and their cells within one transaction.
private struct ObservationWriter {
    private let feature: FeatureKey
    private let database: Database
    private let insert: Statement
    private let cells: BlockTable<AnswerCell>
    private var rules: RuleNumbers
    private var versionSets: VersionSetNumbers
    private var versions: [PathVersion: Int64] = [:]

    init(_ feature: FeatureKey, _ database: Database) throws {
        self.feature = feature
        self.database = database
        insert = try database.cachedStatement(
            sql: """
                INSERT INTO observation (
                    observation_id, request_id, question_id, case_number, case_id, time, logged_at,
                    environment, input, user_id, groups, slices, in_charge, in_charge_probability,
                    shown, version_set_id, answers)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        cells = try BlockTable.answers(database)
        rules = try RuleNumbers(feature, database)
        versionSets = VersionSetNumbers(database)
    }

    consuming func write(_ rows: [ObservationRow]) throws -> ClosedRange<Int64>? {
        var logged: ClosedRange<Int64>?
        for row in rows {
            try log(row)
            // Within a transaction, rows follow one another.
            let seq = database.lastInsertedRowID
            logged = (logged?.lowerBound ?? seq)...seq
            try rollUp(row)
        }
        try cells.flush()
        return logged
    }

    private mutating func log(_ row: ObservationRow) throws {
        let observation = row.observation
        insert.bind(observation.id, at: 1)
        insert.bind(observation.requestID, at: 2)
        insert.bind(feature.questionIDs[row.question], at: 3)
        insert.bind(observation.caseNumber, at: 4)
        insert.bind(observation.case.id, at: 5)
        insert.bind(observation.case.time?.microseconds, at: 6)
        insert.bind(observation.loggedAt.microseconds, at: 7)
        insert.bind(Int64(observation.environment.rawValue), at: 8)
        insert.bind(text: observation.case.input.json, at: 9)
        insert.bind(observation.case.user, at: 10)
        if let groups = row.groups {
            insert.bind(text: groups, at: 11)
        } else {
            insert.bindNull(at: 11)
        }
        if let slices = row.slices {
            insert.bind(text: slices, at: 12)
        } else {
            insert.bindNull(at: 12)
        }
        insert.bind(observation.inCharge, at: 13)
        insert.bind(observation.inChargeProbability, at: 14)
        insert.bind(
            observation.shown.map { Int64(feature.storedCodes[row.question][$0]) }, at: 15)
        insert.bind(try versionSets.number(of: observation.versions), at: 16)
        insert.bind(text: row.answers, at: 17)
        try insert.run()
    }

    private mutating func rollUp(_ row: ObservationRow) throws {
        for versioned in row.observation.answers {
            let answer = versioned.answer
            let path = PathVersion(path: answer.path, version: versioned.version)
            var cell = AnswerCell(answer, rule: try rules.number(of: answer.rule))
            cell.code =
                answer.code.map { feature.storedCodes[row.question][$0] }
                ?? AnswerCell.noCode
            try cells.set(
                cell, at: row.observation.caseNumber,
                in: [
                    feature.questionIDs[row.question],
                    try version(path, at: row.observation.loggedAt), Int64(answer.repeatIndex),
                ])
        }
    }

    private mutating func version(_ path: PathVersion, at now: Timestamp) throws -> Int64 {
        if let number = versions[path] { return number }
        let number = try PathVersions.register(path, of: feature, at: now, database)
        versions[path] = number
        return number
    }
}
