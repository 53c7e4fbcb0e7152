import GRDB

/// The cases whose observations are all gone.
///
/// What is to be done follows from what the log has, so that the next retirement finishes one that
/// was interrupted. It is found by reading, and done a stretch at a time, so that other writers get
/// their turn; each stretch looks at what they have added first.
extension SQLiteEvidenceStore {
    private static let observationsRead = 100_000
    private static let entriesRead = 4_000
    private static let casesMarked = 1 << 12

    /// Marks them, and forgets their ids, outcomes and events; counts the questions' rows anew.
    func retireCases() async throws(EvidenceError) -> UpkeepCounts {
        var counts = UpkeepCounts()
        var left = RemainingObservations()
        var isWhole = false
        while !isWhole {
            (left, isWhole) = try await read { [left] database in
                var left = left
                let isWhole = try left.read(database, atMost: Self.observationsRead)
                return (left, isWhole)
            }
        }
        let features = try await features()
        for feature in features {
            counts += try await retireCases(of: feature, &left)
        }
        try await write { [left] database in
            var left = left
            try left.readOn(database)
            for question in features.flatMap(\.loggedQuestionIDs) {
                try left.setTally(of: question, database)
            }
        }
        return counts
    }

    private func retireCases(
        of feature: FeatureKey, _ left: inout RemainingObservations
    ) async throws(EvidenceError) -> UpkeepCounts {
        var counts = UpkeepCounts()
        // What comes later is none of these cases.
        try await write { try CaseIndex.settleAll(feature.id, $0) }
        let cases = try await read { [left] database in
            try Retirement(feature, database).cases(left)
        }
        guard !cases.isEmpty else { return counts }
        var next: String? = ""
        while let first = next {
            let (entries, following) = try await read {
                try Retirement(feature, $0).entries(
                    of: cases, from: first, atMost: Self.entriesRead)
            }
            next = following
            guard !entries.isEmpty else { continue }
            let (events, after) = try await write { [left] database in
                var left = left
                try left.readOn(database)
                return (try Retirement(feature, database).forget(entries, left), left)
            }
            counts.events += events
            left = after
        }
        for first in stride(from: 0, to: cases.end, by: Self.casesMarked) {
            let chosen = cases.among(first..<first + Self.casesMarked)
            guard !chosen.isEmpty else { continue }
            let (marked, after) = try await write { [left] database in
                var left = left
                try left.readOn(database)
                return (try Retirement(feature, database).mark(chosen, left), left)
            }
            counts += marked
            left = after
        }
        return counts
    }
}

/// The observations that the log still has, as far as they have been read.
private struct RemainingObservations {
    private struct Rows {
        var count = 0
        var loggedAt: ClosedRange<Int64>?
        var cases = CaseNumbers()

        mutating func add(_ number: Int, loggedAt time: Int64) {
            count += 1
            let span = loggedAt ?? time...time
            loggedAt = min(span.lowerBound, time)...max(span.upperBound, time)
            cases.insert(number)
        }
    }

    private var last: Int64 = 0
    private var rows: [Int64: Rows] = [:]

    /// Reads on from where it was, and returns whether that was all.
    mutating func read(_ database: Database, atMost limit: Int) throws -> Bool {
        let log = try database.cachedStatement(
            sql: """
                SELECT seq, question_id, case_number, logged_at FROM observation
                WHERE seq > ? ORDER BY seq LIMIT ?
                """)
        log.bind(last, at: 1)
        log.bind(limit, at: 2)
        var read = 0
        while try log.nextRow() {
            read += 1
            last = log.int(0)
            rows[log.int(1), default: Rows()].add(Int(log.int(2)), loggedAt: log.int(3))
        }
        return read < limit
    }

    /// Reads what has been added.
    mutating func readOn(_ database: Database) throws {
        while try !read(database, atMost: 1 << 16) {}
    }

    func has(_ number: Int, of feature: FeatureKey) -> Bool {
        feature.loggedQuestionIDs.contains { rows[$0]?.cases.contains(number) == true }
    }

    func setTally(of question: Int64, _ database: Database) throws {
        try database.execute(
            sql: """
                UPDATE question SET observations = ?, first_logged_at = ?, last_logged_at = ?
                WHERE question_id = ?
                """,
            arguments: [
                rows[question]?.count ?? 0, rows[question]?.loggedAt?.lowerBound,
                rows[question]?.loggedAt?.upperBound, question,
            ])
    }
}

/// The steps of a feature's retirement, each within one transaction.
private struct Retirement {
    struct Entry {
        var id: String
        var number: Int
    }

    private let feature: FeatureKey
    private let database: Database

    init(_ feature: FeatureKey, _ database: Database) {
        self.feature = feature
        self.database = database
    }

    /// The cases to retire: those that have an answer and no observation.
    ///
    /// Others have been registered, and are yet to be observed.
    func cases(_ left: RemainingObservations) throws -> CaseNumbers {
        let gone = try CaseNumbers.those(in: feature.id, database) {
            !$0.isSuperseded && !$0.isRetired
        }.filter { !left.has($0, of: feature) }
        return try answeredCases(among: gone)
    }

    /// Those of the index's entries from an id on that are of the cases, and the id to go on from.
    func entries(
        of cases: CaseNumbers, from first: String, atMost limit: Int
    ) throws -> (entries: [Entry], next: String?) {
        let index = try database.cachedStatement(
            sql: """
                SELECT case_id, case_number FROM case_entry
                WHERE feature_id = ? AND case_id >= ? ORDER BY case_id LIMIT ?
                """)
        index.bind(feature.id, at: 1)
        index.bind(first, at: 2)
        index.bind(limit + 1, at: 3)
        var entries: [Entry] = []
        var read = 0
        while try index.nextRow() {
            let entry = Entry(id: index.text(0), number: Int(index.int(1)))
            if read == limit {
                index.endReading()
                return (entries, entry.id)
            }
            read += 1
            if cases.contains(entry.number) { entries.append(entry) }
        }
        return (entries, nil)
    }

    /// Forgets the ids, so that a case that comes again is a new one; returns how many events went.
    func forget(_ entries: [Entry], _ left: RemainingObservations) throws -> Int {
        let events = try database.cachedStatement(
            sql: "DELETE FROM event WHERE feature_id = ? AND case_id = ?")
        let index = try database.cachedStatement(
            sql: "DELETE FROM case_entry WHERE feature_id = ? AND case_id = ? AND case_number = ?")
        var count = 0
        for entry in entries where !left.has(entry.number, of: feature) {
            events.bind(feature.id, at: 1)
            events.bind(entry.id, at: 2)
            try events.run()
            count += database.changesCount
            index.bind(feature.id, at: 1)
            index.bind(entry.id, at: 2)
            index.bind(entry.number, at: 3)
            try index.run()
        }
        return count
    }

    func mark(_ cases: CaseNumbers, _ left: RemainingObservations) throws -> UpkeepCounts {
        var counts = UpkeepCounts()
        let cells = try BlockTable.cases(database)
        let owner = BlockOwner(id: feature.id)
        let retired = try cases.filter {
            let cell = try cells.cell(at: $0, of: owner)
            return !cell.isSuperseded && !cell.isRetired && !left.has($0, of: feature)
        }
        counts.cases = retired.count
        try retired.choose(database)
        counts.outcomes = try ChosenCases(feature, database).deleteOutcomes()
        try retired.forEach { number in
            var cell = try cells.cell(at: number, of: owner)
            cell.retire()
            try cells.set(cell, at: number, of: owner)
        }
        try cells.flush()
        return counts
    }

    private func answeredCases(among cases: CaseNumbers) throws -> CaseNumbers {
        var numbers = CaseNumbers()
        let blocks = try database.makeStatement(
            sql: """
                SELECT block, cells FROM answer_block
                WHERE question_id IN (\(feature.questionList))
                """)
        while try blocks.nextRow() {
            guard let first = CellBlock<AnswerCell>.firstCase(ofBlock: blocks.int(0)) else {
                continue
            }
            let block = CellBlock<AnswerCell>(blocks.bytes(1), empty: .empty)
            for (index, cell) in block.cells.enumerated()
            where !cell.isEmpty && cases.contains(first + index) {
                numbers.insert(first + index)
            }
        }
        return numbers
    }
}
