package import Audits

/// Findings as Markdown, for a merge request or a page of a wiki.
package struct AuditMarkdown {
    private let report: AuditReport

    package init(_ report: AuditReport) {
        self.report = report
    }

    /// The whole text, with a newline at its end.
    package var text: String {
        var lines = ["# Audits of \(Self.escaped(report.feature))", ""]
        lines += ["| Audit | Status | Found |", "|---|---|---|"]
        for finding in report.findings {
            let title = AuditFigures(finding: finding).title
            let cells = [title, finding.status.rawValue, finding.sentence].map(Self.escaped)
            lines.append("| " + cells.joined(separator: " | ") + " |")
        }
        for finding in report.findings { lines += section(finding) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ finding: AuditFinding) -> [String] {
        let figures = AuditFigures(finding: finding)
        return ["", "## \(Self.escaped(figures.title))", ""]
            + figures.facts.map { "- **\(Self.escaped($0.label))**: \(Self.escaped($0.text))" }
    }

    /// Returns `text` on one line, with nothing that Markdown or HTML would take for its own but
    /// backticks.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in TerminalText.escaped(text).unicodeScalars {
            switch scalar {
            case "|", "*", "_", "[", "]", "\\", "#":
                escaped.unicodeScalars.append("\\")
                escaped.unicodeScalars.append(scalar)
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "\n", "\t", "\r": escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
