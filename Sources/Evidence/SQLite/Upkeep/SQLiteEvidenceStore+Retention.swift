package import Decisions
import GRDB

extension SQLiteEvidenceStore {
    /// How much of the log one transaction removes, so that other writers get their turn.
    private static let stretch: Int64 = 5_000

    /// Removes observations and events that were logged before `time`, and what hangs on them.
    ///
    /// What the roll-ups have of the answers and the outcome that counted stays, without texts: a
    /// verdict still counts the cases. The ids of the cases go: one that comes again is a new case.
    package func retire(loggedBefore time: Timestamp) async throws(EvidenceError) -> UpkeepCounts {
        let cutoff = time.microseconds
        var counts = try await removeObservations(where: "logged_at < \(cutoff)", below: .max)
        let rest = try await write { database in
            var counts = UpkeepCounts()
            try database.execute(
                sql: "DELETE FROM event WHERE received_at < ?", arguments: [cutoff])
            counts.events = database.changesCount
            // What an audit said may name slices and groups; its figures stay.
            try database.execute(
                sql: "UPDATE audit_note SET sentence = '' WHERE ran_at < ?", arguments: [cutoff])
            // A truth whose case has not come for as long as that waits no longer.
            try database.execute(
                sql: """
                    DELETE FROM outcome_submission WHERE outcome_id IN (
                        SELECT outcome_id FROM waiting_outcome JOIN outcome USING (seq)
                        WHERE received_at < :cutoff);
                    DELETE FROM waiting_outcome WHERE seq IN (
                        SELECT waiting_outcome.seq FROM waiting_outcome JOIN outcome USING (seq)
                        WHERE received_at < :cutoff);
                    """,
                arguments: ["cutoff": cutoff])
            counts.outcomes = try QuestionTallies.removeOutcomes(
                """
                received_at < \(cutoff) AND seq NOT IN (SELECT seq FROM case_outcome)
                AND seq NOT IN (SELECT seq FROM waiting_outcome)
                """, database)
            return counts
        }
        counts += rest
        counts += try await retireCases()
        return counts
    }

    /// Removes the oldest observations until what the log uses of its file is at most `size` bytes;
    /// the file itself shrinks when it is compacted.
    ///
    /// Removes nothing where what stays would need more than that.
    package func retire(toSize size: Int) async throws(EvidenceError) -> UpkeepCounts {
        var counts = UpkeepCounts()
        // A compacted file may need a few pages more than the rows use.
        let limit = size
        let size = size - size / 50
        let least = try await read { try Self.leastBytes($0) }
        guard least <= size else { throw .tooSmall(path: path, size: limit, least: least) }
        while true {
            let (used, rows) = try await read { database in
                (try Self.usedBytes(database), try Self.sequence(database))
            }
            guard used > size, let rows else { break }
            let share = 1 - Double(max(0, size)) / Double(used)
            let span = Double(rows.upperBound - rows.lowerBound + 1)
            let end = rows.lowerBound + Int64((span * share).rounded(.up))
            counts += try await removeObservations(
                where: "1", below: min(end, rows.upperBound + 1))
            counts += try await retireCases()
        }
        return counts
    }

    /// What the log uses of its file: pages that were given up are used again, but stay in the file.
    package func usedBytes() async throws(EvidenceError) -> Int {
        try await read { try Self.usedBytes($0) }
    }

    /// About what a log without observations needs: its blocks, and a page for every table and
    /// index.
    private static func leastBytes(_ database: Database) throws -> Int {
        let blocks = try ["case_block", "outcome_block", "answer_block"].reduce(0) { sum, table in
            try sum + (Int.fetchOne(database, sql: "SELECT sum(length(cells)) FROM \(table)") ?? 0)
        }
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        let page = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
        // A row that does not fill its page leaves a quarter of it at most.
        return blocks / 3 * 4 + tables * page
    }

    private static func usedBytes(_ database: Database) throws -> Int {
        let pages = try ["page_count", "freelist_count", "page_size"].map {
            try Int.fetchOne(database, sql: "PRAGMA \($0)") ?? 0
        }
        return (pages[0] - pages[1]) * pages[2]
    }

    private static func sequence(_ database: Database) throws -> ClosedRange<Int64>? {
        let first = try Int64.fetchOne(database, sql: "SELECT min(seq) FROM observation")
        let last = try Int64.fetchOne(database, sql: "SELECT max(seq) FROM observation")
        guard let first, let last else { return nil }
        return first...last
    }

    /// Removes the observations below a place in the log that fulfil a condition.
    private func removeObservations(
        where condition: String, below end: Int64
    ) async throws(EvidenceError) -> UpkeepCounts {
        var counts = UpkeepCounts()
        guard let rows = try await read({ try Self.sequence($0) }) else { return counts }
        var start = rows.lowerBound
        while start <= rows.upperBound, start < end {
            let stop = min(start + Self.stretch, end)
            let chosen = "seq >= \(start) AND seq < \(stop) AND \(condition)"
            counts += try await write { database in
                var counts = UpkeepCounts()
                try database.execute(
                    sql: """
                        DELETE FROM event WHERE observation_id IN (
                            SELECT observation_id FROM observation WHERE \(chosen))
                        """)
                counts.events = database.changesCount
                try database.execute(sql: "DELETE FROM observation WHERE \(chosen)")
                counts.observations = database.changesCount
                return counts
            }
            start = stop
        }
        return counts
    }
}
