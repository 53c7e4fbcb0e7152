package import Audits
import JSONCodec
import Statistics

/// How often audits fire where the answer is known, as a table.
package struct AuditStudyText {
    private let rows: [AuditStudy.Row]
    private let years: HealthyYears
    private let width: Int

    package init(_ rows: [AuditStudy.Row], _ years: HealthyYears, width: Int) {
        self.rows = rows
        self.years = years
        self.width = width
    }

    package var text: String {
        [scenarios, healthy].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var scenarios: String {
        var table = TableText(
            ["audit", "planted", "scenario", "fires", "95 % interval", "watch", "cannot tell"],
            alignments: [.left, .left, .left, .right, .right, .right, .right])
        for row in rows {
            table.append([
                row.audit.rawValue, Self.name(row.kind), row.description,
                NumberText.tablePercent(row.rate.value), Self.interval(row.rate),
                Self.share(row.watches, of: row.seeds), Self.share(row.cannotTell, of: row.seeds),
            ])
        }
        return table.isEmpty ? "" : table.lines(width: width).joined(separator: "\n")
    }

    /// What audits said of a feature that has no fault, day by day.
    private var healthy: String {
        guard years.years > 0 else { return "" }
        var table = TableText([
            "healthy", "years it fired", "95 % interval", "days ok", "watch", "cannot tell",
        ])
        table.append([
            "any voids", NumberText.tablePercent(years.voided.value), Self.interval(years.voided),
        ])
        for audit in AuditID.allCases {
            guard let row = years.rows[audit] else { continue }
            let fired = years.fired(row)
            let days = [AuditFinding.Status.ok, .watch, .cannotTell].map {
                Self.share(row.days[$0, default: 0], of: years.years * HealthyYears.days)
            }
            table.append(
                [audit.rawValue, NumberText.tablePercent(fired.value), Self.interval(fired)] + days)
        }
        let head =
            "A healthy feature of 5 slices, \(HealthyYears.days) daily runs of all audits, "
            + "\(NumberText.count(years.years)) simulated years:"
        return ([head, ""] + table.lines(width: width)).joined(separator: "\n")
    }

    /// One object of the schema `assay.audit-study/1`; rates are shares, with exact intervals of 95 %.
    package var json: String { object.description }

    private var object: JSONValue {
        let found = years.rows.sorted { $0.key.rawValue < $1.key.rawValue }
        return [
            "schema": "assay.audit-study/1",
            "scenarios": .array(
                rows.map { row in
                    [
                        "audit": .string(row.audit.rawValue),
                        "planted": .string(Self.name(row.kind)),
                        "description": .string(row.description), "seeds": .int(Int64(row.seeds)),
                        "fires": .int(Int64(row.fires)), "watch": .int(Int64(row.watches)),
                        "cannot_tell": .int(Int64(row.cannotTell)), "rate": Self.json(row.rate),
                    ]
                }),
            "healthy": [
                "years": .int(Int64(years.years)), "days": .int(Int64(HealthyYears.days)),
                "voided": .int(Int64(years.voidedYears)), "rate": Self.json(years.voided),
                "audits": .array(
                    found.map { audit, row in
                        [
                            "audit": .string(audit.rawValue),
                            "fired_years": .int(Int64(row.firedYears)),
                            "days": .object(Self.days(row)),
                        ]
                    }),
            ],
        ]
    }

    /// By status, the days of all years.
    private static func days(_ row: HealthyYears.Row) -> JSONObject {
        AuditFinding.Status.allCases.reduce(into: JSONObject()) {
            $0[$1.rawValue] = .int(Int64(row.days[$1, default: 0]))
        }
    }

    private static func json(_ rate: Estimate) -> JSONValue {
        [
            "value": .double(rate.value), "low": .double(rate.interval.lower),
            "high": .double(rate.interval.upper),
        ]
    }

    private static func interval(_ rate: Estimate) -> String {
        "\(NumberText.tablePercent(rate.interval.lower)) to "
            + NumberText.tablePercent(rate.interval.upper)
    }

    private static func share(_ count: Int, of total: Int) -> String {
        NumberText.tablePercent(Double(count) / Double(total))
    }

    private static func name(_ kind: AuditScenario.Kind) -> String {
        switch kind {
        case .fault(let strength): "fault, \(strength.rawValue)"
        case .noFault: "nothing"
        case .lookAlike: "look-alike"
        }
    }
}
