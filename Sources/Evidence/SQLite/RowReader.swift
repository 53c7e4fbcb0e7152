import GRDB

/// Walks the blocks of a question's cases, outcomes and answers side by side.
struct RowReader {
    private let feature: FeatureKey
    private let question: Int
    private let cases: Statement
    private let caseCount: Int
    private var outcomes: BlockCursor<OutcomeCell>
    private var answers: [BlockCursor<AnswerCell>]

    init(
        _ feature: FeatureKey, _ question: Int, _ tries: [PathTry],
        blocks: Range<Int64> = 0..<Int64.max, _ database: Database
    ) throws {
        self.feature = feature
        self.question = question
        let questionID = feature.questionIDs[question]
        let range = "block >= \(blocks.lowerBound) AND block < \(blocks.upperBound)"
        cases = try database.makeStatement(
            sql: """
                SELECT block, cells FROM case_block
                WHERE feature_id = ? AND \(range) ORDER BY block
                """)
        cases.bind(feature.id, at: 1)
        caseCount =
            try Int.fetchOne(
                database, sql: "SELECT cases FROM feature WHERE feature_id = ?",
                arguments: [feature.id]) ?? 0
        outcomes = try BlockCursor(
            """
            SELECT block, cells FROM outcome_block
            WHERE question_id = ? AND \(range) ORDER BY block
            """,
            [questionID], empty: .none, database)
        answers = try tries.map { attempt in
            // No version has the number 0, so an unknown one has no blocks.
            let version = try PathVersions.find(attempt.path, of: feature, database) ?? 0
            return try BlockCursor(
                """
                SELECT block, cells FROM answer_block
                WHERE question_id = ? AND version_id = ? AND repeat = ? AND \(range)
                ORDER BY block
                """,
                [questionID, version, Int64(attempt.repeatIndex)], empty: .empty, database)
        }
    }

    /// Shows the cases in the order of their numbers.
    mutating func forEachRow(_ body: (EvidenceRow) throws -> Void) throws {
        while let block = try nextBlock() {
            try block.forEachRow(feature, question, body)
        }
    }

    private mutating func nextBlock() throws -> RowBlock? {
        guard try cases.nextRow() else { return nil }
        let number = cases.int(0)
        let firstCase = Int(number) * CellBlock<CaseCell>.width
        var block = RowBlock(
            firstCase: firstCase, cases: CellBlock(cases.bytes(1), empty: .empty),
            count: max(0, min(CellBlock<CaseCell>.width, caseCount - firstCase)),
            outcomes: try outcomes.block(number), answers: [])
        for index in answers.indices { block.answers.append(try answers[index].block(number)) }
        return block
    }
}

/// A statement over blocks in rising order, asked for one number after another.
private struct BlockCursor<Cell: BitwiseCopyable> {
    private let statement: Statement
    private let empty: CellBlock<Cell>
    private let emptyCell: Cell
    private var current: Int64?

    init(_ sql: String, _ arguments: [Int64], empty: Cell, _ database: Database) throws {
        statement = try database.makeStatement(sql: sql)
        for (index, argument) in arguments.enumerated() {
            statement.bind(argument, at: Int32(index + 1))
        }
        emptyCell = empty
        self.empty = CellBlock(filledWith: empty)
        current = try statement.nextRow() ? statement.int(0) : nil
    }

    mutating func block(_ number: Int64) throws -> CellBlock<Cell> {
        while let at = current, at < number {
            current = try statement.nextRow() ? statement.int(0) : nil
        }
        return current == number ? CellBlock(statement.bytes(1), empty: emptyCell) : empty
    }
}

/// The cells of consecutive cases.
private struct RowBlock {
    let firstCase: Int
    let cases: CellBlock<CaseCell>
    let count: Int
    let outcomes: CellBlock<OutcomeCell>
    var answers: [CellBlock<AnswerCell>]

    func forEachRow(
        _ feature: FeatureKey, _ question: Int, _ body: (EvidenceRow) throws -> Void
    ) rethrows {
        var row = EvidenceRow(
            caseNumber: 0, outcomeCount: 0, isDisputed: false,
            answers: Array(repeating: .empty, count: answers.count))
        for index in 0..<count {
            let cell = cases[index]
            guard !cell.isSuperseded else { continue }
            let outcome = outcomes[index]
            row.caseNumber = firstCase + index
            row.time = cell.time == CaseCell.noTime ? nil : cell.time
            row.user = cell.user == 0 ? nil : cell.user
            let truth =
                outcome.hasValue
                ? feature.option(stored: outcome.code, question: question) : AnswerCell.noCode
            row.truth = truth == AnswerCell.noCode ? nil : Int(truth)
            row.outcomeReceivedAt = outcome.hasValue ? outcome.receivedAt : nil
            row.labelChance = outcome.hasValue ? outcome.labelChance : nil
            // A judge's opinions alone are none.
            row.outcomeCount = outcome.hasValue || outcome.isDisputed ? Int(outcome.count) : 0
            row.isDisputed = outcome.isDisputed
            for path in answers.indices {
                var answer = answers[path][index]
                if answer.code != AnswerCell.noCode {
                    answer.code = feature.option(stored: answer.code, question: question)
                }
                row.answers[path] = answer
            }
            try body(row)
        }
    }
}
