import Foundation
import JSONCodec
import TestSupport
import Testing

struct JSONLinesTests {
    /// What a line is, wherever the batches end.
    private struct Line: Hashable {
        var number: Int
        var offset: Int
        var text: String
    }

    private struct Result: Hashable {
        var lines: [Line] = []
        var tooLong: [JSONLinesBatch.TooLong] = []

        mutating func add(_ batch: JSONLinesBatch) {
            for line in batch.lines {
                let text = String(decoding: batch.bytes[line.range], as: UTF8.self)
                lines.append(Line(number: line.number, offset: line.offset, text: text))
            }
            tooLong += batch.tooLong
        }
    }

    private func split(_ chunks: [[UInt8]], maximumLength: Int = 8) -> Result {
        var lines = JSONLines(maximumLength: maximumLength)
        var result = Result()
        for chunk in chunks {
            lines.append(chunk)
            result.add(lines.takeBatch())
        }
        lines.finish()
        result.add(lines.takeBatch())
        return result
    }

    @Test(
        arguments: [
            ("", []), ("\n", []), ("\r\n\r\n", []), ("a", [(1, 0, "a")]), ("a\n", [(1, 0, "a")]),
            ("a\r\n", [(1, 0, "a")]), ("a\r", [(1, 0, "a")]), ("a\nb", [(1, 0, "a"), (2, 2, "b")]),
            ("\n\na\n\nb\n", [(3, 2, "a"), (5, 5, "b")]),
            ("a\r\nb\r\n", [(1, 0, "a"), (2, 3, "b")]),
            ("a\rb\n", [(1, 0, "a\rb")]), ("a\r\r\n", [(1, 0, "a\r")]), (" \n", [(1, 0, " ")]),
            ("\u{FEFF}a\nb", [(1, 3, "a"), (2, 5, "b")]), ("\u{FEFF}", []),
            ("\u{FEFF}\n\u{FEFF}", [(2, 4, "\u{FEFF}")]),
            ("ab", [(1, 0, "ab")]), ("12345678\nb", [(1, 0, "12345678"), (2, 9, "b")]),
            ("12345678\r\n", [(1, 0, "12345678")]),
        ] as [(String, [(Int, Int, String)])])
    func `lines have numbers and offsets`(text: String, expected: [(Int, Int, String)]) {
        let result = split([Array(text.utf8)])
        #expect(result.lines == expected.map { Line(number: $0.0, offset: $0.1, text: $0.2) })
        #expect(result.tooLong.isEmpty)
    }

    @Test(arguments: [
        "a\nb", "a\r\n\r\nb\r\n", "\u{FEFF}{}\n\n[]", "\u{FEFF}", "12345678\r\n12345678\n1",
        "123456789\r\na\n1234567890\n", "a\n12345678901234567890123\r\r\nb\r\n123456789",
        "\n\r\n123456789\r", "12345678\r", "1234567\r\r\n1234567\r\r\r\n1", "é\né\u{FEFF}\n",
    ])
    func `chunks may end anywhere`(text: String) {
        let bytes = Array(text.utf8)
        let whole = split([bytes])
        #expect(split(bytes.map { [$0] }) == whole)
        for one in 0...bytes.count {
            for two in one...bytes.count {
                let chunks = [Array(bytes[..<one]), Array(bytes[one..<two]), Array(bytes[two...])]
                #expect(split(chunks) == whole)
            }
        }
    }

    @Test func `a line too long is reported and skipped`() {
        let result = split([Array("a\n123456789012\r\nb\n123456789".utf8)])
        #expect(
            result.lines == [
                Line(number: 1, offset: 0, text: "a"), Line(number: 3, offset: 16, text: "b"),
            ])
        #expect(
            result.tooLong == [
                JSONLinesBatch.TooLong(number: 2, offset: 2, length: 12, limit: 8),
                JSONLinesBatch.TooLong(number: 4, offset: 18, length: 9, limit: 8),
            ])
        #expect(result.tooLong.first?.description == "a line of 12 bytes; at most 8 are allowed")
    }

    @Test func `a line too long is not kept`() {
        var lines = JSONLines(maximumLength: 1000)
        let chunk = [UInt8](repeating: 0x61, count: 600)
        for _ in 0..<1000 { lines.append(chunk) }
        #expect(lines.takeBatch().bytes.count <= 1200)
        lines.append(Array("\nb\n".utf8))
        let batch = lines.takeBatch()
        #expect(batch.bytes.count < 10)
        #expect(batch.tooLong.first?.length == 600_000)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `random texts split the same in random chunks`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let bytes = (0..<Int.random(in: 0..<200, using: &random)).map { _ in
                random.pick([0x0A, 0x0D, 0x61, 0x61, 0x61, 0x61] as [UInt8])
            }
            var chunks: [[UInt8]] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Int.random(in: 0...min(30, rest.count), using: &random)
                chunks.append(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            #expect(split(chunks) == split([bytes]))
        }
    }

    @Test(arguments: [1, 7, 64, 1 << 20])
    func `a file is read in batches`(chunkSize: Int) throws {
        let text = (1...100).map { "{\"n\":\($0)}" }.joined(separator: "\n")
        try withFile(text) { path in
            var file = try JSONLinesFile(path: path, chunkSize: chunkSize)
            var numbers: [Int64] = []
            while let batch = try file.nextBatch() {
                #expect(!batch.isEmpty)
                for line in batch.lines {
                    try batch.withScanner(over: line) { scanner in
                        try scanner.beginObject()
                        while try scanner.nextKey() != nil {
                            numbers.append(try scanner.readInt64())
                        }
                        try scanner.finish()
                    }
                }
            }
            #expect(numbers == Array(1...100))
        }
    }

    @Test(arguments: [
        ("/no/such/file.jsonl", "cannot read `/no/such/file.jsonl`: no such file or directory"),
        ("/", "cannot read `/`: is a directory"),
    ])
    func `a file that cannot be read says why`(path: String, message: String) {
        let error = #expect(throws: FileError.self) {
            var file = try JSONLinesFile(path: path)
            _ = try file.nextBatch()
        }
        #expect(error?.description == message)
    }
}
