import Decisions
import Foundation
import ShadowEvaluation
import Testing

struct CaseFeedTests {
    private static let fields: [FieldDefinition] = [
        FieldDefinition(name: "text", type: .string),
        FieldDefinition(name: "count", type: .int), FieldDefinition(name: "rate", type: .double),
        FieldDefinition(name: "flag", type: .bool),
    ]

    @Test(arguments: [
        // A text is a text, whatever it looks like.
        ("text\n5\n", #"{"text":"5"}"#), ("text\ntrue\n", #"{"text":"true"}"#),
        ("text\n\"say \"\"hi\"\"\"\n", #"{"text":"say \"hi\""}"#),
        ("text\n\"two\nlines\"\n", #"{"text":"two\nlines"}"#),
        // What is declared as a number or a Boolean stands as it is.
        ("count\n5\n", #"{"count":5}"#), ("rate\n2.50\n", #"{"rate":2.5}"#),
        ("rate\n1e3\n", #"{"rate":1000.0}"#), ("flag\ntrue\n", #"{"flag":true}"#),
        ("count\n12345678901234567\n", #"{"count":12345678901234567}"#),
        // What does not fit stays a text, so that the reader of cases names it.
        ("count\nfive\n", #"{"count":"five"}"#), ("flag\nTRUE\n", #"{"flag":"TRUE"}"#),
        ("count\n 5\n", #"{"count":5}"#),
        // An empty cell is a missing value.
        ("text,count\nx,\n", #"{"text":"x"}"#), ("text,count\n,1\n", #"{"count":1}"#),
        // What a spreadsheet leaves at the end, and puts between cells where fractions have commas.
        ("text;count;\r\nx;1;\r\n;;\r\n", #"{"text":"x","count":1}"#),
        // What is not declared is a text; the case keys are.
        ("id,other\n007,8\n", #"{"id":"007","other":"8"}"#),
    ])
    func `a CSV cell becomes the value that its field declares`(
        csv: String, json: String
    ) throws {
        let batches = try Self.batches(csv, format: .csv)
        let found = batches.flatMap { batch in
            batch.lines.map { String(decoding: batch.bytes[$0.range], as: UTF8.self) }
        }
        #expect(found == [json])
    }

    @Test func `rows know their lines, also behind a cell of several`() throws {
        let batches = try Self.batches("text\n\"a\nb\"\nc\n\nd\n", format: .csv)
        #expect(batches.flatMap { $0.lines.map(\.number) } == [2, 4, 6])
    }

    @Test(arguments: [16, 100, 1 << 16])
    func `batches together are the file`(chunkSize: Int) throws {
        let lines = ReplayBench.lines(50)
        let batches = try Self.batches(
            lines.joined(separator: "\n"), format: .jsonl, chunkSize: chunkSize)
        let found = batches.flatMap { batch in
            batch.lines.map { String(decoding: batch.bytes[$0.range], as: UTF8.self) }
        }
        #expect(found == lines)
        #expect(batches.flatMap { $0.lines.map(\.number) } == Array(1...50))
    }

    @Test func `a file always has something to read`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let feed = try CaseFeed(path: file.path, format: .jsonl, fields: [], chunkSize: 64)
        let hasInput = feed.hasInput()
        #expect(hasInput)
    }

    private static func batches(
        _ text: String, format: CaseFeed.Format, chunkSize: Int = 1 << 16
    ) throws -> [CaseBatch] {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var feed = try CaseFeed(
            path: file.path, format: format, fields: fields, chunkSize: chunkSize)
        var batches: [CaseBatch] = []
        while let batch = try feed.next() { batches.append(batch) }
        return batches
    }
}
