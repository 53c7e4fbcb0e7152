import Decisions
import Diagnostics
import RuleEngine
import Testing

struct ListEntryTests {
    private func list(_ kind: String, _ entries: [String]) throws -> NamedList {
        let quoted = entries.map { "'\($0)'" }.joined(separator: ", ")
        let read = RuleFile.read(
            SourceText(
                name: "rules.yaml",
                text: "lists: { found: { \(kind): [\(quoted)] } }\n"
                    + "rules: [{ id: a, condition: found(text), output: true }]\notherwise: false"),
            fields: [FieldDefinition(name: "text", type: .string)],
            questions: [.predicate("q", instructions: "")])
        return try #require(read.ruleSet?.lists.first, "\(read.diagnostics)")
    }

    @Test(
        arguments: [
            ("words", ["a b c", "b", "c d"], "x a b c", "b"),
            ("words", ["a b c", "c"], "a  B c", "a b c"),
            ("words", ["b c", "a b c d"], "a b c d", "b c"), ("words", ["a"], "ab", nil),
            ("patterns", ["z", "[0-9]+", "1"], "a1", "[0-9]+"), ("patterns", ["z"], "a1", nil),
            ("ids", ["7", "x9"], "x9", "x9"), ("ids", ["7"], "77", nil),
        ] as [(String, [String], String, String?)])
    func `the entry is the one that is found`(
        kind: String, entries: [String], text: String, expected: String?
    ) throws {
        #expect(try list(kind, entries).entry(in: text) == expected)
    }

    @Test func `an entry is found where the list matches, and nowhere else`() throws {
        var state: UInt64 = 11
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        func words(_ count: Int) -> [String] {
            (0..<count).map { _ in ["a", "b", "c"][random(3)] }
        }
        for _ in 0..<300 {
            let entries = (0...random(4)).map { _ in words(1 + random(3)).joined(separator: " ") }
            let list = try list("words", entries)
            let text = words(random(6))
            let entry = list.entry(in: text.joined(separator: " "))
            #expect((entry != nil) == list.matches(text.joined(separator: " ")))
            guard let parts = entry?.split(separator: " ").map(String.init) else { continue }
            #expect(entries.contains(parts.joined(separator: " ")))
            #expect(text.indices.contains { Array(text[$0...].prefix(parts.count)) == parts })
        }
    }
}
