import CEL
import Testing

struct EvaluationTests {
    /// The texts of all tables, from which the hostile inputs are made.
    static var texts: [String] {
        (arithmetic + comparisons + absorption + macros + access + planned + time + conversions)
            .map(\.0)
    }

    static let arithmetic: [(String, String)] = [
        ("1 + 2 * 3", "7"), ("-7 / 2", "-3"), ("-7 % 2", "-1"), ("7u / 2u", "3u"),
        ("1.5 + 2.0", "3.5"), ("9223372036854775807 + 1", "overflow"), ("1 - 2", "-1"),
        ("0u - 1u", "overflow"), ("-9223372036854775808 % -1", "overflow"),
        ("-9223372036854775808 / -1", "overflow"), ("-(-9223372036854775808)", "overflow"),
        ("1 / 0", "division_by_zero"), ("1u % 0u", "division_by_zero"), ("1.0 / 0.0", "Infinity"),
        ("'a' + 'b'", "\"ab\""), ("[1] + [2]", "[1, 2]"), ("--1", "1"), ("!!true", "true"),
        ("---1", "-1"), ("0x1F", "31"), (".5 + 1e1", "10.5"),
    ]

    @Test(arguments: arithmetic)
    func `arithmetic gives a value or says why not`(text: String, expected: String) {
        #expect(Sample.outcome(text).hasPrefix(expected))
    }

    static let comparisons: [(String, String)] = [
        ("1 == 1", "true"), ("dyn(1) == 1.0 && dyn(1u) == 1", "true"), ("1 < 1.5", "true"),
        ("dyn('1') == 1", "false"), ("2u > -1", "true"), ("dyn(0.0/0.0) == 0.0/0.0", "false"),
        ("[1, 2] == [1, 2]", "true"), ("{'a': 1} == {'a': 1}", "true"),
        ("{'a': [1]} != {'a': [2]}", "true"), ("'é' == 'e\\u0301'", "false"),
        ("size('é') == 1 && size('e\\u0301') == 2", "true"), ("size('\\r\\n')", "2"),
        ("'a' < 'b' && b'a' < b'b' && false < true", "true"),
        ("1 in [1.0, 2.0].map(x, dyn(x))", "true"), ("'day' in limits", "true"),
        ("null == null", "true"), ("type(1) == int && type(type(1)) == type", "true"),
        ("timestamp(0) < timestamp(1) && duration('1s') < duration('1m')", "true"),
    ]

    @Test(arguments: comparisons)
    func `comparisons go by code points and across numbers`(text: String, expected: String) {
        #expect(Sample.outcome(text) == expected)
    }

    static let absorption: [(String, String)] = [
        ("false && 1 / 0 > 0", "false"), ("1 / 0 > 0 && false", "false"),
        ("true || 1 / 0 > 0", "true"), ("1 / 0 > 0 || true", "true"),
        ("true && 1 / 0 > 0", "division_by_zero"), ("1 / 0 > 0 || false", "division_by_zero"),
        ("email == 'a' || vip", "true"), ("email == 'a' && vip", "no_such_attribute"),
        ("vip && vip && vip && !vip && 1 / 0 > 0", "false"),
        ("vip ? 1 : 1 / 0", "1"), ("1 / 0 > 0 ? 1 : 2", "division_by_zero"),
        ("[1, 0].exists(x, 1 / x > 0)", "true"), ("[0, 1].exists(x, 1 / x > 0)", "true"),
        ("[1, 0].all(x, 1 / x > 5)", "false"), ("[1, 0].all(x, 1 / x > 0)", "division_by_zero"),
        ("[1, 0].exists_one(x, 1 / x > 0)", "division_by_zero"),
    ]

    @Test(arguments: absorption)
    func `a decided side absorbs the error of the other`(text: String, expected: String) {
        #expect(Sample.outcome(text).hasPrefix(expected))
    }

    static let macros: [(String, String)] = [
        ("[1, 2, 3].filter(x, x > 1)", "[2, 3]"), ("[1, 2].map(x, x * 2)", "[2, 4]"),
        ("[1, 2, 3].map(x, x > 1, x * 2)", "[4, 6]"), ("{'a': 1}.map(k, k)", "[\"a\"]"),
        ("tags.exists(t, t.startsWith('vip'))", "true"),
        ("[[1], [2]].all(x, x.all(y, y > 0))", "true"),
        ("[1, 2].map(x, [3].map(y, x + y))", "[[4], [5]]"), ("[1].map(x, [2].map(x, x))", "[[2]]"),
        ("cel.bind(x, income + 1, x + x)", "6002"),
        ("[3, 4].exists(i, v, i == 1 && v == 4)", "true"),
        ("{'a': 2}.transformMap(k, v, v + 1)", "{\"a\": 3}"),
        ("[1, 2].transformMapEntry(i, v, {v: i})", "{1: 0, 2: 1}"),
        ("[1, 2].transformMapEntry(i, v, {'x': i})", "duplicate_key: the key `\"x\"` occurs twice"),
    ]

    @Test(arguments: macros)
    func `macros go through lists and maps`(text: String, expected: String) {
        #expect(Sample.outcome(text) == expected)
    }

    static let access: [(String, String)] = [
        ("has(email)", "false"), ("has(country)", "true"), ("has(limits.day)", "true"),
        ("has(limits.week)", "false"), ("limits.day", "5"), ("limits['day']", "5"),
        ("limits.week", "no_such_key: no such key: `week`"),
        ("has(email) && email.endsWith('.org')", "false"), ("request.user", "\"ada\""),
        ("has(request.user)", "true"), ("tags[1]", "\"vip-1\""),
        ("tags[2]", "index_out_of_range: index `2` is outside of a list of 2"),
        ("any + 1", "8"), ("any == 'x'", "false"), ("any > 6 && any < 7.5", "true"),
        ("count + 1u", "5u"), ("limits[?'week'].orValue(9)", "9"), ("limits.?day.value()", "5"),
        (
            "optional.none().value()",
            "invalid_argument: `optional.none()` has no value; use `orValue(…)`"
        ),
    ]

    @Test(arguments: access)
    func `variables and fields are read or missed`(text: String, expected: String) {
        #expect(Sample.outcome(text) == expected)
    }

    static let planned: [(String, String)] = [
        ("country in ['US', 'CA']", "true"), ("country in ['DE']", "false"),
        ("country in ['', 'U', 'USA', 'us']", "false"),
        ("country in ['United States', 'US']", "true"),
        ("country in ['a','b','c','d','e','f','g','h','i','US']", "true"),
        ("country in ['a','b','c','d','e','f','g','h','i','j']", "false"),
        ("income in [1, 3000]", "true"), ("any in [7.0]", "true"),
        ("any in [1,2,3,4,5,6,8,9,10,'7']", "false"),
        ("!country.startsWith('U')", "false"), ("!(country == 'US')", "false"),
        ("country != 'US'", "false"), ("country < 'UT'", "true"), ("'US' == country", "true"),
        ("country == 'UK' || country == 'CA' || country == 'US'", "true"),
        ("country == 'UK' || 'CA' == country", "false"),
        ("country == 'UK' || country != 'US' || country == 'US' || request.user == 'x'", "true"),
        ("country == 'UK' || request.user == 'US' || country == 'U'", "false"),
        ("country == '' || country == 'UK' || vip && country == 'US'", "true"),
        ("email == 'a' || email == 'b' || vip", "true"),
        ("country.contains('SU')", "false"), ("request.user.contains('da')", "true"),
        ("('aaab' + country).contains('aabU') && !country.contains('USA')", "true"),
        ("(country + ' 123456789').contains('S 1234567')", "true"),
        ("size(request.user) == 3", "true"), ("'aé€😀'.size() == 4", "true"),
        ("500.0 < amount && 3000 >= income", "true"), ("country + '!' == 'US!'", "true"),
        ("country.contains('S') && country.endsWith('')", "true"), ("size(country)", "2"),
        ("country.matches('^[A-Z]{2}$')", "true"), ("country.matches('(?i)us')", "true"),
        ("(country + country).matches('SU')", "true"), ("country == request.user", "false"),
        ("country < request.user", "true"), ("amount * 2.0 - 1.0", "1199"), ("income / 7", "428"),
    ]

    @Test(arguments: planned)
    func `what is planned for known types means the same`(text: String, expected: String) {
        #expect(Sample.outcome(text) == expected)
        // The same expression without types takes the general path.
        let dynamic = Environment(
            variables: Sample.variables.map { Variable($0.name, .dyn) }, libraries: Library.all)
        #expect(Sample.outcome(text, in: dynamic, checking: .syntaxOnly) == expected)
    }

    static let time: [(String, String)] = [
        ("opened.getFullYear()", "2024"), ("opened.getDayOfYear()", "59"),
        ("opened.getHours('Asia/Kathmandu')", "19"), ("opened.getMinutes('-03:30')", "15"),
        ("opened + duration('24h')", "timestamp(\"2024-03-01T13:45:30Z\")"),
        ("opened - timestamp('2024-02-29T13:45:00Z')", "duration(\"30s\")"),
        ("string(duration('1h1.5s'))", "\"3601.5s\""),
        ("duration('-1.5ms').getMilliseconds()", "-1"),
        ("timestamp('2024-02-29T13:45:30.5+01:00')", "timestamp(\"2024-02-29T12:45:30.5Z\")"),
        (
            "timestamp('9999-12-31T23:59:59Z') + duration('1s')",
            "overflow: the timestamp lies outside of the years 1 to 9999"
        ),
        ("int(timestamp('1969-12-31T23:59:59.5Z'))", "-1"),
        ("timestamp('1969-12-31T23:59:59Z').getDayOfWeek()", "3"),
        ("timestamp('0001-01-01T00:00:00Z').getDate()", "1"),
        ("duration('0.1h')", "duration(\"360s\")"),
        ("duration('9223372036.854775807s')", "duration(\"9223372036.854775807s\")"),
    ]

    @Test(arguments: time)
    func `time has zones and an end`(text: String, expected: String) {
        #expect(Sample.outcome(text) == expected)
    }

    static let conversions: [(String, String)] = [
        ("int('-5')", "-5"), ("int(1e19)", "overflow"), ("uint(-1)", "overflow"),
        ("int(0.0/0.0)", "overflow"),
        ("double('1e3')", "1000"), ("double('0x1p3')", "invalid_conversion"),
        ("bool('yes')", "invalid_conversion"),
        ("string(1.0)", "\"1\""), ("string(b'\\xff')", "invalid_conversion"),
        ("bytes('é')", "b\"…\" of 2 bytes"),
        ("string(true)", "\"true\""), ("int('١')", "invalid_conversion"),
        ("string(123456789.0)", "\"1.23456789e+08\""),
    ]

    @Test(arguments: conversions)
    func `conversions keep the value or fail`(text: String, expected: String) {
        #expect(Sample.outcome(text).hasPrefix(expected))
    }
}
