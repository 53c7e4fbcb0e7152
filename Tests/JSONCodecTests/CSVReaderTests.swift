import JSONCodec
import TestSupport
import Testing

struct CSVReaderTests {
    private struct Result: Hashable {
        var header: [String]?
        var rows: [CSVRow] = []
        var errors: [CSVError] = []
    }

    private func read(_ chunks: [[UInt8]], maximumLength: Int = 100) -> Result {
        var reader = CSVReader(maximumLength: maximumLength)
        var result = Result()
        for chunk in chunks {
            reader.append(chunk)
            let taken = reader.takeRows()
            result.rows += taken.rows
            result.errors += taken.errors
        }
        reader.finish()
        let taken = reader.takeRows()
        result.header = reader.header
        result.rows += taken.rows
        result.errors += taken.errors
        return result
    }

    @Test(
        arguments: [
            ("a,b\n1,2\n", [["1", "2"]]), ("a,b\r\n1,2\r\n3,4", [["1", "2"], ["3", "4"]]),
            ("a,b\n,\n", [["", ""]]), ("a,b\n\n1,2\n\r\n", [["1", "2"]]), ("a,b", []), ("", []),
            ("a,b\n\"1\",\"2\"\n", [["1", "2"]]),
            ("a,b\n\"x,y\",\"p\"\"q\"\r\n", [["x,y", "p\"q"]]),
            ("a,b\n\"1\r\n2\",\"\n\"", [["1\r\n2", "\n"]]), ("a,b\n\"\",\"\"\"\"\n", [["", "\""]]),
            ("\u{FEFF}a,b\n1,2", [["1", "2"]]), ("a,b\n1 , 2\n", [["1 ", " 2"]]),
            ("a,b\n1\r2,3\n", [["1\r2", "3"]]), ("a,b\n1,2\r", [["1", "2"]]),
            ("a;b\r\n1,5;2\r\n", [["1,5", "2"]]), ("a\tb\n1,5;\t2", [["1,5;", "2"]]),
            ("a|b\n1|2\n", [["1", "2"]]), ("\"a\";b\n\"x;y\";2\n", [["x;y", "2"]]),
            ("a,b\né日,😀\n", [["é日", "😀"]]), ("\"a\",b\n1,\n", [["1", ""]]),
        ] as [(String, [[String]])])
    func `rows are read`(text: String, expected: [[String]]) {
        let result = read([Array(text.utf8)])
        #expect(result.rows.map(\.values) == expected)
        #expect(result.header == (text.isEmpty ? nil : ["a", "b"]))
        #expect(result.errors.isEmpty)
    }

    @Test(arguments: [
        ("a,b\n1\n", 2, "a row with 1 field; the header has 2 columns"),
        ("a\n1\n\n1,2,3\n", 4, "a row with 3 fields; the header has 1 column"),
        ("a,b\n\"1\n2\",3\nx\n", 4, "a row with 1 field; the header has 2 columns"),
        (
            "a\n1\"2\n", 2,
            "a quote inside a field that is not quoted; quote the field and double it"
        ),
        ("a\n\"1\"2\n", 2, "text after a closing quote; expected `,` or the end of the row"),
        ("a\n\"1\"\r2\n", 2, "text after a closing quote; expected `,` or the end of the row"),
        ("a\n\"1\n2\n3", 2, "a quoted field that never ends"),
        ("a,b,a\n1,2,3\n4", 1, "duplicate column `a`"),
        ("a\n1234567890123456789012345678901\n", 2, "a row of more than 30 bytes"),
        ("a\n\"123456789012345\n6789012345678901\"\n", 2, "a row of more than 30 bytes"),
    ])
    func `a wrong row is reported with its line`(text: String, line: Int, message: String) {
        let result = read([Array(text.utf8)], maximumLength: 30)
        #expect(result.errors.first?.line == line)
        #expect(result.errors.first?.description == message)
    }

    @Test func `rows around a wrong one are kept`() {
        let result = read([Array("a,b\n1,2\n3\n\"4\"x,5\n6,7\n".utf8)])
        #expect(result.rows.map(\.values) == [["1", "2"], ["6", "7"]])
        #expect(result.rows.map(\.line) == [2, 5])
        #expect(result.errors.map(\.line) == [3, 4])
    }

    @Test func `bytes that are not UTF-8 are reported`() {
        let result = read([Array("a\n".utf8) + [0xFF, 0x0A] + Array("b\n".utf8)])
        #expect(result.errors == [CSVError(line: 2, fact: .invalidUTF8)])
        #expect(
            result.errors.first?.description
                == "bytes that are not UTF-8; save the file as UTF-8")
        #expect(result.rows.map(\.values) == [["b"]])
    }

    @Test func `a row is pairs in the order of the header`() throws {
        let row = try #require(read([Array("b,a\n1,2\n".utf8)]).rows.first)
        #expect(row.pairs.map { "\($0.name)=\($0.value)" } == ["b=1", "a=2"])
        #expect(row["a"] == "2")
        #expect(row["c"] == nil)
    }

    @Test(arguments: [
        "\u{FEFF}a,b\r\n\"1\"\"\",\r\n\r\nx\n\"p\nq\",é\n", "a\n\"1\"x\n2\"\n\"3\r\n\"\r\n4\r5\r",
        "\u{FEFF}", "a,b\n\"1\n", "é,\"\"\n\"\"\"\",1\r", "a\n1\r\r\n2\n",
    ])
    func `chunks may end anywhere`(text: String) {
        let bytes = Array(text.utf8)
        let whole = read([bytes])
        #expect(read(bytes.map { [$0] }) == whole)
        for place in 0...bytes.count {
            #expect(read([Array(bytes[..<place]), Array(bytes[place...])]) == whole)
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `what is written is read back`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let width = Int.random(in: 1...5, using: &random)
            let header = (0..<width).map { "\($0)" + random.string() }
            let rows = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                header.map { _ in random.string() }
            }
            let lineEnd = random.pick(["\n", "\r\n"])
            let bytes = ([header] + rows).map { row in
                row.map(quoted).joined(separator: ",".utf8)
            }.joined(separator: lineEnd.utf8)
            let result = read([Array(bytes)], maximumLength: 10_000)
            #expect(result.header == header)
            #expect(result.rows.map(\.values) == rows)
            #expect(result.errors.isEmpty)
        }
    }

    private func quoted(_ field: String) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        return [quote] + field.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
    }

    @Test(arguments: 1...2 as ClosedRange<UInt64>)
    func `no bytes crash the reader`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
                random.pick(Array("ab,,\"\"\r\n\n".utf8) + [0xEF, 0xBB, 0xBF, 0xFF])
            }
            #expect(read(bytes.map { [$0] }) == read([bytes]))
        }
    }

    @Test func `a file is read in batches`() throws {
        let text = "n,square\n" + (1...100).map { "\($0),\($0 * $0)\n" }.joined()
        try withFile(text) { path in
            var file = try CSVFile(path: path, chunkSize: 50)
            var squares: [String] = []
            while let batch = try file.nextBatch() {
                squares += batch.rows.compactMap { $0["square"] }
            }
            #expect(file.header == ["n", "square"])
            #expect(squares == (1...100).map { "\($0 * $0)" })
        }
    }
}
