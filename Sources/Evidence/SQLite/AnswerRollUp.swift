import Decisions
import GRDB

/// The blocks of answers and the dictionaries that they refer to, within one transaction.
struct AnswerRollUp {
    private let feature: FeatureKey
    private let database: Database
    private let cells: BlockTable<AnswerCell>
    private var rules: RuleNumbers
    private var identities: ModelIdentityRollUp
    private var versions = RecentDictionary<PathVersion, Int64>()

    init(_ feature: FeatureKey, _ database: Database) throws {
        self.feature = feature
        self.database = database
        cells = try BlockTable.answers(database)
        rules = try RuleNumbers(feature, database)
        identities = ModelIdentityRollUp(database)
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
        let version = try number(of: path, loggedAt)
        try cells.set(
            cell, at: caseNumber,
            of: BlockOwner(
                id: feature.questionIDs[question], version: version,
                repeatIndex: Int64(answer.repeatIndex)))
        try identities.add(answer.model, version)
    }

    mutating func flush() throws {
        try cells.flush()
        try identities.flush()
    }

    private mutating func number(of path: PathVersion, _ now: Timestamp) throws -> Int64 {
        if let number = versions.value(of: path) { return number }
        let number = try PathVersions.register(path, of: feature, at: now, database)
        versions.add(number, of: path)
        return number
    }

    /// Makes the blocks of all questions that the log has of the feature again, and the counts of
    /// model identities.
    ///
    /// What the blocks have of cases that the log has given up stays.
    mutating func rebuild() throws {
        let questions = try LoggedQuestion.all(of: feature, database)
        var codes: [Int64: [OptionValue: UInt16]] = [:]
        let retired = try CaseNumbers.those(in: feature.id, database, where: \.isRetired)
        try CellEraser(questions.map(\.id), database).eraseAnswers { !retired.contains($0) }
        for question in questions {
            codes[question.id] = Dictionary(
                question.values.enumerated().map { ($1, UInt16(clamping: $0)) },
                uniquingKeysWith: { first, _ in first })
        }
        try ModelIdentityRollUp.clear(feature, database)
        let ids = questions.map { String($0.id) }.joined(separator: ", ")
        let log = try database.makeStatement(
            sql: """
                SELECT case_number, logged_at, answers, question_id FROM observation
                WHERE question_id IN (\(ids)) AND case_number >= 0 ORDER BY seq
                """)
        while try log.nextRow() {
            let number = Int(log.int(0))
            let loggedAt = Timestamp(microseconds: log.int(1))
            let questionID = log.int(3)
            for answer in try LoggedAnswer.list(log.bytes(2)) {
                let rule = try rules.number(of: answer.rule)
                let path = PathVersion(path: answer.path, version: answer.version)
                let version = try self.number(of: path, loggedAt)
                let code = answer.value.flatMap { codes[questionID]?[$0] }
                try cells.set(
                    AnswerCell(answer, code: code, rule: rule), at: number,
                    of: BlockOwner(
                        id: questionID, version: version, repeatIndex: Int64(answer.repeatIndex)))
                try identities.add(answer.model, version)
            }
        }
        try flush()
    }
}
