import Decisions
import Diagnostics
import Testing

/// Places inside texts, and spans of time.
struct YAMLTests {
    /// Each text holds `X`, whose place in the file is marked.
    @Test(arguments: [
        "when: plain »X text", "when: »X", "when: é🙂 »X", "when: 'it''s »X'", "when: '»X'",
        "when: \"a\\tb\\\"c »X\"", "when: \"\\u00e9\\x41\\U0001F642»X\"", "when: \"»X\"",
        "when: |\n  first\n  second »X", "when: |\n\n    deep\n      »X", "when: |-\n  »X",
        "a: 1\nwhen: |\n  é »X\nb: 2",
    ])
    func `a place in a text is found in its file`(marked: String) throws {
        let file = MarkedFile(marked)
        let reader = YAMLReader(SourceText(name: "f", text: file.text))
        let root = try #require(reader.root())
        let node = try #require(reader.mapping(root, "the file")?["when"])
        let text = try #require(node.scalarText)
        let offset = try #require(text.utf8.firstIndex(of: UInt8(ascii: "X")))
        let position = node.position(
            ofUTF8Offset: text.utf8.distance(from: text.utf8.startIndex, to: offset))
        #expect(position == file.positions.first)
    }

    @Test(arguments: ["when: »>\n  folded\n  text X", "when: »plain\n  over lines X"])
    func `a place in a folded text is near where it begins`(marked: String) throws {
        let file = MarkedFile(marked)
        let reader = YAMLReader(SourceText(name: "f", text: file.text))
        let node = try #require(reader.root()?.pairs?.first?.value)
        for offset in [-1, 0, 5, 12, 1000] {
            #expect(node.position(ofUTF8Offset: offset).line >= 1)
        }
    }

    @Test(arguments: [
        ("condition: text == \"a: b\"", "a value that holds `: ` needs quotes"),
        ("- condition: x ? 1 : 2", "a value that holds `: ` needs quotes"),
        (
            "- { id: a, condition: text == 'a: b', output: c }",
            "a value that holds `: ` needs quotes"
        ),
        ("condition: \"a\" == text", "a value that begins with a quote ends at the next"),
        ("condition: [1].all(x, true)", "a value that begins with a bracket ends with it"),
        ("condition: {\"a\": 1}.a == 1", "a value that begins with a bracket ends with it"),
        ("a: [", nil), ("a: { b: 1", nil),
    ])
    func `an expression that lacks quotes is told so`(text: String, hint: String?) throws {
        let reader = YAMLReader(SourceText(name: "f", text: text + "\n"))
        _ = reader.root()
        let found = try #require(reader.diagnostics.first)
        #expect(found.fact.hasPrefix("not valid YAML: "))
        #expect(
            found.hint
                == hint.map {
                    $0 + "; write the whole of it in single quotes, such as `'text == \"a: b\"'`"
                })
    }

    @Test func `an expression that is read as a tag is told so`() {
        let reader = YAMLReader(SourceText(name: "f", text: "condition: !has(amount)\n"))
        _ = reader.root().flatMap { reader.mapping($0, "a rule") }
        #expect(
            reader.diagnostics.map(\.summary) == [
                "f:1:12: `!has(amount)` is read as a YAML tag; "
                    + "write an expression that begins with `!` in single quotes"
            ])
    }

    @Test(arguments: [
        ("250ms", Duration.milliseconds(250)), ("8s", .seconds(8)), ("1.5s", .milliseconds(1500)),
        ("5m", .seconds(300)), ("1h", .seconds(3600)), ("7d", .seconds(604_800)),
        ("0s", .zero), ("36525d", .seconds(3_155_760_000)),
    ])
    func `a span of time is read`(text: String, span: Duration) throws {
        let outcome = try Feature.read(
            "feature: f\nquestions: [{ name: q, type: predicate }]\n"
                + "outcome: { depends_on_answer: no, matures_after: \(text) }"
        ).outcome
        #expect(outcome.maturesAfter == span)
        #expect(outcome.maturesAfter.inSeconds == span.inSeconds)
    }

    @Test(arguments: [
        "8", "s", "-1s", "+1s", "1w", "1 s", "1e3s", "0x1s", "infs", "nans", "36526d", "1.2.3s",
        "1S", "1ns",
    ])
    func `no span of time is read into another text`(text: String) {
        let file = MarkedFile(
            "feature: f\nquestions: [{ name: q, type: predicate }]\n"
                + "outcome: { depends_on_answer: no, matures_after: »\(text) }")
        #expect(file.read().diagnostics.map(\.position) == file.positions)
    }
}
