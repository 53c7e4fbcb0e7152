import Statistics
import Testing

struct ReferenceTests {
    @Test func `figures agree with those of other libraries, kept in the repository`() throws {
        let cases = try ReferenceTable.cases()
        #expect(cases.count > 150)
        let runner = GoldenRunner(cases: cases)
        for reference in cases {
            for problem in runner.problems(of: reference) {
                Issue.record("\(reference.name) (\(reference.library ?? "")): \(problem)")
            }
        }
    }

    @Test func `a kind without a handler is a problem`() {
        let unknown = GoldenCase(
            name: "astrology.leo", inputs: [:], expected: ["luck": .number(1)], tolerance: 0)
        #expect(
            GoldenRunner(cases: []).problems(of: unknown) == ["no handler for kind `astrology`"])
    }

    @Test func `a key without a figure is a problem`() {
        let unknown = GoldenCase(
            name: "e_bh.x", inputs: ["e": .list([.number(1)])], expected: ["luck": .number(1)],
            tolerance: 0)
        #expect(GoldenRunner(cases: []).problems(of: unknown) == ["luck: no figure for key `luck`"])
    }
}
