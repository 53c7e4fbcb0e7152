import Decisions
import GRDB

extension SQLiteEvidenceStore {
    /// Folds over the cases of a feature in the order of their numbers, from the roll-ups alone.
    ///
    /// Cases whose input has been replaced are left out. Of each path the first try counts.
    package func fold<Result: Sendable>(
        _ feature: FeatureKey, question: String, paths: [PathVersion],
        into initial: Result, _ body: @Sendable @escaping (inout Result, EvidenceRow) throws -> Void
    ) async throws(EvidenceError) -> Result {
        try await fold(
            feature, question: question, tries: paths.map { PathTry(path: $0) }, into: initial,
            body)
    }

    /// Folds over the cases as `fold(_:question:paths:into:_:)` does, with the tries that are
    /// asked for.
    package func fold<Result: Sendable>(
        _ feature: FeatureKey, question: String, tries: [PathTry],
        into initial: Result, _ body: @Sendable @escaping (inout Result, EvidenceRow) throws -> Void
    ) async throws(EvidenceError) -> Result {
        let index = try index(ofQuestion: question, in: feature)
        return try await read { database in
            var result = initial
            var reader = try RowReader(feature, index, tries, database)
            while let block = try reader.nextBlock() {
                try block.forEachRow(feature, index) { try body(&result, $0) }
            }
            return result
        }
    }

    /// The versions of the feature's paths that the log has answers of, oldest first.
    package func versions(
        of feature: FeatureKey
    ) async throws(EvidenceError) -> [LoggedVersion] {
        try await read { try Self.versions(of: feature, $0) }
    }

    static func versions(
        of feature: FeatureKey, _ database: Database
    ) throws -> [LoggedVersion] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT version_id, path, hash, first_logged_at FROM path_version
                WHERE feature_id = ? ORDER BY first_logged_at, version_id
                """,
            arguments: [feature.id])
        return try rows.compactMap { row in
            guard let hash = ContentHash(row["hash"] as String) else { return nil }
            let counts = try feature.questionIDs.map {
                try Self.count($0, row["version_id"], database)
            }
            return LoggedVersion(
                path: PathVersion(path: row["path"], version: hash), answers: counts,
                firstLoggedAt: row["first_logged_at"])
        }
    }

    private static func count(
        _ question: Int64, _ version: Int64, _ database: Database
    ) throws -> Int {
        let select = try database.cachedStatement(
            sql: """
                SELECT cells FROM answer_block
                WHERE question_id = ? AND version_id = ? AND repeat = 0
                """)
        select.bind(question, at: 1)
        select.bind(version, at: 2)
        var count = 0
        while try select.nextRow() {
            let block = CellBlock<AnswerCell>(select.bytes(0), empty: .empty)
            count += block.cells.count { !$0.isEmpty }
        }
        return count
    }

    /// The model identities that gave the answers of a version, most answers first.
    ///
    /// Empty for a path that is no model and for a version that the log does not have.
    package func identities(
        of path: PathVersion, in feature: FeatureKey
    ) async throws(EvidenceError) -> [ModelIdentity] {
        try await read { database in
            guard let version = try PathVersions.find(path, of: feature, database) else {
                return []
            }
            return try ModelIdentityRollUp.identities(of: version, database)
        }
    }

    /// The highest repeat that the log has of a version, so 0 where no noise floor was measured.
    package func highestRepeat(
        of path: PathVersion, question: String, in feature: FeatureKey
    ) async throws(EvidenceError) -> Int {
        let index = try index(ofQuestion: question, in: feature)
        return try await read { database in
            guard let version = try PathVersions.find(path, of: feature, database) else { return 0 }
            return try Int.fetchOne(
                database,
                sql:
                    "SELECT max(repeat) FROM answer_block WHERE question_id = ? AND version_id = ?",
                arguments: [feature.questionIDs[index], version]) ?? 0
        }
    }
}

/// Walks the blocks of a question's cases, outcomes and answers side by side.
private struct RowReader {
    private let cases: Statement
    private let caseCount: Int
    private var outcomes: BlockCursor<OutcomeCell>
    private var answers: [BlockCursor<AnswerCell>]

    init(
        _ feature: FeatureKey, _ question: Int, _ tries: [PathTry], _ database: Database
    ) throws {
        let questionID = feature.questionIDs[question]
        cases = try database.makeStatement(
            sql: "SELECT block, cells FROM case_block WHERE feature_id = ? ORDER BY block")
        cases.bind(feature.id, at: 1)
        caseCount =
            try Int.fetchOne(
                database, sql: "SELECT cases FROM feature WHERE feature_id = ?",
                arguments: [feature.id]) ?? 0
        outcomes = try BlockCursor(
            "SELECT block, cells FROM outcome_block WHERE question_id = ? ORDER BY block",
            [questionID], empty: .none, database)
        answers = try tries.map { attempt in
            // No version has the number 0, so an unknown one has no blocks.
            let version = try PathVersions.find(attempt.path, of: feature, database) ?? 0
            return try BlockCursor(
                """
                SELECT block, cells FROM answer_block
                WHERE question_id = ? AND version_id = ? AND repeat = ? ORDER BY block
                """,
                [questionID, version, Int64(attempt.repeatIndex)], empty: .empty, database)
        }
    }

    mutating func nextBlock() throws -> RowBlock? {
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
            row.outcomeCount = Int(outcome.count)
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
