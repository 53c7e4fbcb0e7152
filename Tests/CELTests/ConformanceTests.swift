import CEL
import Testing
import TestSupport

struct ConformanceTests {
    @Test(.enabled(if: SharedFolder.exists, Comment(rawValue: SharedFolder.reason)))
    func `every conformance case passes or is skipped for a stated reason`() throws {
        let lines = try ConformanceRunner.lines()
        var passed = 0
        var skipped = 0
        for line in lines {
            let test = try ConformanceCase(line: line)
            if let reason = Skipped.reason(test) {
                skipped += 1
                #expect(!reason.isEmpty)
                // What needs protobuf has values that cannot be read, so it cannot pass.
                guard test.skipReason == nil else { continue }
                #expect(ConformanceRunner.run(test) != .passed, "\(test.id) is skipped but passes")
                continue
            }
            let outcome = ConformanceRunner.run(test)
            if outcome == .passed {
                passed += 1
            } else {
                Issue.record("\(test.id): `\(test.expression)`: \(outcome)")
            }
        }
        print("CEL conformance: passed \(passed) of \(lines.count), skipped \(skipped)")
    }
}
