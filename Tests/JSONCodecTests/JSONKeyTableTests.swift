import JSONCodec
import TestSupport
import Testing

struct JSONKeyTableTests {
    private func indices(of text: String, in table: JSONKeyTable) throws -> [Int?] {
        try withJSONScanner(over: Array(text.utf8)) { scanner in
            var indices: [Int?] = []
            var expected = 0
            try scanner.beginObject()
            while let key = try scanner.nextKey() {
                let index = table.index(of: key, in: scanner, expecting: expected)
                indices.append(index)
                expected = (index ?? expected) + 1
                try scanner.skipValue()
            }
            return indices
        }
    }

    @Test(
        arguments: [
            (#"{"id":1,"amount":2,"é":3}"#, [0, 1, 2]), (#"{"é":3,"amount":2,"id":1}"#, [2, 1, 0]),
            (#"{"":0,"i":0,"ids":0,"amounT":0,"id":0}"#, [nil, nil, nil, nil, 0]),
            (#"{"\u0069d":1,"\u00e9":2,"\u0061":3}"#, [0, 2, nil]),
        ] as [(String, [Int?])])
    func `a key has the place of its name`(text: String, expected: [Int?]) throws {
        #expect(try indices(of: text, in: JSONKeyTable(["id", "amount", "é"])) == expected)
    }

    @Test func `an empty table has no place`() throws {
        #expect(try indices(of: #"{"a":1,"":2}"#, in: JSONKeyTable([])) == [nil, nil])
    }

    @Test func `every name of a large table is found in any order`() throws {
        var random = SeededGenerator(seed: 1)
        let order = (0..<500).shuffled(using: &random)
        let text = "{" + order.map { "\"name\($0)\":\($0)" }.joined(separator: ",") + "}"
        #expect(try indices(of: text, in: JSONKeyTable((0..<500).map { "name\($0)" })) == order)
    }
}
