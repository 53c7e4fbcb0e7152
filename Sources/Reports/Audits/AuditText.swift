package import Audits

/// Findings for the terminal: a line each, and below what stands out all that is known of it.
package struct AuditText {
    private let report: AuditReport
    private let isDetailed: Bool
    private let style: ANSIStyle
    private let width: Int

    package init(
        _ report: AuditReport, isDetailed: Bool = false, isColored: Bool = false, width: Int = 100
    ) {
        self.report = report
        self.isDetailed = isDetailed
        style = ANSIStyle(isColored: isColored)
        self.width = max(40, min(width, VerdictText.proseWidth))
    }

    /// The whole text, with a newline at its end.
    package var text: String {
        let head = "\(report.feature): \(summary)"
        return ([style.bold(head)] + report.findings.flatMap(lines)).joined(separator: "\n") + "\n"
    }

    private var summary: String {
        AuditFinding.Status.allCases.reversed().compactMap { status in
            let count = report.findings.count { $0.status == status }
            return count > 0 ? "\(count) \(status.rawValue)" : nil
        }.joined(separator: ", ")
    }

    private func lines(_ finding: AuditFinding) -> [String] {
        let figures = AuditFigures(finding: finding)
        let head = "\(figures.title): \(finding.status.rawValue)"
        let body = LabelledText.wrap(finding.sentence, width: width - 2).map { "  " + $0 }
        let known = figures.facts + past(finding)
        let column = LabelledText(labelWidth: labelWidth(known), width: width - 2)
        let facts = known.flatMap { column.lines($0.label, $0.text) }
        let detail = isDetailed ? parts(finding) : []
        return ["", dressed(head, finding.status)] + body + facts.map { "  " + $0 } + detail
    }

    /// What earlier runs said: the newest change, or in detail all of them.
    private func past(_ finding: AuditFinding) -> [(label: String, text: String)] {
        guard let curve = report.history(of: finding).map(AuditCurve.init) else { return [] }
        let line = curve.sparkline.map { [("last weeks, by run", $0)] } ?? []
        return line + curve.changes.suffix(isDetailed ? .max : 1).map { ("changed", $0) }
    }

    private func labelWidth(_ facts: [(label: String, text: String)]) -> Int {
        2 + (facts.map(\.label.count).max() ?? 0)
    }

    private func dressed(_ text: String, _ status: AuditFinding.Status) -> String {
        switch status {
        case .ok: style.green(text)
        case .fires, .watch: style.yellow(text)
        case .cannotTell: style.bold(text)
        }
    }

    private func parts(_ finding: AuditFinding) -> [String] {
        var lines: [String] = []
        for (heading, parts) in [("part", finding.parts), ("window", finding.windows)]
        where !parts.isEmpty {
            var table = TableText([heading, "status", "n", "figure"])
            for part in parts {
                let figure =
                    part.estimate == nil ? "" : AuditFigures.figure(part.estimate, part.interval)
                table.append([
                    part.name, part.status.rawValue, NumberText.count(part.n),
                    [figure, part.note ?? ""].filter { !$0.isEmpty }.joined(separator: " "),
                ])
            }
            lines += [""] + table.lines(width: width - 2).map { "  " + $0 }
        }
        let assumptions = finding.assumptions.flatMap {
            LabelledText(labelWidth: 2, width: width - 2).lines("-", $0)
        }
        return lines + (assumptions.isEmpty ? [] : [""]) + assumptions.map { "  " + $0 }
    }
}
