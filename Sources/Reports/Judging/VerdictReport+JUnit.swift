import Audits
import Decisions
import Verdicts

extension VerdictReport {
    /// As JUnit's XML: a test for each verdict on the path in charge, and one for each audit.
    ///
    /// Too little evidence skips a test, as does an audit that cannot tell.
    package var junit: String {
        let suites = verdicts.map(suite)
        var lines = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            "<testsuites name=\"assay verdict\" \(Self.counts(suites.flatMap(\.self)))>",
        ]
        for (verdict, tests) in zip(verdicts, suites) {
            let name = XMLText.escaped("\(verdict.feature): \(verdict.question.name)")
            lines.append("  <testsuite name=\"\(name)\" \(Self.counts(tests))>")
            lines += tests.flatMap { Self.element($0, verdict.feature) }
            lines.append("  </testsuite>")
        }
        return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
    }

    private struct TestCase {
        enum Result: Equatable {
            case passed, failed(String), skipped

            var isSkipped: Bool { self == .skipped }
            var isFailed: Bool { if case .failed = self { true } else { false } }
        }

        let name: String
        let result: Result
        let sentence: String
    }

    private func suite(_ verdict: Verdict) -> [TestCase] {
        let result: TestCase.Result =
            switch Gate(verdict) {
            case .passes: .passed
            case .notEnoughEvidence: .skipped
            case .auditFires: .failed("audit")
            case .worse: .failed("worse")
            }
        let sentences = VerdictSentences(verdict)
        let earned = TestCase(
            name: "\(verdict.question.name): \(verdict.inCharge) has earned its place",
            result: result, sentence: sentences.decision)
        return [earned]
            + verdict.audits.map { finding in
                let result: TestCase.Result =
                    switch finding.status {
                    case .fires: .failed("audit")
                    case .cannotTell: .skipped
                    case .ok, .watch: .passed
                    }
                return TestCase(
                    name: AuditFigures(finding: finding).title, result: result,
                    sentence: finding.sentence)
            }
    }

    private static func counts(_ tests: [TestCase]) -> String {
        let failures = tests.count { $0.result.isFailed }
        let skipped = tests.count { $0.result.isSkipped }
        return
            "tests=\"\(tests.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\""
    }

    private static func element(_ test: TestCase, _ feature: String) -> [String] {
        let sentence = XMLText.escaped(test.sentence)
        let body =
            switch test.result {
            case .passed: "<system-out>\(sentence)</system-out>"
            case .failed(let kind): "<failure message=\"\(sentence)\" type=\"\(kind)\"/>"
            case .skipped: "<skipped message=\"\(sentence)\"/>"
            }
        return [
            "    <testcase name=\"\(XMLText.escaped(test.name))\" "
                + "classname=\"\(XMLText.escaped(feature))\">",
            "      " + body, "    </testcase>",
        ]
    }
}
