package import Decisions
import GRDB
import JSONCodec

extension SQLiteEvidenceStore {
    /// Logs events, each once however often it is submitted.
    ///
    /// They are on the disk when this returns; the receipts are in the order of the events.
    package func append(
        _ events: [Event], of feature: FeatureKey, receivedAt: Timestamp
    ) async throws(EvidenceError) -> [SubmissionReceipt] {
        try await write { [ids] database in
            let writer = try EventWriter(feature, database)
            return try events.map { event in
                try writer.append(event, ids.next(at: receivedAt.microseconds), receivedAt)
            }
        }
    }

    /// Folds over the events of a feature in the order of the log; those received before `since` are
    /// left out.
    package func foldEvents<Result: Sendable>(
        of feature: FeatureKey, since: Timestamp? = nil, into initial: Result,
        _ body: @Sendable @escaping (inout Result, LoggedEvent) throws -> Void
    ) async throws(EvidenceError) -> Result {
        try await read { database in
            var result = initial
            guard try Schema.hasLive(database) else { return result }
            let log = try EventRow.all(of: feature.id, since: since, database)
            while try log.nextRow() {
                if let event = EventRow.event(log) { try body(&result, event) }
            }
            return result
        }
    }

    /// Writes a feature's events in the order of the log, as JSON; `sink` gets whole lines.
    package func exportEvents(
        _ feature: FeatureKey, to sink: @Sendable @escaping ([UInt8]) throws -> Void
    ) async throws {
        do {
            try await readThrowing { database in
                guard try Schema.hasLive(database) else { return }
                let log = try EventRow.all(of: feature.id, database)
                var writer = JSONWriter(reserving: 1 << 17)
                while try log.nextRow() {
                    EventRow.event(log)?.write(feature: feature.name, to: &writer)
                    writer.newline()
                    guard writer.bytes.count >= 1 << 16 else { continue }
                    try sink(writer.bytes)
                    writer.reset()
                }
                if !writer.bytes.isEmpty { try sink(writer.bytes) }
            }
        } catch let error as DatabaseError {
            throw EvidenceError(error, path: path)
        }
    }
}

/// Appends events within one transaction.
private struct EventWriter {
    private let feature: FeatureKey
    private let find: Statement
    private let insert: Statement

    init(_ feature: FeatureKey, _ database: Database) throws {
        self.feature = feature
        find = try database.cachedStatement(
            sql: """
                SELECT \(EventRow.columns) FROM event WHERE feature_id = ? AND client_id = ?
                """)
        insert = try database.cachedStatement(
            sql: """
                INSERT INTO event (
                    event_id, feature_id, client_id, kind, observation_id, case_id, question,
                    value, user_id, observed_at, received_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
    }

    func append(
        _ event: Event, _ id: EvidenceID, _ receivedAt: Timestamp
    ) throws -> SubmissionReceipt {
        if let question = event.question, feature.index(ofQuestion: question) == nil {
            return .refused
        }
        if let known = try known(event.clientID) {
            return known.event == event ? .known(known.id) : .conflicting(known.id)
        }
        insert.bind(id, at: 1)
        insert.bind(feature.id, at: 2)
        insert.bind(event.clientID, at: 3)
        insert.bind(event.kind.rawValue, at: 4)
        insert.bindNull(at: 5)
        insert.bindNull(at: 6)
        switch event.subject {
        case .observation(let id): insert.bind(id, at: 5)
        case .case(let id): insert.bind(id, at: 6)
        }
        insert.bind(event.question, at: 7)
        insert.bind(event.value?.json, at: 8)
        insert.bind(event.user, at: 9)
        insert.bind(event.observedAt?.microseconds, at: 10)
        insert.bind(receivedAt.microseconds, at: 11)
        try insert.run()
        return .logged(id)
    }

    private func known(_ clientID: String) throws -> LoggedEvent? {
        find.bind(feature.id, at: 1)
        find.bind(clientID, at: 2)
        guard try find.nextRow() else { return nil }
        defer { find.endReading() }
        return EventRow.event(find)
    }
}

/// An event as a row of its table.
private enum EventRow {
    static let columns = """
        seq, event_id, client_id, kind, observation_id, case_id, question, value, user_id,
        observed_at, received_at
        """

    static func all(
        of feature: Int64, since: Timestamp? = nil, _ database: Database
    ) throws -> Statement {
        let select = try database.makeStatement(
            sql: """
                SELECT \(columns) FROM event WHERE feature_id = ? AND received_at >= ? ORDER BY seq
                """)
        select.bind(feature, at: 1)
        select.bind(since?.microseconds ?? .min, at: 2)
        return select
    }

    /// Reads a row; `nil` for a kind that this program does not know.
    static func event(_ row: Statement) -> LoggedEvent? {
        guard let kind = Event.Kind(rawValue: row.text(3)) else { return nil }
        let value = row.optionalText(7).flatMap { try? JSONValue(parsing: $0) }
        return LoggedEvent(
            seq: row.int(0), id: row.id(1),
            event: Event(
                clientID: row.text(2), kind: kind,
                subject: row.isNull(4) ? .case(row.text(5)) : .observation(row.id(4)),
                question: row.optionalText(6), value: value.flatMap(OptionValue.init),
                user: row.optionalText(8),
                observedAt: row.optionalInt(9).map(Timestamp.init(microseconds:))),
            receivedAt: Timestamp(microseconds: row.int(10)))
    }
}
