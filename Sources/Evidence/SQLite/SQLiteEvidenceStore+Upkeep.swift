import Decisions
import GRDB
import JSONCodec

extension SQLiteEvidenceStore {
    /// Returns what the log holds of a feature.
    package func summary(of feature: FeatureKey) async throws(EvidenceError) -> EvidenceSummary {
        let versions = try await versions(of: feature)
        return try await read { database in
            let ids = feature.questionIDs.map(String.init).joined(separator: ", ")
            func count(_ table: String, _ condition: String = "1") throws -> Int {
                try Int.fetchOne(
                    database,
                    sql: """
                        SELECT count(*) FROM \(table)
                        WHERE question_id IN (\(ids)) AND \(condition)
                        """) ?? 0
            }
            func loggedAt(_ edge: String) throws -> Timestamp? {
                try Int64.fetchOne(
                    database,
                    sql: "SELECT \(edge)(logged_at) FROM observation WHERE question_id IN (\(ids))"
                ).map(Timestamp.init(microseconds:))
            }
            return EvidenceSummary(
                feature: feature.name,
                cases: try Int.fetchOne(
                    database, sql: "SELECT count(*) FROM case_entry WHERE feature_id = ?",
                    arguments: [feature.id]) ?? 0,
                observations: try count("observation"), outcomes: try count("outcome"),
                waitingOutcomes: try count("outcome", "case_number IS NULL"),
                firstLoggedAt: try loggedAt("min"), lastLoggedAt: try loggedAt("max"),
                questions: feature.questions.map(\.name), versions: versions)
        }
    }

    /// Folds the write-ahead file into the log and gives unused room back.
    package func compact() async throws(EvidenceError) {
        do {
            try await pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA optimize")
                try database.checkpoint(.truncate)
                try database.execute(sql: "VACUUM")
                try database.checkpoint(.truncate)
            }
        } catch {
            throw Self.evidenceError(error, path: path)
        }
    }

    /// Makes a feature's roll-ups of answers and outcomes again from the log.
    package func rebuildRollUps(of feature: FeatureKey) async throws(EvidenceError) {
        try await write { database in
            for questionID in feature.questionIDs {
                try database.execute(
                    sql: "DELETE FROM answer_block WHERE question_id = ?", arguments: [questionID])
            }
            try AnswerRollUp.rebuild(feature, database)
            try OutcomeRollUp(feature, database).rebuild()
        }
    }
}

/// Makes the blocks of answers from the log.
private enum AnswerRollUp {
    static func rebuild(_ feature: FeatureKey, _ database: Database) throws {
        let cells = try BlockTable.answers(database)
        var rules = try RuleNumbers(feature, database)
        for (index, questionID) in feature.questionIDs.enumerated() {
            let log = try database.makeStatement(
                sql: """
                    SELECT case_number, logged_at, answers FROM observation
                    WHERE question_id = ? ORDER BY seq
                    """)
            log.bind(questionID, at: 1)
            var pending = 0
            while try log.nextRow() {
                let number = Int(log.int(0))
                let loggedAt = Timestamp(microseconds: log.int(1))
                let json = try JSONValue(parsing: Array(log.bytes(2)))
                for versioned in AnswersJSON.read(json, of: feature.questions[index]) {
                    let answer = versioned.answer
                    var cell = AnswerCell(answer, rule: try rules.number(of: answer.rule))
                    cell.code =
                        answer.code.map { feature.storedCodes[index][$0] }
                        ?? AnswerCell.noCode
                    let path = PathVersion(path: answer.path, version: versioned.version)
                    let version = try PathVersions.register(
                        path, of: feature, at: loggedAt, database)
                    try cells.set(
                        cell, at: number, in: [questionID, version, Int64(answer.repeatIndex)])
                }
                pending += 1
                if pending % 65_536 == 0 { try cells.flush() }
            }
            try cells.flush()
        }
    }
}
