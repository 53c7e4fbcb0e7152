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
        var rows: [ObservationRow] = []
        rows.reserveCapacity(observations.count)
        for observation in observations {
            let question = try index(ofQuestion: observation.question, in: feature)
            rows.append(ObservationRow(observation, question, feature))
        }
        return try await write { [ids, rows] database in
            let logged = try ObservationWriter(feature, database).write(rows)
            let counts =
                outcomes.isEmpty
                ? OutcomeCounts() : try OutcomeWriter(feature, ids, database).write(outcomes)
            return (logged, counts)
        }
    }

    /// Returns the index of a question that the feature must have.
    func index(
        ofQuestion name: String, in feature: FeatureKey
    ) throws(EvidenceError) -> Int {
        if let index = feature.index(ofQuestion: name) { return index }
        throw .failed(
            path: path, reason: "feature `\(feature.name)` has no question `\(name.prefix(60))`")
    }
}

/// An observation with its texts encoded.
///
/// A class, as the writer passes rows on: to copy one would count a reference to each of its parts.
final class ObservationRow: Sendable {
    let observation: Observation
    let question: Int
    let answers: [VersionedAnswer]
    let answersJSON: [UInt8]
    let groups: [UInt8]?
    let slices: [UInt8]?
    let shown: UInt16?

    init(_ observation: Observation, _ index: Int, _ feature: FeatureKey) {
        self.observation = observation
        question = index
        let question = feature.questions[index]
        answers = observation.answers.loggable(at: question)
        var writer = JSONWriter(reserving: 256 * answers.count)
        AnswersJSON.write(answers, of: question, to: &writer)
        answersJSON = writer.bytes
        groups = Self.json(observation.case.groups)
        slices = Self.json(observation.case.slices)
        shown = observation.shown.flatMap { feature.storedCode(ofOption: $0, question: index) }
    }

    private static func json(_ texts: [String: String]) -> [UInt8]? {
        guard !texts.isEmpty else { return nil }
        var writer = JSONWriter(reserving: 64 * texts.count)
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
struct ObservationWriter {
    private let feature: FeatureKey
    private let database: Database
    private let insert: Statement
    private var rollUp: AnswerRollUp
    private var versionSets: VersionSetNumbers
    private var tallies: QuestionTallies

    init(_ feature: FeatureKey, _ database: Database) throws {
        self.feature = feature
        self.database = database
        insert = try database.cachedStatement(
            sql: """
                INSERT INTO observation (
                    observation_id, request_id, question_id, case_number, case_id, time, logged_at,
                    environment, input, user_id, groups, slices, in_charge, in_charge_probability,
                    shown, version_set_id, answers, live)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        rollUp = try AnswerRollUp(feature, database)
        versionSets = VersionSetNumbers(database)
        tallies = QuestionTallies(database)
    }

    consuming func write(_ rows: [ObservationRow]) throws -> ClosedRange<Int64>? {
        var logged: ClosedRange<Int64>?
        for row in rows {
            // Within a transaction, rows follow one another.
            let seq = try write(row, ofCase: row.observation.caseNumber)
            logged = (logged?.lowerBound ?? seq)...seq
        }
        try finish()
        return logged
    }

    /// Writes a row and returns its number; what is rolled up is written by ``finish()``.
    @discardableResult
    mutating func write(_ row: ObservationRow, ofCase number: Int) throws -> Int64 {
        try log(row, number)
        // Before the roll-ups, which insert rows of their own.
        let seq = insert.lastInsertedRow
        for index in row.answers.indices {
            try rollUp.set(
                row.answers[index], at: number, question: row.question,
                loggedAt: row.observation.loggedAt)
        }
        tallies.add(
            observationOf: feature.questionIDs[row.question],
            loggedAt: row.observation.loggedAt.microseconds)
        return seq
    }

    consuming func finish() throws {
        try rollUp.flush()
        try tallies.flush()
    }

    private mutating func log(_ row: ObservationRow, _ caseNumber: Int) throws {
        insert.bind(row.observation.id, at: 1)
        insert.bind(row.observation.requestID, at: 2)
        insert.bind(feature.questionIDs[row.question], at: 3)
        insert.bind(caseNumber, at: 4)
        insert.bind(row.observation.case.id, at: 5)
        insert.bind(row.observation.case.time?.microseconds, at: 6)
        insert.bind(row.observation.loggedAt.microseconds, at: 7)
        insert.bind(Int64(row.observation.environment.rawValue), at: 8)
        insert.bind(text: row.observation.case.input.json, at: 9)
        insert.bind(row.observation.case.user, at: 10)
        insert.bind(text: row.groups, at: 11)
        insert.bind(text: row.slices, at: 12)
        insert.bind(row.observation.inCharge, at: 13)
        insert.bind(row.observation.inChargeProbability, at: 14)
        insert.bind(row.shown.map(Int64.init), at: 15)
        insert.bind(try versionSets.number(of: row.observation.versions), at: 16)
        insert.bind(text: row.answersJSON, at: 17)
        insert.bind(text: row.observation.marks?.json, at: 18)
        try insert.run()
    }
}
