package import Decisions
package import Diagnostics
import JSONCodec

/// Reads a named data set: JSON lines, or CSV with a header.
package struct DatasetReader {
    /// More rows than this are refused, in all files of a data set together.
    package static let mostRows = 1_000_000
    private static let mostExamples = 5
    private static let mostBytes = 512 << 20

    private let role: DatasetRole
    private let definition: DatasetDefinition
    private let feature: Feature
    private let cases: CaseReader
    private var bytes = 0
    private var rows = 0
    /// How many lines were wrong; the first are in `diagnostics`.
    private var faults = 0
    package private(set) var diagnostics: [Diagnostic] = []

    package init(_ role: DatasetRole, _ definition: DatasetDefinition, of feature: Feature) {
        self.role = role
        self.definition = definition
        self.feature = feature
        cases = CaseReader(feature)
    }

    /// Returns what can be read; lines that cannot are in `diagnostics`, as errors.
    package mutating func read() -> Dataset {
        var files: [(name: String, rows: [DatasetRow])] = []
        for file in definition.files {
            let path = feature.file(file)
            do {
                let rows =
                    path.hasSuffix(".csv") ? try readCSV(path) : try readLines(path)
                files.append((file, rows))
            } catch {
                diagnostics.append(Diagnostic(file: path, "\(error)"))
            }
        }
        if faults > Self.mostExamples {
            diagnostics.append(
                Diagnostic(
                    file: definition.files.first.map(feature.file) ?? "",
                    "\(faults - Self.mostExamples) more lines of data set `\(role.rawValue)` "
                        + "cannot be used"))
        }
        return Dataset(files: files)
    }

    private mutating func readLines(_ path: String) throws(FileError) -> [DatasetRow] {
        var file = try JSONLinesFile(path: path)
        var found: [DatasetRow] = []
        while let batch = try file.nextBatch() {
            for line in batch.tooLong { fault(path, line.number, 1, line.description) }
            for line in batch.lines {
                let text = batch.bytes[line.range]
                guard admit(text.count, path) else { return found }
                do throws(JSONError) {
                    let value = try JSONValue(parsing: Array(text))
                    guard let object = value.object else {
                        fault(path, line.number, 1, "the line is no JSON object")
                        continue
                    }
                    guard var row = row(object, path, line.number) else { continue }
                    if definition.columns.isEmpty { row.input = input(Array(text)) }
                    found.append(row)
                } catch {
                    fault(path, line.number, error.position(in: text).column, "\(error)")
                }
            }
        }
        return found
    }

    private mutating func readCSV(_ path: String) throws(FileError) -> [DatasetRow] {
        var file = try CSVFile(path: path)
        var found: [DatasetRow] = []
        while let batch = try file.nextBatch() {
            for error in batch.errors { fault(path, error.line, 1, error.description) }
            for row in batch.rows {
                guard admit(row.values.reduce(0) { $0 + $1.utf8.count }, path) else { return found }
                var object = JSONObject()
                for (name, value) in row.pairs where !value.isEmpty {
                    object[name] = .string(value)
                }
                if let row = self.row(object, path, row.line) { found.append(row) }
            }
        }
        return found
    }

    /// Whether there is room for another row; says once where there is none.
    private mutating func admit(_ count: Int, _ path: String) -> Bool {
        rows += 1
        bytes += count
        guard rows > Self.mostRows || bytes > Self.mostBytes else { return true }
        diagnostics.append(
            Diagnostic(
                file: path,
                "data set `\(role.rawValue)` has more than \(Self.mostRows) rows or "
                    + "\(Self.mostBytes >> 20) MiB",
                hint: "name a random sample of it"))
        return false
    }

    /// Returns a row with its columns renamed and typed; `nil` where it is of no use.
    private mutating func row(_ object: JSONObject, _ path: String, _ line: Int) -> DatasetRow? {
        var values = object
        for (name, column) in definition.columns.sorted(by: { $0.key < $1.key }) {
            guard let value = object[column] else {
                if rows == 1 { reportMissing(column, as: name, object, path, line) }
                continue
            }
            values[name] = value
        }
        if role.holdsCases { takeCaseKeys(&values) }
        for field in feature.fields where role.holdsCases {
            guard let text = values[field.name]?.string else { continue }
            values[field.name] = Self.typed(text, as: field.type)
        }
        if let time = values["time"], time.string.flatMap({ Timestamp($0) }) == nil, !time.isNull {
            let shown = time.scalarText ?? "a list or an object"
            fault(path, line, 1, "`time` is `\(shown.prefix(60))`; expected such as 2026-01-31")
            return nil
        }
        return DatasetRow(line: line, values, input: input(JSONValue.object(values).json))
    }

    /// Hash of the case that is read from `json`, as recorded answers have it.
    private func input(_ json: @autoclosure () -> [UInt8]) -> ContentHash? {
        guard role == .eval || role == .golden else { return nil }
        return json().withUnsafeBufferPointer { bytes in
            cases.read(bytes, fallbackID: "row").case?.input.hash
        }
    }

    /// A recorded case's own names for what it is about hold here too.
    private func takeCaseKeys(_ values: inout JSONObject) {
        let keys = feature.caseKeys
        for (name, key) in [
            ("id", keys.id), ("time", keys.time), ("user", keys.user), ("outcome", keys.outcome),
        ] where values[name] == nil {
            values[name] = values[key]
        }
    }

    private mutating func reportMissing(
        _ column: String, as name: String, _ object: JSONObject, _ path: String, _ line: Int
    ) {
        fault(
            path, line, 1, "there is no column `\(column)`, which `\(name)` is to be read from",
            hint: didYouMean(column, among: Array(object.keys)))
    }

    private mutating func fault(
        _ path: String, _ line: Int, _ column: Int, _ fact: String, hint: String? = nil
    ) {
        faults += 1
        guard faults <= Self.mostExamples else { return }
        diagnostics.append(
            Diagnostic(
                file: path, at: SourcePosition(line: line, column: column), fact, hint: hint))
    }

    /// A CSV file's texts are of the declared types; what does not fit stays a text.
    private static func typed(_ text: String, as type: FieldType) -> JSONValue {
        switch type {
        case .int, .uint: Int64(text).map { .int($0) } ?? .string(text)
        case .double: Double(text).flatMap { $0.isFinite ? .double($0) : nil } ?? .string(text)
        case .bool: text == "true" ? true : text == "false" ? false : .string(text)
        case .string, .bytes, .timestamp, .duration, .dyn, .list, .map: .string(text)
        }
    }
}
