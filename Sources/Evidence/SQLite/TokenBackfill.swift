import Decisions
import GRDB

/// Gives the cells of a log's first version the tokens of the calls whose price is unknown.
enum TokenBackfill {
    static func run(_ database: Database) throws {
        let cells = try BlockTable.answers(database)
        let log = try database.makeStatement(
            sql: """
                SELECT feature_id, question_id, case_number, answers
                FROM observation JOIN question USING (question_id)
                WHERE case_number >= 0 AND instr(answers, '"price_nanousd":null') > 0
                    AND instr(answers, '"tokens"') > 0
                ORDER BY seq
                """)
        var versions = VersionNumbers(database)
        while try log.nextRow() {
            // A damaged row is none of this migration's business.
            guard let answers = try? LoggedAnswer.list(log.bytes(3)) else { continue }
            for answer in answers where answer.price == nil && answer.tokens != nil {
                guard let version = try versions.number(of: answer, in: log.int(0)) else {
                    continue
                }
                let owner = BlockOwner(
                    id: log.int(1), version: version, repeatIndex: Int64(answer.repeatIndex))
                let number = Int(log.int(2))
                var cell = try cells.cell(at: number, of: owner)
                // A later answer may stand in the cell by now.
                guard cell.latency == answer.latency, cell.status == answer.status.rawValue else {
                    continue
                }
                cell.tokens = answer.tokens
                try cells.set(cell, at: number, of: owner)
            }
        }
        try cells.flush()
    }
}

/// The numbers of the versions that gave logged answers.
private struct VersionNumbers {
    private struct Key: Hashable {
        var feature: Int64
        var path: String
        var version: ContentHash
    }

    private let database: Database
    private var known: [Key: Int64] = [:]

    init(_ database: Database) {
        self.database = database
    }

    mutating func number(of answer: LoggedAnswer, in feature: Int64) throws -> Int64? {
        let key = Key(feature: feature, path: answer.path, version: answer.version)
        if let number = known[key] { return number }
        let number = try Int64.fetchOne(
            database,
            sql:
                "SELECT version_id FROM path_version WHERE feature_id = ? AND path = ? AND hash = ?",
            arguments: [feature, answer.path, answer.version.description])
        known[key] = number
        return number
    }
}
