import CEL
import Diagnostics
import TestSupport
import Testing

struct HostileInputTests {
    private static let scraps = [
        "(", ")", "[", "]", "{", "}", ".", ",", ":", "?", "'", "\"", "\\", "&&", "||", "!", "-",
        "==", "in", "has(", ".map(x, ", "9223372036854775808", "1e308", "0x", "b'", "'''", "é",
        "\u{0}", "//", "`", ".?", "[?", "cel.bind(a, ", "%s", "\n", "dyn(", "type(", "null", "1u",
    ]

    private static func mutate(_ text: String, _ random: inout SeededGenerator) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...scalars.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0 where place < scalars.count:
                scalars.remove(at: place)
            case 1 where place < scalars.count:
                scalars.swapAt(place, Int.random(in: 0..<scalars.count, using: &random))
            default:
                let scrap = scraps.randomElement(using: &random) ?? ""
                scalars.insert(contentsOf: Array(scrap.unicodeScalars), at: place)
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `a mutated expression is rejected, fails or has a value`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let activation = Sample.activation()
        for text in EvaluationTests.texts {
            for _ in 0..<12 {
                let mutated = Self.mutate(text, &random)
                for checking in [Environment.Checking.full, .syntaxOnly] {
                    let found = Sample.environment.compile(mutated, checking: checking)
                    #expect(found.program != nil || !found.diagnostics.isEmpty)
                    for diagnostic in found.diagnostics { #expect(!diagnostic.description.isEmpty) }
                    _ = try? found.program?.evaluate(activation)
                    _ = found.program?.explain(activation)
                }
            }
        }
    }

    private static let deep: [(open: String, core: String, close: String)] = [
        ("(", "1", ")"), ("[", "1", "]"), ("{1: ", "1", "}"), ("!", "true", ""), ("-", "1", ""),
        ("!-", "1", ""), ("dyn(", "1", ")"), ("", "1", " + 1"), ("", "any", ".a"),
        ("", "any", "[0]"), ("true ? ", "1", " : 1"), ("true ? 1 : ", "1", ""),
        ("1 + (", "1", ")"), ("[1].map(x, ", "1", ")"), ("cel.bind(a, ", "1", ", a)"),
        ("size(", "'a'", ")"), ("", "true", " && true"), ("", "true", " || true"),
        ("any.a(", "1", ")"), ("", "any", ".a()"), ("", "1", " == 1"), ("any[", "0", "]"),
    ]

    @Test(arguments: deep.indices)
    func `deep nesting is rejected, not a crash`(index: Int) {
        let (open, core, close) = Self.deep[index]
        for count in [10_000, 150, 190, 199, 200, 201] {
            let text =
                String(repeating: open, count: count) + core
                + String(repeating: close, count: count)
            let found = Sample.environment.compile(text)
            if let program = found.program { _ = try? program.evaluate(Sample.activation()) }
            #expect(found.program != nil || !found.diagnostics.isEmpty)
        }
    }

    @Test func `long chains of conditions are wide, not deep`() throws {
        let text = Array(repeating: "income > 1", count: 5_000).joined(separator: " && ")
        let program = try #require(Sample.environment.compile(text).program)
        #expect(try program.evaluateBool(Sample.activation()))
    }

    @Test func `long lists, names, strings and numbers are taken or rejected quickly`() {
        let long = 90_000
        let map = (0..<9_000).map { "\($0):1" }.joined(separator: ",")
        let ones = Array(repeating: "1", count: long / 3).joined(separator: ", ")
        func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
        let texts: [String] = [
            "[\(ones)]", "{\(map)}", many("a", long), "'\(many("a", long))'", many("9", long),
            "0.\(many("9", long))", "\(many("x+", 40_000))x", many("f(),", 20_000),
            "[\(many("x,", 40_000))]", "[\(many("!1,", 30_000))]", "\(many("1==1||", 15_000))true",
            many("'", long), many("?", long), "[\(many("f(1),", 15_000))]",
            "[\(many("any.x+any.y,", 7_000))]", "size(\(many("x.", 40_000))x)",
        ]
        for text in texts {
            let found = Sample.environment.compile(text)
            _ = try? found.program?.evaluate(Sample.activation())
            #expect(found.diagnostics.count <= Limits.standard.problems)
        }
        let tooLong = Sample.environment.compile(String(repeating: " ", count: 100_001) + "1")
        #expect(
            tooLong.diagnostics.map(\.fact) == [
                "this expression has 100002 bytes; at most 100000 are allowed"
            ])
    }

    @Test(arguments: [
        "[1,2,3,4,5,6,7,8,9,10].map(a, ALL).size() > 0",
        "[1,2,3,4,5,6,7,8,9,10].exists(a, ALL.size() < 0)",
    ])
    func `nested loops end at the step limit`(shape: String) throws {
        var inner = "[1]"
        for name in ["b", "c", "d", "e", "f", "g", "h"] {
            inner = "[1,2,3,4,5,6,7,8,9,10].map(\(name), \(inner))"
        }
        let text = shape.replacing("ALL", with: inner)
        #expect(
            Sample.outcome(text) == "limit_exceeded: the evaluation takes more than 1000000 steps")
        // No other operand hides that the limit was hit.
        #expect(Sample.outcome("(\(text)) || true").hasPrefix("limit_exceeded"))
        #expect(Sample.outcome("(\(text)) && false").hasPrefix("limit_exceeded"))
    }

    @Test(arguments: [
        "country.matches('(x+x+)+y')", "country.contains('zz')", "country == country + 'a'",
        "size(country) == 1", "country < request.user", "country.endsWith('z')",
    ])
    func `tests of a long text in a loop end at the step limit`(condition: String) throws {
        let numbers = "[\((0..<100).map(String.init).joined(separator: ", "))]"
        let program = try #require(
            Sample.environment.compile("\(numbers).exists(a, \(condition))").program)
        let activation = Sample.activation()
        for name in ["country", "request.user"] {
            let slot = try #require(Sample.environment.slot(of: name))
            activation.set(slot, string: String(repeating: "x", count: 1_000_000))
        }
        let error = #expect(throws: EvaluationError.self) { try program.evaluate(activation) }
        #expect(error?.code == .limitExceeded)
    }

    /// Each name holds the one before twice, so the last one stands for 2 to the 60 elements.
    private static func doubling(_ body: String, _ first: String, _ next: (String) -> String)
        -> String
    {
        let names = (0..<60).map { "v\($0)" }
        let start = body.replacing("LAST", with: names[59])
        return names.indices.reversed().reduce(start) { text, index in
            let value = index == 0 ? first : next(names[index - 1])
            return "cel.bind(\(names[index]), \(value), \(text))"
        }
    }

    @Test(arguments: [
        ("LAST == LAST", "[1]", "[X, X]"), ("LAST in [LAST]", "[1]", "[X, X]"),
        ("'%s'.format([LAST])", "[1]", "[X, X]"), ("LAST + LAST", "'ab'", "X + X"),
        ("LAST + LAST", "[1]", "X + X"), ("{'a': 1}[LAST]", "[1]", "[X, X]"),
        ("LAST in [[1],[1],[1],[1],[1],[1],[1],[1],[1]]", "[1]", "[X, X]"),
        ("LAST == LAST", "{1: 1}", "{1: X, 2: X}"),
        ("optional.of(LAST) == optional.of(LAST)", "[1]", "[X, X]"),
        ("LAST[0] + 1", "[1]", "[X, X]"), ("LAST", "[1]", "[X, X]"),
        ("LAST.join('')", "['a']", "X + X"),
        ("LAST.replace('a', 'aaaaaaaaaaaaaaaa')", "'a'", "X.replace('a', 'aaaa')"),
    ])
    func `a value that doubles itself ends at the step limit`(
        body: String, first: String, next: String
    ) {
        let text = Self.doubling(body, first) { next.replacing("X", with: $0) }
        let environment = Environment(
            variables: Sample.variables, libraries: Library.all, limits: Limits(steps: 100_000))
        for checking in [Environment.Checking.full, .syntaxOnly] {
            let found = environment.compile(text, checking: checking)
            guard let program = found.program else { continue }
            let value = try? program.evaluate(Sample.activation())
            #expect((value?.display.utf8.count ?? 0) < 1_000)
        }
    }

    @Test func `a pattern that is exponential elsewhere is linear here`() {
        let text = "('" + String(repeating: "a", count: 50_000) + "!').matches('(a+)+$')"
        #expect(Sample.outcome(text) == "false")
        #expect(
            Sample.outcome("country.matches('((a{1,100}){1,100}){1,100}')").hasPrefix("rejected"))
    }
}
