import Baselines
import JSONCodec
import Testing

/// What the fields of cases are taken for.
struct CaseTableTests {
    private func kind(_ values: [JSONValue], isUntyped: Bool = false) -> String {
        let table = CaseTable(
            values.map { $0.isNull ? [:] : ["f": $0] }, isUntyped: isUntyped)
        guard let column = table.columns.first else {
            return table.idle.first?.reason.rawValue ?? "nothing"
        }
        let kind =
            switch column.values {
            case .numbers: "numbers"
            case .moments: "moments"
            case .categories: "categories"
            case .words(let words): words.isList ? "list" : "words"
            }
        return "\(kind) \(column.expression)" + (column.hasMissing ? ", some missing" : "")
    }

    private static let many = 0..<40

    @Test(
        arguments: [
            (many.map { .int(Int64($0)) }, "numbers f"),
            (many.map { .string("\($0)") }, "numbers double(f)"),
            (many.map { $0 < 3 ? .string("NA") : .double(Double($0)) }, "numbers f, some missing"),
            (many.map { .bool($0 < 3) }, "categories f"),
            (many.map { .string($0 < 3 ? "x" : "y") }, "categories f"),
            (
                many.map { $0 < 3 ? .null : .string($0 < 9 ? "x" : "y") },
                "categories f, some missing"
            ),
            (many.map { .string("2026-01-\(10 + $0 % 20)") }, "moments f"),
            (many.map { .string("order \($0) is late") }, "words f"),
            (many.map { .array([.string("t\($0 % 3)")]) }, "list f"),
            (many.map { .string("id-\($0)") }, "identifier"),
            (many.map { _ in .string("same") }, "constant"),
            (many.map { _ in .int(7) }, "constant"),
            (many.map { _ in .null }, "nothing"),
            (many.map { .array([.array([.int(Int64($0))])]) }, "nested"),
            (many.map { $0 < 20 ? .int(Int64($0)) : .string("many") }, "categories f"),
        ] as [([JSONValue], String)])
    func `values are taken for what they are`(values: [JSONValue], expected: String) {
        #expect(kind(values) == expected)
    }

    @Test func `numbers of CSV are numbers, and its truth values are no texts`() {
        #expect(kind(Self.many.map { .string("\($0)") }, isUntyped: true) == "numbers f")
        let table = CaseTable(
            Self.many.map { ["f": .string($0 < 3 ? "true" : "false")] }, isUntyped: true)
        guard case .categories(_, _, let literals)? = table.columns.first?.values else {
            Issue.record("no categories")
            return
        }
        #expect(Set(literals) == ["true", "false"])
    }

    @Test func `members of nested objects have paths`() {
        let table = CaseTable(Self.many.map { ["a": ["b": ["c": .int(Int64($0))]], "id": "x"] })
        #expect(table.columns.map(\.name) == ["a.b.c"])
    }

    @Test func `inputs are equal where all fields are`() {
        let table = CaseTable([
            ["a": 1, "b": "x y"], ["b": "x y", "a": 1], ["a": 2, "b": "x y"], [:],
        ])
        let inputs = table.inputs
        #expect(inputs[0] == inputs[1])
        #expect(inputs[0] != inputs[2])
        #expect(inputs[3] == nil)
    }

    @Test func `a lookup knows what always had one label`() {
        var lookup = LookupBaseline()
        for (input, label) in [(1, 0), (1, 0), (2, 0), (2, 1)] as [(UInt64, Int)] {
            lookup.learn(input, label: label)
        }
        #expect([1, 2, 3].map { lookup.label($0) } == [0, nil, nil])
        #expect([1, 2, 3].map { lookup.knows($0) } == [true, true, false])
    }
}
