import CEL
import Testing

struct CostEstimateTests {
    private static func steps(_ text: String, bytes: Int = 65_536) throws -> Double {
        let program = try #require(Sample.environment.compile(text).program)
        return program.worstCaseSteps(forVariablesOf: bytes)
    }

    @Test(arguments: [
        "amount > 500.0 && country in ['US', 'CA'] && !email.endsWith('@example.com')",
        "tags.exists(t, t.startsWith('vip-'))", "country.matches('(?i)refund|chargeback')",
        "tags.map(t, t.lowerAscii()).filter(t, size(t) > 3).size() > 2",
        "any.items.all(i, i.price > 3 && i.name.contains('x'))",
        "[1, 2].all(x, tags.exists(t, t != 'a'))",
        "cel.bind(words, country.split(' '), words.exists(w, w == 'refund'))",
        "{'a': tags}.all(k, v, v.size() < 9) && 'day' in limits",
    ])
    func `what goes through a case once is within the limit`(text: String) throws {
        #expect(try Self.steps(text) < 1_000_000)
    }

    @Test(arguments: [
        "tags.exists(a, tags.exists(b, a == b))",
        "country.split('').all(a, country.contains(a))",
        "tags.all(t, any.matches(t))",
        "any.map(a, any.map(b, any.map(c, any.map(d, any.map(e, any.map(f, any.map(g, g)))))))",
        "tags.map(t, tags).all(u, u.all(v, v == ''))",
    ])
    func `loops over a case inside each other are not`(text: String) throws {
        #expect(try Self.steps(text) > 1_000_000)
    }

    @Test(arguments: [
        ("tags.exists(t, t == 'zz')", 40), ("tags.exists(a, tags.exists(b, a + b == 'zz'))", 40),
        ("tags.map(t, t.replace('a', 'bb')).join('-').size()", 40), ("'%s'.format([tags])", 300),
        ("tags.map(t, [t, t]).size() + tags.filter(t, t.matches('a' + 'b')).size()", 20),
        ("tags == tags && tags + tags != tags && 'x' in tags", 100),
        ("any.a.b + string(any.c)", 300), ("[tags, tags].map(t, t.map(u, u.size()))", 60),
    ])
    func `no evaluation takes more steps than the estimate`(text: String, count: Int) throws {
        // As JSON `["a","a",…]` and the longest list of texts in as many bytes.
        let bytes = 4 * count + 2
        let steps = try Self.steps(text, bytes: bytes)
        #expect(steps < 1e7)
        let environment = Environment(
            variables: Sample.variables, libraries: Library.all, limits: Limits(steps: Int(steps)))
        let program = try #require(environment.compile(text).program)
        let activation = Activation(environment)
        for tags in [
            Array(repeating: "a", count: count), [String(repeating: "a", count: bytes - 4)],
        ] {
            activation.set(4, .list(tags.map { .string($0) }))
            activation.set(
                6, ["a": ["b": .string(String(repeating: "b", count: bytes / 2))], "c": "d"])
            #expect(throws: Never.self) { try program.evaluate(activation) }
        }
    }
}
