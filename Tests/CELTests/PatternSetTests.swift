import CEL
import Testing

struct PatternSetTests {
    private static let texts: [(String, [Int])] = [
        ("please REFUND me", [0]), ("order 17: cancel, refund", [0, 1, 2]), ("", []), ("é", [3]),
    ]

    @Test(arguments: texts)
    func `one pass finds all patterns that match`(text: String, expected: [Int]) throws {
        let set = try #require(PatternSet(["(?i)refund", "cancel(l)?", "\\d+", "^.$"]))
        var text = text
        #expect(text.withUTF8 { set.matches(in: UnsafeRawBufferPointer($0)) } == expected)
    }

    @Test(arguments: texts)
    func `whether any matches agrees with which`(text: String, expected: [Int]) throws {
        let set = try #require(PatternSet(["(?i)refund", "cancel(l)?", "\\d+", "^.$"]))
        var text = text
        let isFound = text.withUTF8 { set.matchesAny(in: UnsafeRawBufferPointer($0)) }
        #expect(isFound == !expected.isEmpty)
    }

    @Test func `a faulty pattern makes no set`() {
        #expect(PatternSet(["a", "("]) == nil)
        #expect(PatternSet([])?.count == 0)
    }
}
