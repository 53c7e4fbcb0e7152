import Decisions
import GRDB

extension SQLiteEvidenceStore {
    /// Gives every case its number and says which wanted answers the log already has.
    ///
    /// A case keeps its number for ever; one whose input has changed gets a new one, and the old
    /// one counts no more.
    package func register(
        _ arrivals: [CaseArrival], of feature: FeatureKey, from source: CaseSource,
        wanted: [WantedAnswer]
    ) async throws(EvidenceError) -> [CaseTicket] {
        try await write { database in
            var registration = try CaseRegistration(feature, source, wanted, database)
            let tickets = try arrivals.map { try registration.register($0) }
            try registration.finish()
            return tickets
        }
    }
}

/// One batch of arrivals within a transaction.
private struct CaseRegistration {
    private let feature: FeatureKey
    private let sourceID: Int64
    /// The version's number of each wanted answer; `nil` where the log has none of that version.
    private let wanted: [(want: WantedAnswer, version: Int64?)]
    private let find: Statement
    private let insert: Statement
    private let cells: BlockTable<CaseCell>
    private var answers: [BlockTable<AnswerCell>.Key: CellBlock<AnswerCell>] = [:]
    private let answerTable: BlockTable<AnswerCell>
    private var nextNumber: Int
    private let database: Database
    /// Outcomes that came before their cases; `nil` where there are none.
    private let waiting: WaitingOutcomes?

    init(
        _ feature: FeatureKey, _ source: CaseSource, _ wanted: [WantedAnswer],
        _ database: Database
    ) throws {
        self.feature = feature
        self.database = database
        try database.execute(
            sql: "INSERT OR IGNORE INTO source (name, signature) VALUES (?, ?)",
            arguments: [source.name, source.signature])
        sourceID =
            try Int64.fetchOne(
                database, sql: "SELECT source_id FROM source WHERE signature = ?",
                arguments: [source.signature]) ?? 0
        self.wanted = try wanted.map {
            ($0, try PathVersions.find($0.path, of: feature, database))
        }
        nextNumber =
            try Int.fetchOne(
                database, sql: "SELECT cases FROM feature WHERE feature_id = ?",
                arguments: [feature.id]) ?? 0
        find = try database.cachedStatement(
            sql: """
                SELECT case_number, input_hash, source_id, line FROM case_entry
                WHERE feature_id = ? AND case_id = ?
                """)
        insert = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO case_entry VALUES (?, ?, ?, ?, ?, ?)")
        cells = try BlockTable.cases(feature, database)
        answerTable = try BlockTable.answers(database)
        waiting = try WaitingOutcomes(feature, database)
    }

    mutating func register(_ arrival: CaseArrival) throws -> CaseTicket {
        guard let known = try entry(of: arrival.id) else {
            return try add(arrival)
        }
        let sameInput = known.inputHash == Int64(bitPattern: arrival.inputHash)
        if known.source == sourceID, known.line != arrival.line {
            return CaseTicket(
                standing: .duplicate(line: Int(known.line), sameInput: sameInput),
                caseNumber: known.number, hasOutcomes: true, statuses: wanted.map { _ in nil })
        }
        guard sameInput else {
            try cells.set(.superseded, at: known.number, in: [feature.id])
            return try add(arrival)
        }
        return CaseTicket(
            standing: .known, caseNumber: known.number, hasOutcomes: true,
            statuses: try wanted.map { try status($0.want, $0.version, of: known.number) })
    }

    private func entry(
        of id: String
    ) throws -> (number: Int, inputHash: Int64, source: Int64, line: Int64)? {
        find.bind(feature.id, at: 1)
        find.bind(id, at: 2)
        guard try find.nextRow() else { return nil }
        defer { find.endReading() }
        return (Int(find.int(0)), find.int(1), find.int(2), find.int(3))
    }

    private mutating func add(_ arrival: CaseArrival) throws -> CaseTicket {
        let number = nextNumber
        nextNumber += 1
        insert.bind(feature.id, at: 1)
        insert.bind(arrival.id, at: 2)
        insert.bind(number, at: 3)
        insert.bind(Int64(bitPattern: arrival.inputHash), at: 4)
        insert.bind(sourceID, at: 5)
        insert.bind(arrival.line, at: 6)
        try insert.run()
        let user = arrival.user.map(Self.fingerprint) ?? 0
        try cells.set(CaseCell(time: arrival.time, user: user), at: number, in: [feature.id])
        return CaseTicket(
            standing: .new, caseNumber: number,
            hasOutcomes: try waiting?.adopt(arrival.id, number) ?? false,
            statuses: wanted.map { _ in nil })
    }

    /// Tells users apart without their names; never 0.
    private static func fingerprint(_ user: String) -> UInt64 {
        max(1, ContentHash([("user", user)]).high)
    }

    private mutating func status(
        _ want: WantedAnswer, _ version: Int64?, of number: Int
    ) throws -> UInt8? {
        guard let version else { return nil }
        let question = feature.questionIDs[want.question]
        let key = [
            question, version, Int64(want.repeatIndex),
            Int64(CellBlock<AnswerCell>.block(of: number)),
        ]
        if answers[key] == nil { answers[key] = try answerTable.load(key) }
        let cell = answers[key]?[CellBlock<AnswerCell>.index(of: number)]
        return cell.flatMap { $0.isEmpty ? nil : $0.status }
    }

    func finish() throws {
        try cells.flush()
        try waiting?.finish()
        try database.execute(
            sql: "UPDATE feature SET cases = ? WHERE feature_id = ?",
            arguments: [nextNumber, feature.id])
    }
}
