import Decisions
import GRDB

extension SQLiteEvidenceStore {
    /// Where the cases of live requests come from: two of one id are the same case again.
    private static let live = CaseSource(name: "live", signature: "live")

    /// Returns how far a spool is in the log; `nil` where it has nothing of it.
    func cursor(ofSpool spool: EvidenceID) async throws(EvidenceError) -> SpoolCursor? {
        try await read { database in
            let select = try database.makeStatement(
                sql: """
                    SELECT next_segment, next_offset, held_segment, held_offset
                    FROM spool_cursor WHERE spool_id = ?
                    """)
            select.bind(spool, at: 1)
            guard try select.nextRow() else { return nil }
            defer { select.endReading() }
            return SpoolCursor(
                spool: spool,
                next: SpoolPosition(segment: select.int(0), offset: Int(select.int(1))),
                held: SpoolPosition(segment: select.int(2), offset: Int(select.int(3))))
        }
    }

    /// Returns the log's key of a feature that a spool describes.
    ///
    /// The counting rule is the log's own where it has one: the spool may be older.
    func key(of feature: SpooledFeature) async throws(EvidenceError) -> FeatureKey {
        let rule = try await read { database in
            try String.fetchOne(
                database, sql: "SELECT counting_rule FROM feature WHERE name = ?",
                arguments: [feature.name])
        }
        return try await open(
            feature.name, questions: feature.questions,
            countingRule: rule.flatMap(CountingRule.init(rawValue:)) ?? feature.countingRule)
    }

    /// Logs a batch of a spool and the place that it leads to, in one transaction.
    func log(
        _ batch: SpoolBatch, _ keys: [ContentHash: FeatureKey]
    ) async throws(EvidenceError) -> SpoolBatchCounts {
        // Encoding runs in the caller's task: the writer only binds bytes.
        let requests = batch.byFeature.compactMap { feature, indices in
            keys[feature.identity].map { key in
                (key, indices.map { LiveRow(batch.requests[$0], key) })
            }
        }
        return try await write { database in
            var counts = SpoolBatchCounts()
            let deleted = try DeletedUsers(database)
            for (key, rows) in requests {
                let kept =
                    deleted.isEmpty
                    ? rows
                    : try rows.filter { try !deleted.cover($0.arrival.user, at: $0.loggedAt) }
                counts.deleted += rows.count - kept.count
                try Self.write(kept, of: key, &counts, database)
            }
            for change in batch.changes {
                guard let key = keys[change.feature.identity] else { continue }
                try Self.write(change, of: key, database)
            }
            if let cursor = batch.cursor { try Self.write(cursor, database) }
            return counts
        }
    }

    private static func write(
        _ rows: [LiveRow], of feature: FeatureKey, _ counts: inout SpoolBatchCounts,
        _ database: Database
    ) throws {
        guard !rows.isEmpty else { return }
        var registration = try CaseRegistration(feature, live, [], database)
        var numbers: [Int] = []
        numbers.reserveCapacity(rows.count)
        for row in rows {
            let number = try registration.register(row.arrival).caseNumber
            for row in row.observations { try registration.adopt(row.observation.id, number) }
            numbers.append(number)
            counts.lostAnswers += row.lostAnswers
        }
        try registration.finish()
        var writer = try ObservationWriter(feature, database)
        for (row, number) in zip(rows, numbers) {
            for row in row.observations { try writer.write(row, ofCase: number) }
            counts.observations += row.observations.count
        }
        try writer.finish()
        counts.requests += rows.count
    }

    private static func write(
        _ change: SpooledChange, of feature: FeatureKey, _ database: Database
    ) throws {
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO control_change (feature_id, kind, actor, changed_at, detail)
                VALUES (?, ?, ?, ?, ?)
                """)
        insert.bind(feature.id, at: 1)
        insert.bind(change.kind, at: 2)
        insert.bind(change.actor, at: 3)
        insert.bind(change.time.microseconds, at: 4)
        insert.bind(text: change.detail, at: 5)
        try insert.run()
    }

    private static func write(_ cursor: SpoolCursor, _ database: Database) throws {
        let replace = try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO spool_cursor (
                    spool_id, next_segment, next_offset, held_segment, held_offset)
                VALUES (?, ?, ?, ?, ?)
                """)
        replace.bind(cursor.spool, at: 1)
        replace.bind(cursor.next.segment, at: 2)
        replace.bind(cursor.next.offset, at: 3)
        replace.bind(cursor.held.segment, at: 4)
        replace.bind(cursor.held.offset, at: 5)
        try replace.run()
    }
}

/// A request of a spool as the rows of the log, but for the number of its case.
private final class LiveRow: Sendable {
    let arrival: CaseArrival
    let observations: [ObservationRow]
    let loggedAt: Timestamp
    let lostAnswers: Int

    init(_ request: SpooledRequest, _ feature: FeatureKey) {
        let input = CaseInput(json: request.input)
        var id = request.caseID ?? ""
        if id.isEmpty { id = request.decisions[0].observationID.description }
        let `case` = Case(
            id: id, time: request.time, user: request.user, groups: request.groups,
            slices: request.slices, input: input)
        arrival = CaseArrival(
            id: id, inputHash: input.hash.high, line: 1,
            time: request.time?.microseconds ?? CaseCell.noTime, user: request.user)
        loggedAt = request.loggedAt
        observations = request.decisions.map { decision in
            var marks = request.marks
            marks.shownFrom = decision.shownFrom
            marks.needsReview = decision.needsReview
            let observation = Observation(
                id: decision.observationID, requestID: request.id,
                question: feature.questions[decision.question].name, case: `case`, caseNumber: 0,
                loggedAt: request.loggedAt, environment: .live, answers: decision.answers,
                inCharge: decision.inCharge, inChargeProbability: decision.inChargeProbability,
                shown: decision.shown, versions: request.versions, marks: marks)
            return ObservationRow(observation, decision.question, feature)
        }
        lostAnswers = request.decisions.reduce(0) { sum, decision in
            sum + decision.answers.count { $0.answer.reason?.code == .lost }
        }
    }
}
