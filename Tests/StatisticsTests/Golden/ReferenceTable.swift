import Foundation

/// The reference cases in the CSV files of `Reference/`, which every clone has.
enum ReferenceTable {
    /// Returns the cases of all tables, in the order of the files' names.
    static func cases() throws -> [GoldenCase] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Reference")
        let files = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == "csv" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .flatMap { try cases(in: String(contentsOf: $0, encoding: .utf8)) }
    }

    private static func cases(in text: String) throws -> [GoldenCase] {
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        return try lines.dropFirst().map { line in
            let fields = fields(of: line)
            guard fields.count == 5, let tolerance = Double(fields[1]) else {
                throw GoldenFailure.missingInput(String(line.prefix(40)))
            }
            let decoder = JSONDecoder()
            return GoldenCase(
                name: fields[0],
                inputs: try decoder.decode([String: JSONValue].self, from: Data(fields[3].utf8)),
                expected: try decoder.decode([String: JSONValue].self, from: Data(fields[4].utf8)),
                tolerance: tolerance, library: fields[2])
        }
    }

    /// Returns the fields of a line; a quoted field may hold commas, and quotes twice.
    private static func fields(of line: Substring) -> [String] {
        var fields = [""]
        var isQuoted = false
        var previous: Character?
        for character in line {
            if character == "\"" {
                // The second of two quotes inside a quoted field is a quote.
                if !isQuoted, previous == "\"" { fields[fields.count - 1].append("\"") }
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                fields.append("")
            } else {
                fields[fields.count - 1].append(character)
            }
            previous = character
        }
        return fields
    }
}
