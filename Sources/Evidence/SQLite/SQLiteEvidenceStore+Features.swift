package import Decisions
import GRDB
import JSONCodec

extension SQLiteEvidenceStore {
    /// Returns the log's key of a feature, making it known where it is new.
    ///
    /// Where the counting rule has changed since, the outcomes are counted anew. Nothing is written
    /// where the log has the feature as it is: reading needs no right to write.
    package func open(
        _ name: String, questions: [Question], countingRule: CountingRule
    ) async throws(EvidenceError) -> FeatureKey {
        let known = try await read { try Self.find(name, questions, countingRule, $0) }
        if let known { return known }
        guard !isReadOnly else { throw .unknownFeature(path: path, feature: name) }
        return try await write { database in
            try Self.register(name, questions, countingRule, database)
            let key = try Self.find(name, questions, countingRule, database)
            guard let key else { throw DatabaseError(message: "feature `\(name)` is not there") }
            return key
        }
    }

    /// The names of the features in the log.
    package func featureNames() async throws(EvidenceError) -> [String] {
        try await read { try String.fetchAll($0, sql: "SELECT name FROM feature ORDER BY name") }
    }

    /// Returns the key of a feature of which the log has everything; otherwise `nil`.
    private static func find(
        _ name: String, _ questions: [Question], _ rule: CountingRule, _ database: Database
    ) throws -> FeatureKey? {
        let row = try Row.fetchOne(
            database, sql: "SELECT feature_id, counting_rule FROM feature WHERE name = ?",
            arguments: [name])
        guard let row, row["counting_rule"] as String == rule.rawValue else { return nil }
        let id: Int64 = row["feature_id"]
        var questionIDs: [Int64] = []
        var storedValues: [[OptionValue]] = []
        for question in questions {
            guard let questionID = try Self.id(of: question, in: id, database) else { return nil }
            let stored = try LoggedQuestion.values(of: questionID, database)
            guard question.options.allSatisfy({ stored.contains($0.value) }) else { return nil }
            questionIDs.append(questionID)
            storedValues.append(stored)
        }
        let logged = try Int64.fetchAll(
            database, sql: "SELECT question_id FROM question WHERE feature_id = ? ORDER BY 1",
            arguments: [id])
        return FeatureKey(
            name: name, questions: questions, countingRule: rule, id: id,
            questionIDs: questionIDs, loggedQuestionIDs: logged, storedValues: storedValues)
    }

    /// Writes what the log lacks of a feature.
    private static func register(
        _ name: String, _ questions: [Question], _ rule: CountingRule, _ database: Database
    ) throws {
        try database.execute(
            sql: "INSERT OR IGNORE INTO feature (name, counting_rule) VALUES (?, ?)",
            arguments: [name, rule.rawValue])
        let row = try Row.fetchOne(
            database, sql: "SELECT feature_id, counting_rule FROM feature WHERE name = ?",
            arguments: [name])
        guard let row else { throw DatabaseError(message: "feature `\(name)` is not there") }
        let id: Int64 = row["feature_id"]
        for question in questions { try register(question, of: id, database) }
        guard row["counting_rule"] as String != rule.rawValue else { return }
        try database.execute(
            sql: "UPDATE feature SET counting_rule = ? WHERE feature_id = ?",
            arguments: [rule.rawValue, id])
        let logged = try Int64.fetchAll(
            database, sql: "SELECT question_id FROM question WHERE feature_id = ?",
            arguments: [id])
        for question in logged { try OutcomeRollUp(rule, database).rebuild(question) }
    }

    private static func register(
        _ question: Question, of feature: Int64, _ database: Database
    ) throws {
        try database.execute(
            sql: "INSERT OR IGNORE INTO question (feature_id, name, type) VALUES (?, ?, ?)",
            arguments: [feature, question.name, question.kind.rawValue])
        guard let id = try id(of: question, in: feature, database) else {
            throw DatabaseError(message: "a question is not there")
        }
        var stored = try LoggedQuestion.values(of: id, database)
        for option in question.options where !stored.contains(option.value) {
            try database.execute(
                sql: "INSERT INTO question_value (question_id, code, value) VALUES (?, ?, ?)",
                arguments: [id, stored.count, option.value.json])
            stored.append(option.value)
        }
    }

    private static func id(
        of question: Question, in feature: Int64, _ database: Database
    ) throws -> Int64? {
        try Int64.fetchOne(
            database, sql: "SELECT question_id FROM question WHERE feature_id = ? AND name = ?",
            arguments: [feature, question.name])
    }
}

extension OptionValue {
    /// The value as JSON: how the log tells `true` from `"true"`.
    var json: String {
        var writer = JSONWriter()
        writer.option(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
