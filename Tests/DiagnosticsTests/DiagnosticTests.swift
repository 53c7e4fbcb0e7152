import Diagnostics
import Testing

struct DiagnosticTests {
    @Test func `a diagnostic underlines what it is about`() {
        let source = SourceText(name: "rules/credit.yaml", text: "a: 1\nwhen: incme > 3000\n")
        let found = Diagnostic(
            in: source, at: SourcePosition(line: 2, column: 7), length: 5,
            "unknown variable `incme`", hint: didYouMean("incme", among: ["income", "age"]))
        #expect(
            found.description == """
                rules/credit.yaml:2:7: unknown variable `incme`; did you mean `income`?
                  2 | when: incme > 3000
                    |       ^~~~~
                """)
    }

    @Test func `a warning says so and a caret keeps the tab before it`() {
        let source = SourceText(name: "r", text: "\tx")
        let found = Diagnostic(.warning, in: source, at: SourcePosition(line: 1, column: 2), "odd")
        #expect(found.description == "r:1:2: warning: odd\n  1 | \tx\n    | \t^")
    }

    @Test(arguments: [(0, 1, 1), (3, 1, 3), (5, 2, 2), (99, 3, 1)])
    func `an offset in bytes is a line and a column in scalars`(offset: Int, line: Int, column: Int)
    {
        let source = SourceText(name: "t", text: "éa\nbc\n")
        #expect(source.position(ofUTF8Offset: offset) == SourcePosition(line: line, column: column))
    }

    @Test func `a name of many characters is compared with none`() {
        let long = String(repeating: "n", count: 101)
        #expect(nearestName(to: long, among: [long + "n"]) == nil)
        let name = String(long.dropLast())
        #expect(nearestName(to: name, among: ["n", name + "n"]) == name + "n")
    }

    @Test(arguments: [
        ("incme", "income"), ("ammount", "amount"), ("form", "from"), ("zzz", nil), ("x", "y"),
    ])
    func `the nearest name is within a third of its length`(name: String, nearest: String?) {
        #expect(nearestName(to: name, among: ["income", "amount", "from", "y"]) == nearest)
    }
}
