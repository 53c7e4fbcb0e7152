import Decisions
import GRDB

/// Appends outcomes and keeps the one that counts of every case, within one transaction.
struct OutcomeWriter {
    private let feature: FeatureKey
    private let ids: EvidenceIDGenerator
    private let database: Database
    private let join: OutcomeJoin
    private let insert: Statement
    private let cells: BlockTable<OutcomeCell>
    private let rollUp: OutcomeRollUp
    private let findUnmatched: Statement
    private var tallies: QuestionTallies
    private var counts = OutcomeCounts()
    private var conflicting: Set<Int> = []

    init(_ feature: FeatureKey, _ ids: EvidenceIDGenerator, _ database: Database) throws {
        self.feature = feature
        self.ids = ids
        self.database = database
        join = try OutcomeJoin(database)
        insert = try database.cachedStatement(
            sql: """
                INSERT INTO outcome (
                    outcome_id, question_id, case_id, value, source, rater, shown_output_of,
                    observed_at, received_at, supersedes, label_probability,
                    confidence)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        findUnmatched = try database.cachedStatement(
            sql: """
                SELECT \(try OutcomeRollUp.columns(database)) FROM waiting_outcome
                CROSS JOIN outcome USING (seq)
                WHERE waiting_outcome.question_id = ? AND waiting_outcome.case_id = ?
                """)
        cells = try BlockTable.outcomes(database)
        rollUp = try OutcomeRollUp(feature.countingRule, database)
        tallies = QuestionTallies(database)
    }

    /// Writes a batch and returns what became of it.
    consuming func write(_ outcomes: [RegisteredOutcome]) throws -> OutcomeCounts {
        for outcome in outcomes { try write(outcome) }
        try cells.flush()
        try tallies.flush()
        counts.conflicting = conflicting.count
        return counts
    }

    private mutating func write(_ registered: RegisteredOutcome) throws {
        guard let question = feature.index(ofQuestion: registered.outcome.question),
            let code = feature.storedCode(of: registered.outcome.value, question: question)
        else {
            counts.refused += 1
            return
        }
        let questionID = feature.questionIDs[question]
        guard let number = registered.caseNumber else {
            return try writeUnmatched(registered, code, questionID)
        }
        // An empty cell says that the case has no outcome yet, so that nothing need be looked up.
        let owner = BlockOwner(id: questionID)
        let isFirst = try cells.cell(at: number, of: owner).count == 0
        let earlier = isFirst ? [] : try rollUp.outcomes(of: number, questionID)
        if earlier.contains(where: { $0.says(the: registered.outcome, code) }) {
            counts.known += 1
            return
        }
        try append(registered, code, questionID)
        counts.matched += 1
        let cell =
            isFirst && registered.outcome.source != .judge
            ? OutcomeCell(
                receivedAt: registered.receivedAt.microseconds, code: code, count: 1,
                isDisputed: false,
                labelChance: registered.outcome.labelProbability.map(Float.init))
            : try rollUp.count(number, questionID)
        if cell.isDisputed { conflicting.insert(number) }
        try cells.set(cell, at: number, of: owner)
    }

    private mutating func writeUnmatched(
        _ registered: RegisteredOutcome, _ code: UInt16, _ questionID: Int64
    ) throws {
        findUnmatched.bind(questionID, at: 1)
        findUnmatched.bind(registered.outcome.caseID, at: 2)
        var isKnown = false
        while try findUnmatched.nextRow() {
            let stored = OutcomeRollUp.outcome(findUnmatched)
            if stored.says(the: registered.outcome, code) { isKnown = true }
        }
        if isKnown {
            counts.known += 1
        } else {
            try append(registered, code, questionID)
            counts.unmatched += 1
        }
    }

    private mutating func append(
        _ registered: RegisteredOutcome, _ code: UInt16, _ questionID: Int64
    ) throws {
        let outcome = registered.outcome
        insert.bind(ids.next(at: registered.receivedAt.microseconds), at: 1)
        insert.bind(questionID, at: 2)
        insert.bind(outcome.caseID, at: 3)
        insert.bind(Int64(code), at: 4)
        insert.bind(outcome.source.rawValue, at: 5)
        insert.bind(outcome.rater, at: 6)
        insert.bind(outcome.shownOutputOf?.text, at: 7)
        insert.bind(outcome.observedAt?.microseconds, at: 8)
        insert.bind(registered.receivedAt.microseconds, at: 9)
        insert.bind(outcome.supersedes, at: 10)
        insert.bind(outcome.labelProbability, at: 11)
        insert.bind(outcome.confidence, at: 12)
        try insert.run()
        tallies.add(outcomeOf: questionID)
        let seq = database.lastInsertedRowID
        if let number = registered.caseNumber {
            try join.add(seq, toCase: number, question: questionID)
        } else {
            try join.wait(seq, forCase: outcome.caseID, question: questionID)
        }
    }
}

extension StoredOutcome {
    /// Whether this is the same statement by the same source, so that a second try adds nothing.
    fileprivate func says(the outcome: Outcome, _ code: UInt16) -> Bool {
        self.code == code && source == outcome.source.rawValue && rater == outcome.rater
            && shownOutputOf == outcome.shownOutputOf
            && labelProbability == outcome.labelProbability && confidence == outcome.confidence
            && observedAt == outcome.observedAt?.microseconds && supersedes == outcome.supersedes
    }
}
