import CEL
import Testing

struct EvaluationErrorWordingTests {
    /// The marks show the part that failed.
    private static let failures: [(String, String)] = [
        ("vip && «email» == 'a'", "no such attribute: `email` is absent"),
        ("1 + «income / 0»", "division by zero"),
        ("«income % 0»", "remainder of a division by zero"),
        (
            "«9223372036854775807 + income»",
            "`9223372036854775807 + 3000` does not fit into 64 bits"
        ),
        ("«limits.week» > 1", "no such key: `week`"),
        ("«limits['we' + 'ek']»", "no such key: `week`"),
        ("«tags[5]» == ''", "index `5` is outside of a list of 2"),
        ("«any + 'a'»", "no such overload: `int + string`"),
        ("«any < 'a'»", "no such overload: `int < string`"),
        ("«any» && vip", "no such overload: expected another type, found `int`"),
        ("«any.size()»", "no such overload: `size(int)`"),
        ("«any.x»", "`int` has no fields, so no `x`"),
        ("int(«int('12' + 'x')» + 1)", "`\"12x\"` cannot be converted to `int`"),
        ("«uint(0 - income)»", "`-3000` is outside of the range of `uint`"),
        ("«{country: 1, 'US': 2}»", "the key `\"US\"` occurs twice"),
        (
            "«opened.getHours('Mars/Base')»",
            "unknown time zone `Mars/Base`; write a name such as `Asia/Tokyo` or an offset such as `+09:00`"
        ),
        ("«country.matches(country + '(')»", "this pattern is faulty: missing ): US("),
        ("«'%z'.format([])»", "unknown clause `%z`; known are %s %d %f %e %b %x %X %o %%"),
        ("«'abc'.substring(2, 1)»", "a substring from `2` cannot end at `1`"),
        ("«'abc'.charAt(4)»", "index `4` is outside of the string"),
        ("«ip('1.2.3')»", "`\"1.2.3\"` is not an IP address"),
        (
            "«cidr('10.0.0.0/33')»",
            "`\"10.0.0.0/33\"` is not a range of addresses such as `10.0.0.0/8`"
        ),
        ("«base64.decode('!')»", "`\"!\"` is not base64"),
        ("«math.bitShiftLeft(1, -1)»", "`math.bitShiftLeft` by `-1`: a negative offset"),
    ]

    @Test(arguments: failures)
    func `an evaluation error names the fact and the part that failed`(
        marked: String, expected: String
    ) throws {
        let text = marked.replacing("«", with: "").replacing("»", with: "")
        let program = try #require(Sample.environment.compile(text).program)
        let error = #expect(throws: EvaluationError.self) {
            try program.evaluate(Sample.activation())
        }
        #expect(error?.message == expected)
        let bytes = Array(text.utf8)
        let start = Array(marked.utf8).firstIndex(of: 0xC2) ?? 0
        let part = marked.split(separator: "«", omittingEmptySubsequences: false).last?
            .split(separator: "»", omittingEmptySubsequences: false).first
        let range = try #require(error?.range)
        #expect(range.lowerBound == start)
        #expect(String(decoding: bytes[range], as: UTF8.self) == String(part ?? ""))
    }
}
