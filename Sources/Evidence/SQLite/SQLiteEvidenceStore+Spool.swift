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
                (key, indices.map { LiveRow(batch.requests, at: $0, key) })
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
        var writer = try ObservationWriter(feature, database)
        for row in rows {
            let number = try registration.register(row.arrival).caseNumber
            for observation in row.observations {
                try registration.adopt(observation.observation.id, number)
                try writer.write(observation, ofCase: number)
            }
            counts.lostAnswers += row.lostAnswers
            counts.observations += row.observations.count
        }
        try registration.finish()
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

    /// Makes the rows of the request at `index`, which stays in its list: to take one out is to count
    /// a reference to each of its parts.
    init(_ requests: [SpooledRequest], at index: Int, _ feature: FeatureKey) {
        let time = requests[index].time
        let user = requests[index].user
        let input = CaseInput(json: requests[index].input)
        var id = requests[index].caseID ?? ""
        if id.isEmpty { id = requests[index].decisions[0].observationID.description }
        let `case` = Case(
            id: id, time: time, user: user, groups: requests[index].groups,
            slices: requests[index].slices, input: input)
        arrival = CaseArrival(
            id: id, inputHash: input.hash.high, line: 1,
            time: time?.microseconds ?? CaseCell.noTime, user: user)
        loggedAt = requests[index].loggedAt
        var lost = 0
        observations = requests[index].decisions.map { decision in
            var marks = requests[index].marks
            marks.shownFrom = decision.shownFrom
            marks.needsReview = decision.needsReview
            for answer in decision.answers.indices
            where decision.answers[answer].answer.reason?.code == .lost {
                lost += 1
            }
            let observation = Observation(
                id: decision.observationID, requestID: requests[index].id,
                question: feature.questions[decision.question].name, case: `case`, caseNumber: 0,
                loggedAt: requests[index].loggedAt, environment: .live, answers: decision.answers,
                inCharge: decision.inCharge, inChargeProbability: decision.inChargeProbability,
                shown: decision.shown, versions: requests[index].versions, marks: marks)
            return ObservationRow(observation, decision.question, feature)
        }
        lostAnswers = lost
    }
}
