import CEL
import Diagnostics
import Testing

/// Expressions of which a comparison with other implementations found a difference; the comparison
/// can be repeated by `Benchmarks/Peers/agree.py`.
struct AgreementTests {
    private static let values: [(String, String)] = [
        // Doubles as text: an exponent from a million on, at least two digits of it.
        ("string(999999.0)", "\"999999\""), ("string(1000000.0)", "\"1e+06\""),
        ("string(1234567.5)", "\"1.2345675e+06\""), ("string(0.0001)", "\"0.0001\""),
        ("string(0.00001)", "\"1e-05\""), ("string(-1e100)", "\"-1e+100\""),
        ("string(-0.0)", "\"-0\""), ("string(5e-324)", "\"5e-324\""),
        ("string(123456.75)", "\"123456.75\""),
        // In a pattern they have all their digits.
        ("'%s'.format([1e6])", "\"1000000\""), ("'%s'.format([1.5e-7])", "\"0.00000015\""),
        ("'%s'.format([-1e21])", "\"-1000000000000000000000\""),
        ("'%s'.format([123456789012345680.0])", "\"123456789012345680\""),
        ("'%s'.format([0.0])", "\"0\""), ("'%s'.format([100.25])", "\"100.25\""),
        // However many bytes are not UTF-8, they become one character.
        ("'%s'.format([b'a\\xff\\xfe\\xfdb']) == 'a\\ufffdb'", "true"),
        ("'%s'.format([b'\\xffa\\xff']) == '\\ufffda\\ufffd'", "true"),
        // Keys are sorted by code points, not by what looks alike.
        ("'%s'.format([{'é': 1, 'f': 2, 'e\\u0301': 3}]) == '{e\\u0301: 3, f: 2, é: 1}'", "true"),
        ("timestamp(0).getHours('')", "0"),
        ("-9223372036854775808 % math.least(-1, 63)", "overflow"),
        ("base64.decode('YQ')", "b\"…\" of 1 bytes"),
        ("base64.decode('YQ=')", "invalid_conversion"),
        ("base64.decode('YWI==')", "invalid_conversion"),
        ("base64.decode('Y')", "invalid_conversion"),
        ("base64.decode('YQ==YQ==')", "invalid_conversion"),
        ("base64.decode('_-8=')", "invalid_conversion"),
        ("base64.decode('YW\\r\\nJj\\n') == b'abc'", "true"),
        ("'%d %d'.format([1.5, -1e20])", "\"1.5 -100000000000000000000\""),
        ("size('%.1000f'.format([0.5]))", "1002"),
        ("'%.1001f'.format([0.5])", "invalid_argument"),
        ("uint('-0')", "invalid_conversion"), ("uint('+5')", "5u"),
        // A number's text ends where its string ends.
        ("double('12\\x00')", "invalid_conversion"), ("double('1\\x005')", "invalid_conversion"),
        ("double('nan(1)')", "invalid_conversion"), ("double('0x1p3')", "invalid_conversion"),
        ("double('1.5\\n')", "invalid_conversion"), ("int('1\\x00')", "invalid_conversion"),
        ("double('-Infinity')", "-Infinity"), ("double('NaN')", "NaN"),
        ("[optional.of(1)][?0].value().value()", "1"),
        ("{'a': optional.of(1)}.?a.value().value() + 1", "2"),
        ("optional.of([optional.of(1)])[0].value().value()", "1"),
    ]

    @Test(arguments: values)
    func `values agree with other implementations`(text: String, expected: String) {
        #expect(Sample.outcome(text).hasPrefix(expected))
    }

    private static let types: [(String, String)] = [
        ("[type(1), type('a')]", "list(type(int))"),
        ("[optional.of(1)][?0]", "optional_type(optional_type(int))"),
        ("{'a': optional.of(1)}.?a", "optional_type(optional_type(int))"),
        ("optional.of({'a': 1}).?a", "optional_type(int)"),
        ("optional.of([1])[?0]", "optional_type(int)"),
        ("[1, 'a']", "list(dyn)"), ("[[], [1]]", "list(list(int))"),
        ("{'a': null}.map(k, [k])", "list(list(string))"),
    ]

    @Test(arguments: types)
    func `types agree with other implementations`(text: String, expected: String) throws {
        let program = try #require(Sample.environment.compile(text).program)
        #expect(program.resultType.description == expected)
    }
}
