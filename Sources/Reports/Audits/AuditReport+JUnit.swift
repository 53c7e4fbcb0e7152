package import Audits

extension AuditReport {
    /// The findings as JUnit's XML: an audit that fires is a failure, one that cannot tell is
    /// skipped.
    package var junit: String {
        let failures = findings.count { $0.status == .fires }
        let skipped = findings.count { $0.status == .cannotTell }
        let counts = "tests=\"\(findings.count)\" failures=\"\(failures)\" errors=\"0\""
        var lines = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            "<testsuites name=\"assay audit\" \(counts)>",
            "  <testsuite name=\"\(XMLText.escaped(feature)): audits\" \(counts) "
                + "skipped=\"\(skipped)\">",
        ]
        lines += findings.flatMap(element)
        return (lines + ["  </testsuite>", "</testsuites>"]).joined(separator: "\n") + "\n"
    }

    private func element(_ finding: AuditFinding) -> [String] {
        let title = XMLText.escaped(AuditFigures(finding: finding).title)
        let head =
            "    <testcase name=\"\(title)\" classname=\"\(XMLText.escaped(feature))\""
        let sentence = XMLText.escaped(finding.sentence)
        let facts = AuditFigures(finding: finding).facts.map { "\($0.label): \($0.text)" }
        let all = XMLText.escaped(facts.joined(separator: "\n"))
        let body =
            switch finding.status {
            case .fires: "<failure message=\"\(sentence)\" type=\"audit\">\(all)</failure>"
            case .cannotTell: "<skipped message=\"\(sentence)\"/>"
            case .ok, .watch: "<system-out>\(sentence)&#10;\(all)</system-out>"
            }
        return [head + ">", "      " + body, "    </testcase>"]
    }
}
