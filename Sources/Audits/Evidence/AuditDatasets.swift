package import Decisions
package import JSONCodec

/// The named data sets of a feature that audits know.
package enum DatasetRole: String, Hashable, Sendable, CaseIterable {
    /// What the feature was tested on: fields, `outcome`, `time` (when the row was taken),
    /// `correct` (whether the path that was tested was right).
    case eval
    /// What a path learnt from, or was tuned on.
    case training
    /// Generated rows, a file a generation.
    case synthetic
    /// Rows that people have checked.
    case golden
    /// Results of the eval by `version` and `time`, a row a version, or a row an item with `correct`.
    case history
    /// Training runs: `size`, `seed`, the item's `id` and `correct`.
    case runs
    /// The profiles that were used: `user`, `time`, and what they said.
    case profiles

    /// Whether its rows are cases of the feature.
    package var holdsCases: Bool {
        switch self {
        case .eval, .training, .synthetic, .golden: true
        case .history, .runs, .profiles: false
        }
    }
}

/// The data sets of a feature, read.
package struct AuditDatasets: Sendable {
    private let sets: [DatasetRole: Dataset]

    package init(_ sets: [DatasetRole: Dataset] = [:]) {
        self.sets = sets
    }

    package subscript(_ role: DatasetRole) -> Dataset? { sets[role] }
}

/// The rows of a named data set.
package struct Dataset: Sendable {
    /// Its files in their order, with their rows.
    package var files: [(name: String, rows: [DatasetRow])]

    package init(files: [(name: String, rows: [DatasetRow])]) {
        self.files = files
    }

    package var rows: some Collection<DatasetRow> { files.lazy.flatMap(\.rows) }
    package var count: Int { files.reduce(0) { $0 + $1.rows.count } }
}

/// One row of a data set, its columns called as the feature calls them.
package struct DatasetRow: Sendable {
    /// The line in its file, from 1.
    package var line: Int
    package var values: JSONObject
    /// Hash of the case that the row would be, of rows by which paths are judged.
    package var input: ContentHash?

    package init(line: Int = 0, _ values: JSONObject, input: ContentHash? = nil) {
        self.line = line
        self.values = values
        self.input = input
    }

    package var id: String? { values["id"]?.scalarText }
    package var user: String? { values["user"]?.scalarText }
    package var time: Timestamp? { values["time"]?.string.flatMap { Timestamp($0) } }
    /// The truth as a person reads it.
    package var outcome: String? { values["outcome"]?.scalarText }
    package var version: String? { values["version"]?.scalarText }

    /// Whether the path that was tested was right on the row.
    package var isCorrect: Bool? {
        guard let value = values["correct"] else { return nil }
        switch value.scalarText?.lowercased() {
        case "true", "1", "1.0", "yes": return true
        case "false", "0", "0.0", "no": return false
        default: return nil
        }
    }
}

extension JSONObject {
    /// The texts of `fields` and of a member `text`, in that order, a space between them.
    ///
    /// Values under four words are left out: numbers and codes say nothing about wording.
    package func text(of fields: [FieldDefinition]) -> String {
        var names = fields.filter { $0.type == .string }.map(\.name)
        if !names.contains("text") { names.append("text") }
        return names.compactMap { self[$0]?.string }
            .filter { $0.split(maxSplits: 3, whereSeparator: \.isWhitespace).count > 3 }
            .joined(separator: " ")
    }
}

extension JSONValue {
    /// The value as a person reads it; `nil` for null, lists and objects.
    package var scalarText: String? {
        switch self {
        case .string(let text): text
        case .int(let number): "\(number)"
        case .double(let number): "\(number)"
        case .largeNumber(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}
