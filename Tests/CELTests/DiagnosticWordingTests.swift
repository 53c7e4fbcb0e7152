import CEL
import Diagnostics
import Testing

struct DiagnosticWordingTests {
    /// The marks show what is underlined.
    private static let checking: [(String, String?)] = [
        ("«incme» > 3000", "unknown variable `incme`; did you mean `income`?"),
        ("«request.usr» == 'a'", "unknown variable `request.usr`; did you mean `request.user`?"),
        (
            "«zz»",
            "unknown variable `zz`; known are `amount`, `income`, `country`, `email`, `tags`, `limits`, `any`, `opened` and 3 more"
        ),
        ("«size» > 1", "unknown variable `size`; `size` is a function: write `size(…)`"),
        ("country.«startWith»('U')", "unknown function `startWith`; did you mean `startsWith`?"),
        (
            "country.«startsWith»('U', 'V')",
            "`startsWith` takes 1 argument, found 2; such as `string.startsWith(string) -> bool`"
        ),
        (
            "country.«startsWith»(3)",
            "no overload matches `string.startsWith(int)`; expected `string.startsWith(string) -> bool`"
        ),
        (
            "«startsWith»(country, 'U')",
            "unknown function `startsWith`; write `value.startsWith(…)`"
        ),
        ("«all»(tags, t, true)", "unknown function `all`; `all` is written `list.all(x, …)`"),
        ("mth.«abs»(1)", "unknown function `mth.abs`; did you mean `math.abs`?"),
        (
            "country.«size» > 1",
            "`string` has no field `size`; `size` is a function: write `.size(…)`"
        ),
        ("«variables.income» > 3", "unknown variable `variables.income`; did you mean `income`?"),
        ("country.«toLowerCase»() == 'us'", "unknown function `toLowerCase`; write `lowerAscii()`"),
        ("tags.«length»() > 1", "unknown function `length`; write `size(…)`"),
        (
            "sets.«contains»(tags, ['a'])",
            "unknown function `sets.contains`; write `b.all(x, x in a)`"
        ),
        (
            "«quantity»('1Gi').isGreaterThan(any)",
            "unknown function `quantity`; it is Kubernetes' own and no part of CEL; "
                + "read the value from a field"
        ),
        ("country.«foo»().bar().baz(any)", "unknown function `foo`"),
        ("limits.day.«foo»", "`int` has no field `foo`"),
        ("«amount == 500»", "`==` cannot be applied to `double` and `int`; write `500.0`"),
        ("«income == 500.0»", "`==` cannot be applied to `int` and `double`; write `500`"),
        (
            "«income == amount»",
            "`==` cannot be applied to `int` and `double`; convert one of them, such as with `double(…)`"
        ),
        (
            "«country == null»",
            "`==` cannot be applied to `string` and `null`; test an absent value with `has(…)`"
        ),
        (
            "«country + 3»",
            "`+` cannot be applied to `string` and `int`; convert the other with `string(…)`"
        ),
        (
            "«amount % 2.0»",
            "`%` cannot be applied to `double` and `double`; `%` takes ints or uints"
        ),
        (
            "«5 in tags»",
            "`in` cannot be applied to `int` and `list(string)`; the right side is a list or a map of such values"
        ),
        ("«Foo»{a: 1}", "unknown message `Foo`; use a map: `{\"field\": value}`"),
        (
            "«google.protobuf.Int64Valu»{}",
            "unknown message `google.protobuf.Int64Valu`; did you mean `google.protobuf.Int64Value`?"
        ),
        (
            "google.protobuf.Int64Value{«valu»: 1}",
            "`google.protobuf.Int64Value` has no field `valu`; did you mean `value`?"
        ),
        (
            "google.protobuf.Int64Value{value: «'a'»}", "`value` takes `int`, found `string`"
        ),
        ("google.protobuf.BoolValue{value: true, «value»: false}", "`value` is set twice"),
        ("!«country»", "`!` negates a bool, found `string`; compare with `== \"\"`"),
        ("-«country»", "`-` negates an int or a double, found `string`"),
        (
            "«country» && vip",
            "`&&` joins conditions, found `string`; compare it with something, or test it with `has(…)`"
        ),
        ("«income» ? 1 : 2", "`? :` chooses by a bool, found `int`"),
        (
            "vip ? 1 : «'a'»",
            "`? :` has branches of `int` and `string`; make both of one type, or wrap one in `dyn(…)`"
        ),
        ("limits[«3»]", "this map's keys are `string`, found `int`"),
        ("tags[«'a'»]", "a list is indexed by an int, found `string`"),
        ("«income»[0]", "`[…]` indexes a list or a map, found `int`"),
        ("{«1.5»: 2}", "a map's key is an int, a uint, a bool or a string, found `double`"),
        ("«income».all(x, true)", "`all` goes through a list or a map, found `int`"),
        ("tags.exists(t, «t»)", "`exists` expects a condition here, found `string`"),
        (
            "tags.all(«1», true)",
            "`all` expects a variable name here; such as `list.all(x, …)`"
        ),
        ("tags.all(x, «x», true)", "`x` names both variables of `all`"),
        (
            "has(«income + 1»)",
            "`has` tests a variable or a field; write `has(name)` or `has(value.field)`"
        ),
        ("tags.all(t, «has(t)»)", "`t` is never absent; drop the `has(…)`"),
        ("country.matches('a«[z-a]»')", nil),
        ("country.matches('«[z-a]»')", nil),
        (
            "duration(«'1x'»)",
            "`1x` is not a duration; write it like `1h30m` or `-2.5s`, up to 292 years"
        ),
        (
            "timestamp(«'2024-02-30T00:00:00Z'»)",
            "`2024-02-30T00:00:00Z` is not a timestamp; write it like `2024-02-29T13:00:00Z`, in the years 1 to 9999"
        ),
        ("[?«1»]", "`?` marks an optional element, found `int`; wrap it in `optional.of(…)`"),
    ]

    @Test(arguments: checking)
    func `the checker names the fact, the place and the way out`(
        marked: String, expected: String?
    ) throws {
        let (text, column, length) = unmarked(marked)
        let found = Sample.environment.compile(text).diagnostics
        let first = try #require(found.first, "`\(text)` compiles")
        guard let expected else {
            #expect(first.fact.hasPrefix("this pattern is faulty: "))
            return
        }
        #expect(found.count == 1)
        #expect(first.summary == "1:\(column): " + expected)
        #expect(first.length == length)
    }

    private static let parsing: [(String, String)] = [
        ("", "1:1: expected an expression, found nothing"),
        ("income =« »5", "1:8: unexpected character `=`; did you mean `==`?"),
        ("vip and vip", "1:5: expected an operator or the end, found `and`; did you mean `&&`?"),
        ("not vip", "1:5: expected an operator or the end, found `vip`; did you mean `!`?"),
        ("if vip", "1:1: `if` is a reserved word; write `condition ? value : other`"),
        ("\"abc", "1:1: this string does not end; add `\"`"),
        (
            "'a\nb'",
            "1:1: this string does not end; a string over several lines needs three quotes on either side"
        ),
        (
            "'a\\qb'",
            "1:3: `\\q` is not an escape; write `\\\\` for a backslash, or put `r` before the string"
        ),
        (
            "'\\ud800'",
            "1:2: `\\ud800` is not a code point; write `\\\\` for a backslash, or put `r` before the string"
        ),
        ("(income > 3", "1:1: `(` is never closed; add `)`"),
        ("[1, 2", "1:1: `[` is never closed; add `]`"),
        ("vip ? 1", "1:8: expected `:` and the value for false, found the end"),
        ("{'a': 1, 'b' 2}", "1:14: expected `:` between key and value, found `2`"),
        ("limits.in", "1:8: `in` is a keyword and cannot follow a dot; write `[\"in\"]`"),
        ("`a`", "1:1: a quoted name can only follow a dot; write it bare"),
        ("has()", "1:1: `has` takes 1 argument, found 0; write `has(name)` or `has(value.field)`"),
        ("1 +", "1:4: expected a value, found the end"),
        ("income @ 3", "1:8: unexpected character `@`"),
        (
            "9223372036854775808",
            "1:1: `9223372036854775808` does not fit into 64 bits; up to 18446744073709551615 fits with a `u` behind it"
        ),
        ("1e999", "1:1: `1e999` is too large for a double"),
    ]

    @Test(arguments: parsing)
    func `the parser says what it expected`(text: String, expected: String) throws {
        let plain = text.replacing("«", with: "").replacing("»", with: "")
        let found = Sample.environment.compile(plain).diagnostics
        #expect(found.map(\.summary) == [expected])
    }

    @Test func `several problems are reported at once, in order`() {
        let found = Sample.environment.compile("incme > 3 && contry == 'US' && [1, , 2] == []")
        #expect(found.diagnostics.map(\.fact) == ["expected a value, found `,`"])
        let checked = Sample.environment.compile("incme > 3 && contry == 'US' && !amount")
        #expect(
            checked.diagnostics.map(\.fact) == [
                "unknown variable `incme`", "unknown variable `contry`",
                "`!` negates a bool, found `double`",
            ])
        let parsed = Sample.environment.compile("size([1, , 2]) + size({'a' 1}) + )")
        #expect(parsed.diagnostics.count == 3)
    }

    @Test func `a library that is not enabled is named`() {
        let environment = Environment(variables: [])
        #expect(
            environment.compile("math.abs(1)").diagnostics.map(\.summary) == [
                "1:6: unknown function `math.abs`; "
                    + "the `math` library has it, but is not enabled here"
            ])
        #expect(
            environment.compile("{}.?a").diagnostics.map(\.summary) == [
                "1:4: the optional library is not enabled here; test with `has(…)` instead"
            ])
    }

    private func unmarked(_ text: String) -> (text: String, column: Int, length: Int) {
        let scalars = Array(text.unicodeScalars)
        let start = scalars.firstIndex(of: "«") ?? 0
        let end = scalars.firstIndex(of: "»") ?? start + 1
        let plain = text.replacing("«", with: "").replacing("»", with: "")
        return (plain, start + 1, end - start - 1)
    }
}
