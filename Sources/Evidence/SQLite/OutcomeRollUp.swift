import Decisions
import GRDB

/// The outcomes of cases as the log has them, and the blocks of those that count.
struct OutcomeRollUp {
    /// What ``outcome(_:)`` reads of a row.
    static func columns(_ database: Database) throws -> String {
        let known = Set(try database.columns(in: "outcome").map(\.name))
        // An older log that cannot be written lacks some.
        let later = ["label_probability", "confidence"].map { known.contains($0) ? $0 : "NULL" }
        return """
            outcome_id, value, source, rater, shown_output_of, observed_at, received_at,
            supersedes, \(later.joined(separator: ", "))
            """
    }

    private let rule: CountingRule
    private let database: Database
    private let select: Statement

    init(_ rule: CountingRule, _ database: Database) throws {
        self.rule = rule
        self.database = database
        select = try database.cachedStatement(
            sql: """
                SELECT \(try Self.columns(database)) FROM case_outcome CROSS JOIN outcome USING (seq)
                WHERE case_outcome.case_number = ? AND case_outcome.question_id = ?
                ORDER BY case_outcome.seq
                """)
    }

    /// Returns a case's outcomes in the order of the log.
    func outcomes(of caseNumber: Int, _ questionID: Int64) throws -> [StoredOutcome] {
        select.bind(caseNumber, at: 1)
        select.bind(questionID, at: 2)
        var outcomes: [StoredOutcome] = []
        while try select.nextRow() { outcomes.append(Self.outcome(select)) }
        return outcomes
    }

    /// Returns the cell of a case, counted from its outcomes.
    func count(_ caseNumber: Int, _ questionID: Int64) throws -> OutcomeCell {
        rule.cell(of: try outcomes(of: caseNumber, questionID))
    }

    static func outcome(_ row: Statement) -> StoredOutcome {
        StoredOutcome(
            id: row.id(0), code: UInt16(clamping: row.int(1)), source: row.text(2),
            rater: row.optionalText(3),
            shownOutputOf: row.optionalText(4).map { ShownPaths(text: $0) },
            labelProbability: row.optionalDouble(8), confidence: row.optionalDouble(9),
            observedAt: row.optionalInt(5), receivedAt: row.int(6),
            supersedes: row.optionalText(7))
    }

    /// Counts the outcomes of every case of a question anew.
    func rebuild(_ questionID: Int64) throws {
        let cells = try BlockTable.outcomes(database)
        let feature = try Int64.fetchOne(
            database, sql: "SELECT feature_id FROM question WHERE question_id = ?",
            arguments: [questionID])
        // Of cases that the log has given up, the cells are all that is left.
        let retired = try CaseNumbers.those(in: feature ?? 0, database, where: \.isRetired)
        try CellEraser([questionID], database).eraseOutcomes { !retired.contains($0) }
        let cases = try Int.fetchCursor(
            database,
            sql: """
                SELECT DISTINCT case_number FROM case_outcome
                WHERE case_number >= 0 AND question_id = ? ORDER BY case_number
                """,
            arguments: [questionID])
        while let number = try cases.next() {
            try cells.set(
                try count(number, questionID), at: number, of: BlockOwner(id: questionID))
        }
        try cells.flush()
    }
}
