import Diagnostics
import RuleEngine

extension CheckReport {
    /// The check as JUnit's XML, which Jenkins, GitLab and others read.
    ///
    /// Two suites: every file, which fails where it has errors, and every test of the rules. Warnings
    /// and rules without a test stand in `system-out`.
    package var junit: String {
        var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
        let files = files.map(fileCase)
        let tests = tests.map { $0.results.map(testCase) }
        let failures = (files + (tests ?? [])).count { $0.hasFailed }
        lines.append(
            "<testsuites name=\"assay check\" tests=\"\(files.count + (tests?.count ?? 0))\" "
                + "failures=\"\(failures)\" errors=\"0\">")
        lines += suite("\(feature): files", files, output: [])
        if let tests {
            let uncovered = self.tests?.uncoveredRules.map { "without a test: \($0.rule)" } ?? []
            lines += suite("\(feature): rule tests", tests, output: uncovered)
        }
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }

    private struct TestCase {
        var name: String
        var file: String
        var failures: [Diagnostic]
        var output: [String]

        var hasFailed: Bool { !failures.isEmpty }
    }

    private func fileCase(_ file: String) -> TestCase {
        let found = diagnostics.filter { $0.file == file }
        return TestCase(
            name: file, file: file, failures: found.filter { $0.severity == .error },
            output: found.filter { $0.severity == .warning }.map(\.description))
    }

    private func testCase(_ result: RuleTestResult) -> TestCase {
        TestCase(
            name: result.test.name, file: testFile, failures: result.failures,
            output: result.test.because.map { ["because: \($0)"] } ?? [])
    }

    private var testFile: String {
        files.first { $0.hasSuffix("rules.test.yaml") } ?? "rules.test.yaml"
    }

    private func suite(_ name: String, _ cases: [TestCase], output: [String]) -> [String] {
        let failed = cases.count { $0.hasFailed }
        var lines = [
            "  <testsuite name=\"\(xml(name))\" tests=\"\(cases.count)\" failures=\"\(failed)\" "
                + "errors=\"0\" skipped=\"0\">"
        ]
        lines += cases.flatMap(element)
        if !output.isEmpty { lines.append("    " + text("system-out", output)) }
        return lines + ["  </testsuite>"]
    }

    private func element(_ entry: TestCase) -> [String] {
        let head =
            "    <testcase name=\"\(xml(entry.name))\" classname=\"\(xml(feature))\" "
            + "file=\"\(xml(entry.file))\""
        guard entry.hasFailed || !entry.output.isEmpty else { return [head + "/>"] }
        var lines = [head + ">"]
        // Readers expect one failure a case.
        if let first = entry.failures.first {
            let all = entry.failures.map(\.description).joined(separator: "\n")
            lines.append(
                "      <failure message=\"\(xml(first.summary))\" type=\"error\">\(xml(all))</failure>"
            )
        }
        if !entry.output.isEmpty { lines.append("      " + text("system-out", entry.output)) }
        return lines + ["    </testcase>"]
    }

    private func text(_ element: String, _ lines: [String]) -> String {
        "<\(element)>\(xml(lines.joined(separator: "\n")))</\(element)>"
    }

    private func xml(_ text: String) -> String { XMLText.escaped(text) }
}
