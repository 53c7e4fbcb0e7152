import Decisions
import GRDB

extension SQLiteEvidenceStore {
    /// Gives every case its number and says which wanted answers the log already has.
    ///
    /// A case keeps its number for ever; one whose input has changed gets a new one, takes its
    /// outcomes along, and the old one counts no more.
    ///
    /// With `claims`, the wanted answers that the log lacks, or that `isOpen` says are to be asked
    /// for again, are claimed for the caller; where another run has claimed one of them, nothing is
    /// registered and `EvidenceError.underWay` thrown.
    package func register(
        _ arrivals: [CaseArrival], of feature: FeatureKey, from source: CaseSource,
        wanted: [WantedAnswer], claims: CaseClaims? = nil,
        isOpen: @Sendable @escaping (_ status: UInt8?) -> Bool = { $0 == nil }
    ) async throws(EvidenceError) -> [CaseTicket] {
        try await writeUnsynchronized { [path] database in
            var registration = try CaseRegistration(feature, source, wanted, database)
            let tickets = try arrivals.map { try registration.register($0) }
            try registration.finish()
            // Within the transaction: whoever has logged answers meanwhile is waiting for it with
            // the claims still held.
            if let claims, try !claims.claim(Self.open(tickets, wanted, isOpen), of: feature) {
                throw EvidenceError.underWay(path: path)
            }
            return tickets
        }
    }

    /// The cases that each version of a path is to be asked about.
    private static func open(
        _ tickets: [CaseTicket], _ wanted: [WantedAnswer], _ isOpen: (UInt8?) -> Bool
    ) -> [PathVersion: [Int]] {
        var cases: [PathVersion: [Int]] = [:]
        for (index, want) in wanted.enumerated() {
            let numbers = tickets.compactMap { ticket -> Int? in
                if case .duplicate = ticket.standing { return nil }
                return isOpen(ticket.statuses[index]) ? ticket.caseNumber : nil
            }
            cases[want.path, default: []] += numbers
        }
        return cases
    }
}

/// One batch of arrivals within a transaction.
struct CaseRegistration {
    private let feature: FeatureKey
    private let owner: BlockOwner
    private let source: UInt32
    /// Where the cells of each wanted answer are; `nil` where the log has none of that version.
    private let wanted: [BlockOwner?]
    private let index: CaseIndex
    private let cells: BlockTable<CaseCell>
    private let answers: BlockTable<AnswerCell>
    private var nextNumber: Int
    private let database: Database
    private let outcomes: OutcomeAdoption

    init(
        _ feature: FeatureKey, _ source: CaseSource, _ wanted: [WantedAnswer],
        _ database: Database
    ) throws {
        self.feature = feature
        self.database = database
        owner = BlockOwner(id: feature.id)
        self.source = try Self.number(of: source, database)
        self.wanted = try wanted.map { want in
            try PathVersions.find(want.path, of: feature, database).map { version in
                BlockOwner(
                    id: feature.questionIDs[want.question], version: version,
                    repeatIndex: Int64(want.repeatIndex))
            }
        }
        nextNumber =
            try Int.fetchOne(
                database, sql: "SELECT cases FROM feature WHERE feature_id = ?",
                arguments: [feature.id]) ?? 0
        index = try CaseIndex(feature.id, database)
        cells = try BlockTable.cases(database)
        answers = try BlockTable.answers(database)
        outcomes = try OutcomeAdoption(feature, database)
    }

    private static func number(of source: CaseSource, _ database: Database) throws -> UInt32 {
        try database.execute(
            sql: "INSERT OR IGNORE INTO source (name, signature) VALUES (?, ?)",
            arguments: [source.name, source.signature])
        let number = try Int64.fetchOne(
            database, sql: "SELECT source_id FROM source WHERE signature = ?",
            arguments: [source.signature])
        return UInt32(clamping: number ?? 0)
    }

    mutating func register(_ arrival: CaseArrival) throws -> CaseTicket {
        let entry = CaseIndex.Entry(
            caseNumber: nextNumber, inputHash: Int64(bitPattern: arrival.inputHash))
        guard let known = try index.add(entry, of: arrival.id) else { return try add(arrival) }
        let line = UInt32(clamping: arrival.line)
        let sameInput = known.inputHash == entry.inputHash
        var cell = try cells.cell(at: known.caseNumber, of: owner)
        if cell.source == source, cell.line != line {
            return CaseTicket(
                standing: .duplicate(line: Int(cell.line), sameInput: sameInput),
                caseNumber: known.caseNumber, statuses: wanted.map { _ in nil })
        }
        guard sameInput else {
            try index.replace(entry, of: arrival.id)
            let ticket = try add(arrival)
            try cells.set(.superseded, at: known.caseNumber, of: owner)
            try outcomes.move(from: known.caseNumber, to: ticket.caseNumber)
            return ticket
        }
        if cell.source != source {
            // Further lines of this source with the id are duplicates of this one.
            cell.source = source
            cell.line = line
            try cells.set(cell, at: known.caseNumber, of: owner)
        }
        return CaseTicket(
            standing: .known, caseNumber: known.caseNumber,
            statuses: try wanted.map { try status($0, of: known.caseNumber) })
    }

    /// Gives the next number to a case that the index has under it.
    private mutating func add(_ arrival: CaseArrival) throws -> CaseTicket {
        let number = nextNumber
        nextNumber += 1
        let cell = CaseCell(
            time: arrival.time, user: arrival.user.map(CaseCell.fingerprint) ?? 0, source: source,
            line: UInt32(clamping: arrival.line))
        try cells.set(cell, at: number, of: owner)
        try outcomes.adopt(arrival.id, number)
        return CaseTicket(
            standing: .new, caseNumber: number, statuses: wanted.map { _ in nil })
    }

    /// Joins the outcomes that wait for an observation of a case, named by its id.
    func adopt(_ observation: EvidenceID, _ number: Int) throws {
        try outcomes.adopt(observation.description, number)
    }

    private func status(_ wanted: BlockOwner?, of number: Int) throws -> UInt8? {
        guard let wanted else { return nil }
        let cell = try answers.cell(at: number, of: wanted)
        // A recording that lacks the case says nothing about the model: it can still be asked.
        let isUnrecorded = cell.reasonCode == .notRecorded || cell.reasonCode == .staleRecording
        return cell.isEmpty || isUnrecorded ? nil : cell.status
    }

    func finish() throws {
        try cells.flush()
        try outcomes.finish()
        try database.execute(
            sql: "UPDATE feature SET cases = ? WHERE feature_id = ?",
            arguments: [nextNumber, feature.id])
        try index.settle(nextNumber)
    }
}
