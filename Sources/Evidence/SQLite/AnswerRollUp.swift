import Decisions
import GRDB

/// The blocks of answers and the dictionaries that they refer to, within one transaction.
struct AnswerRollUp {
    private let feature: FeatureKey
    private let database: Database
    private let cells: BlockTable<AnswerCell>
    private var rules: RuleNumbers
    private var versions: [PathVersion: Int64] = [:]

    init(_ feature: FeatureKey, _ database: Database) throws {
        self.feature = feature
        self.database = database
        cells = try BlockTable.answers(database)
        rules = try RuleNumbers(feature, database)
    }

    /// Sets the cell of a `loggable` answer.
    mutating func set(
        _ versioned: VersionedAnswer, at caseNumber: Int, question: Int, loggedAt: Timestamp
    ) throws {
        let answer = versioned.answer
        var cell = AnswerCell(answer, rule: try rules.number(of: answer.rule))
        cell.code =
            answer.code.flatMap { feature.storedCode(ofOption: $0, question: question) }
            ?? AnswerCell.noCode
        let path = PathVersion(path: answer.path, version: versioned.version)
        try cells.set(
            cell, at: caseNumber,
            of: BlockOwner(
                id: feature.questionIDs[question], version: try number(of: path, loggedAt),
                repeatIndex: Int64(answer.repeatIndex)))
    }

    func flush() throws {
        try cells.flush()
    }

    private mutating func number(of path: PathVersion, _ now: Timestamp) throws -> Int64 {
        if let number = versions[path] { return number }
        let number = try PathVersions.register(path, of: feature, at: now, database)
        versions[path] = number
        return number
    }

    /// Makes a question's blocks again from the log.
    mutating func rebuild(_ question: Int) throws {
        let questionID = feature.questionIDs[question]
        try database.execute(
            sql: "DELETE FROM answer_block WHERE question_id = ?", arguments: [questionID])
        let codes = Dictionary(
            feature.storedValues[question].enumerated().map { ($1, UInt16(clamping: $0)) },
            uniquingKeysWith: { first, _ in first })
        let log = try database.makeStatement(
            sql: """
                SELECT case_number, logged_at, answers FROM observation
                WHERE question_id = ? AND case_number >= 0 ORDER BY seq
                """)
        log.bind(questionID, at: 1)
        while try log.nextRow() {
            let number = Int(log.int(0))
            let loggedAt = Timestamp(microseconds: log.int(1))
            for answer in try LoggedAnswer.list(log.bytes(2)) {
                let rule = try rules.number(of: answer.rule)
                let path = PathVersion(path: answer.path, version: answer.version)
                try cells.set(
                    AnswerCell(answer, code: answer.value.flatMap { codes[$0] }, rule: rule),
                    at: number,
                    of: BlockOwner(
                        id: questionID, version: try self.number(of: path, loggedAt),
                        repeatIndex: Int64(answer.repeatIndex)))
            }
        }
        try cells.flush()
    }
}
