package import Decisions
import GRDB
import JSONCodec

extension SQLiteEvidenceStore {
    /// Returns the log's key of a feature, making it known where it is new.
    ///
    /// Where the counting rule has changed since, the outcomes are counted anew.
    package func open(
        _ name: String, questions: [Question], countingRule: CountingRule
    ) async throws(EvidenceError) -> FeatureKey {
        try await write { database in
            try Self.open(name, questions, countingRule, database)
        }
    }

    /// The names of the features in the log.
    package func featureNames() async throws(EvidenceError) -> [String] {
        try await read { try String.fetchAll($0, sql: "SELECT name FROM feature ORDER BY name") }
    }

    private static func open(
        _ name: String, _ questions: [Question], _ rule: CountingRule, _ database: Database
    ) throws -> FeatureKey {
        try database.execute(
            sql: "INSERT OR IGNORE INTO feature (name, counting_rule) VALUES (?, ?)",
            arguments: [name, rule.rawValue])
        let row = try Row.fetchOne(
            database, sql: "SELECT feature_id, counting_rule FROM feature WHERE name = ?",
            arguments: [name])
        guard let row else { throw DatabaseError(message: "feature `\(name)` is not there") }
        let id: Int64 = row["feature_id"]
        var questionIDs: [Int64] = []
        var storedValues: [[OptionValue]] = []
        for question in questions {
            let questionID = try register(question, of: id, database)
            questionIDs.append(questionID)
            storedValues.append(try values(of: questionID, adding: question, database))
        }
        let logged = try Int64.fetchAll(
            database, sql: "SELECT question_id FROM question WHERE feature_id = ? ORDER BY 1",
            arguments: [id])
        if row["counting_rule"] as String != rule.rawValue {
            try database.execute(
                sql: "UPDATE feature SET counting_rule = ? WHERE feature_id = ?",
                arguments: [rule.rawValue, id])
            for question in logged { try OutcomeRollUp(rule, database).rebuild(question) }
        }
        return FeatureKey(
            name: name, questions: questions, countingRule: rule, id: id,
            questionIDs: questionIDs, loggedQuestionIDs: logged, storedValues: storedValues)
    }

    private static func register(
        _ question: Question, of feature: Int64, _ database: Database
    ) throws -> Int64 {
        try database.execute(
            sql: "INSERT OR IGNORE INTO question (feature_id, name, type) VALUES (?, ?, ?)",
            arguments: [feature, question.name, question.kind.rawValue])
        let id = try Int64.fetchOne(
            database, sql: "SELECT question_id FROM question WHERE feature_id = ? AND name = ?",
            arguments: [feature, question.name])
        guard let id else { throw DatabaseError(message: "a question is not there") }
        return id
    }

    /// Returns the stored values in the order of their codes, with the question's own among them.
    private static func values(
        of questionID: Int64, adding question: Question, _ database: Database
    ) throws -> [OptionValue] {
        var stored = try String.fetchAll(
            database, sql: "SELECT value FROM question_value WHERE question_id = ? ORDER BY code",
            arguments: [questionID]
        ).map { text in
            // What cannot be read keeps its place as a value that no question has.
            (try? JSONValue(parsing: text)).flatMap(OptionValue.init) ?? .text("")
        }
        for option in question.options where !stored.contains(option.value) {
            try database.execute(
                sql: "INSERT INTO question_value (question_id, code, value) VALUES (?, ?, ?)",
                arguments: [questionID, stored.count, option.value.json])
            stored.append(option.value)
        }
        return stored
    }
}

extension OptionValue {
    /// The value as JSON: how the log tells `true` from `"true"`.
    fileprivate var json: String {
        var writer = JSONWriter()
        writer.option(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
