package import Audits
import Statistics

/// How often audits fire where the answer is known, as a table.
package struct AuditStudyText {
    private let rows: [AuditStudy.Row]
    private let width: Int

    package init(_ rows: [AuditStudy.Row], width: Int) {
        self.rows = rows
        self.width = width
    }

    package var text: String {
        var table = TableText(
            ["audit", "planted", "scenario", "fires", "95 % interval", "watch", "cannot tell"],
            alignments: [.left, .left, .left, .right, .right, .right, .right])
        for row in rows {
            let interval = row.rate.interval
            table.append([
                row.audit.rawValue, Self.name(row.kind), row.description,
                NumberText.tablePercent(row.rate.value),
                "\(NumberText.tablePercent(interval.lower)) to "
                    + NumberText.tablePercent(interval.upper),
                share(row.watches, row), share(row.cannotTell, row),
            ])
        }
        return table.lines(width: width).joined(separator: "\n")
    }

    private func share(_ count: Int, _ row: AuditStudy.Row) -> String {
        NumberText.tablePercent(Double(count) / Double(row.seeds))
    }

    private static func name(_ kind: AuditScenario.Kind) -> String {
        switch kind {
        case .fault(let strength): "fault, \(strength.rawValue)"
        case .noFault: "nothing"
        case .lookAlike: "look-alike"
        }
    }
}
