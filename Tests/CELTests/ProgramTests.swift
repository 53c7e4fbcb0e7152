import CEL
import Diagnostics
import Testing

struct ProgramTests {
    @Test(arguments: [
        ("amount > 1.0", CELType.bool), ("tags", .list(.string)), ("any", .dyn), ("1", .int),
        ("{'a': [1.0]}", .map(.string, .list(.double))), ("limits.?day", .optional(.int)),
        ("[1, 'a']", .list(.dyn)), ("tags.map(t, size(t))", .list(.int)),
        ("opened - opened", .duration),
    ])
    func `the result's type is inferred`(text: String, expected: CELType) throws {
        #expect(try #require(Sample.environment.compile(text).program).resultType == expected)
    }

    @Test func `the variables that an expression reads are listed once, by slot`() throws {
        let program = try #require(
            Sample.environment.compile("vip && tags.all(t, t != country) && has(email) && vip")
                .program)
        #expect(program.referencedVariables.map(\.name) == ["country", "email", "tags", "vip"])
        #expect(program.referencedVariables.map(\.slot) == [2, 3, 4, 9])
    }

    @Test func `an expression without variables is folded`() throws {
        #expect(Sample.environment.compile("1 + 2 * 3").program?.constantValue == .int(7))
        #expect(Sample.environment.compile("income + 1").program?.constantValue == nil)
    }

    @Test func `an explanation has each condition with its result and its values`() throws {
        let program = try #require(
            Sample.environment.compile("amount > 500.0 && (country == 'DE' || vip) && email == 'a'")
                .program)
        let parts = program.explain(Sample.activation())
        #expect(parts.map(\.text) == ["amount > 500.0", "country == 'DE' || vip", "email == 'a'"])
        #expect(parts.map { try? $0.result.get() } == [.bool(true), .bool(true), nil])
        #expect(parts[0].variables.first?.value == .double(600))
        #expect(parts[1].parts.map(\.text) == ["country == 'DE'", "vip"])
        #expect(parts[1].parts.map { try? $0.result.get() } == [.bool(false), .bool(true)])
        #expect(parts[2].variables.map(\.name) == ["email"])
        #expect(parts[2].variables.first?.value == nil)
        let single = try #require(Sample.environment.compile("income + 1").program)
        #expect(single.explain(Sample.activation()).map(\.text) == ["income + 1"])
    }

    @Test(arguments: [
        "!(vip && country == 'DE')", "(vip || country == 'DE') == true", "vip == (1 < 2)",
        "(vip) ? 1 : (2)", "([1, 2])[(0)]", "('a' + country).contains(('a'))", "-(income + 1)",
        "((income)) + (1)", "((vip) || (vip))\n || ( false )", "!( !vip )", "(limits).day",
    ])
    func `a condition is quoted with the parentheses of its parts`(text: String) throws {
        let program = try #require(Sample.environment.compile(text).program)
        #expect(program.explain(Sample.activation()).map(\.text) == [text])
    }

    @Test func `diagnostics point into the file that holds the expression`() throws {
        let file = SourceText(
            name: "rules.yaml",
            text: "rules:\n  - when: incme > 3\n  - when: |\n      vip &&\n      contry\n")
        let inline = Embedding(in: file, startingAt: SourcePosition(line: 2, column: 11))
        let first = Sample.environment.compile("incme > 3", embedded: inline)
        #expect(
            first.diagnostics.map(\.description) == [
                """
                rules.yaml:2:11: unknown variable `incme`; did you mean `income`?
                  2 |   - when: incme > 3
                    |           ^~~~~
                """
            ])
        let block = Embedding(
            in: file, startingAt: SourcePosition(line: 4, column: 7), indentation: 6)
        let second = Sample.environment.compile("vip &&\ncontry", embedded: block)
        #expect(second.diagnostics.map(\.position) == [SourcePosition(line: 5, column: 7)])
    }

    @Test func `an evaluation error becomes a diagnostic in the file`() throws {
        let file = SourceText(name: "rules.yaml", text: "when: vip && email == 'a'")
        let place = Embedding(in: file, startingAt: SourcePosition(line: 1, column: 7))
        let program = try #require(
            Sample.environment.compile("vip && email == 'a'", embedded: place).program)
        let error = #expect(throws: EvaluationError.self) {
            try program.evaluateBool(Sample.activation())
        }
        #expect(
            error.map { program.diagnostic(for: $0).description } == """
                rules.yaml:1:14: no such attribute: `email` is absent
                  1 | when: vip && email == 'a'
                    |              ^~~~~
                """)
    }

    @Test func `a program is shared by several threads`() async throws {
        let program = try #require(
            Sample.environment.compile(
                "tags.exists(t, t.matches('^vip')) && amount > 1.0 && cel.bind(x, income, x > 1)"
            )
            .program)
        let hits = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let activation = Sample.activation()
                    return (0..<500).count { _ in (try? program.evaluateBool(activation)) == true }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(hits == 4_000)
    }

    @Test func `the embedding program adds functions of its own`() throws {
        let double = Function(
            name: "twice", isMember: true, signatures: [Function.Signature([.int], .int)]
        ) { (arguments) throws(EvaluationError) in
            guard case .int(let number) = arguments[0] else { throw .noSuchOverload }
            guard number < 1_000 else { throw EvaluationError(.invalidArgument, "too much") }
            return .int(number * 2)
        }
        let environment = Environment(
            variables: [Variable("n", .int)], libraries: [Library(name: "own", functions: [double])]
        )
        #expect(Sample.outcome("4.twice() + 1", in: environment) == "9")
        #expect(Sample.outcome("4000.twice()", in: environment) == "invalid_argument: too much")
        #expect(Sample.outcome("'a'.twice()", in: environment).hasPrefix("rejected"))
    }

    @Test func `names are looked up from the container outwards`() {
        let environment = Environment(
            variables: [Variable("a.b.x", .int), Variable("b.x", .string), Variable("x", .bool)],
            container: "a.b")
        let activation = Activation(environment)
        activation.set(0, int: 1)
        activation.set(1, string: "s")
        activation.set(2, bool: true)
        let values = ["x", ".x", ".b.x", "b.x"].map {
            try? environment.compile($0).program?.evaluate(activation)
        }
        #expect(values == [.int(1), .bool(true), .string("s"), .int(1)])
    }

    @Test func `limits are the environment's`() throws {
        let environment = Environment(
            variables: [], limits: Limits(sourceBytes: 60, nesting: 5, steps: 50))
        #expect(
            Sample.outcome("((((((1))))))", in: environment)
                == "rejected: this nests deeper than 5 levels")
        #expect(
            Sample.outcome("1+1+1+1+1+1+1", in: environment)
                == "rejected: this nests deeper than 5 levels")
        #expect(Sample.outcome("[1, 2, 3, 4].all(x, x + x + x > 0)", in: environment) == "true")
        #expect(
            Sample.outcome("[1,2,3,4,5,6,7,8,9].all(x, x + x + x > 0)", in: environment)
                == "limit_exceeded: the evaluation takes more than 50 steps")
    }
}
