import Decisions
import GRDB
import JSONCodec

/// A question as the log has it, whether or not its feature still asks it.
struct LoggedQuestion {
    var id: Int64
    var name: String
    /// In the order of their codes.
    var values: [OptionValue]

    /// Returns the value that a stored code stands for.
    func value(stored code: Int64) -> OptionValue? {
        Int(exactly: code).flatMap { values.indices.contains($0) ? values[$0] : nil }
    }

    /// The questions that the log has of a feature.
    static func all(of feature: FeatureKey, _ database: Database) throws -> [LoggedQuestion] {
        try Row.fetchAll(
            database, sql: "SELECT question_id, name FROM question WHERE feature_id = ? ORDER BY 1",
            arguments: [feature.id]
        ).map { row in
            let id: Int64 = row["question_id"]
            return LoggedQuestion(id: id, name: row["name"], values: try values(of: id, database))
        }
    }

    static func values(of questionID: Int64, _ database: Database) throws -> [OptionValue] {
        try String.fetchAll(
            database, sql: "SELECT value FROM question_value WHERE question_id = ? ORDER BY code",
            arguments: [questionID]
        ).map { text in
            // What cannot be read keeps its place as a value that no question has.
            (try? JSONValue(parsing: text)).flatMap(OptionValue.init) ?? .text("")
        }
    }
}
