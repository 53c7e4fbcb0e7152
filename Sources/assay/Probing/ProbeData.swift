import Decisions
import Foundation
import JSONCodec

/// The rows of a file of cases, all at once.
struct ProbeData {
    /// A million rows of fields take about a gigabyte.
    private static let mostRows = 1_000_000

    let path: String
    private(set) var rows: [JSONObject] = []
    let isCSV: Bool
    /// The first digits of the file's SHA-256; `nil` for standard input.
    let hash: String?

    init(_ path: String) throws {
        self.path = path
        isCSV = [".csv", ".tsv"].contains { path.lowercased().hasSuffix($0) }
        if path == "-" {
            hash = nil
        } else {
            try TextFile.require(path, orElse: "there is no such file of cases")
            guard let data = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
            else { throw CommandFailure(.missingFile, "\(path): the file cannot be read") }
            hash = data.withUnsafeBytes { ContentHash(bytes: $0).short }
        }
        if isCSV { try readCSV() } else { try readJSON() }
        guard !rows.isEmpty else { throw CommandFailure(.badData, "\(path): there are no cases") }
    }

    private mutating func append(_ row: JSONObject) throws {
        guard rows.count < Self.mostRows else {
            throw CommandFailure(
                .badData, "\(path): more than 1,000,000 rows; probe a part of them")
        }
        rows.append(row)
    }

    private mutating func readJSON() throws {
        var file = try JSONLinesFile(path: path)
        while let batch = try file.nextBatch() {
            if let line = batch.tooLong.first {
                throw CommandFailure(.badData, "\(path):\(line.number): \(line)")
            }
            for line in batch.lines {
                let bytes = Array(batch.bytes[line.range])
                guard let object = try? JSONValue(parsing: bytes).object else {
                    throw CommandFailure(
                        .badData,
                        "\(path):\(line.number): this line is no JSON object; write one a line")
                }
                try append(object)
            }
        }
    }

    private mutating func readCSV() throws {
        var file = try CSVFile(path: path)
        while let batch = try file.nextBatch() {
            if let error = batch.errors.first {
                throw CommandFailure(.badData, "\(path):\(error.line): \(error)")
            }
            for row in batch.rows {
                var object = JSONObject()
                for (name, value) in row.pairs where !value.isEmpty {
                    object[name] = .string(value)
                }
                try append(object)
            }
        }
    }
}
