import Decisions
import GRDB
import JSONCodec

extension SQLiteEvidenceStore {
    /// The features that the log knows, by name, with the questions and values that it has seen.
    package func features() async throws(EvidenceError) -> [FeatureKey] {
        let found = try await read { database in
            try Row.fetchAll(
                database, sql: "SELECT feature_id, name, counting_rule FROM feature ORDER BY name"
            ).map { row in
                let rule = CountingRule(rawValue: row["counting_rule"]) ?? .latestHuman
                return (
                    name: row["name"] as String, rule: rule,
                    questions: try Self.questions(of: row["feature_id"], database)
                )
            }
        }
        var keys: [FeatureKey] = []
        for feature in found {
            keys.append(
                try await open(
                    feature.name, questions: feature.questions, countingRule: feature.rule))
        }
        return keys
    }

    private static func questions(of feature: Int64, _ database: Database) throws -> [Question] {
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT question_id, name, type FROM question WHERE feature_id = ? ORDER BY 1",
            arguments: [feature])
        return try rows.map { row in
            let values = try String.fetchAll(
                database,
                sql: "SELECT value FROM question_value WHERE question_id = ? ORDER BY code",
                arguments: [row["question_id"] as Int64])
            return Question(
                name: row["name"], kind: Question.Kind(rawValue: row["type"]) ?? .choice,
                instructions: "",
                options: values.compactMap { text in
                    let value = try? JSONValue(parsing: text)
                    return value.flatMap(OptionValue.init).map { Question.Option($0) }
                })
        }
    }
}
