import JSONCodec
package import RuleEngine

/// What the rules do on recorded cases, for people and for programs.
package struct CoverageText: Sendable {
    private let traffic: String
    private let cases: Int
    private let questions: [RuleCoverage]
    /// Columns of the screen.
    private let width: Int
    private static let mostValues = 12

    package init(traffic: String, cases: Int, _ questions: [RuleCoverage], width: Int) {
        self.traffic = traffic
        self.cases = cases
        self.questions = questions
        self.width = width
    }
}

extension CoverageText: CustomStringConvertible {
    package var description: String {
        let head = "\(NumberText.counted(cases, "case")) of \(traffic)"
        return ([head] + questions.flatMap { [""] + lines($0) }).joined(separator: "\n")
    }

    private func lines(_ coverage: RuleCoverage) -> [String] {
        var table = TableText(
            [coverage.question, "fired", "decided", "shadowed", "failed", ""],
            alignments: [.left, .right, .right, .right, .right, .left])
        for row in coverage.rows {
            table.append([
                row.id, NumberText.count(row.fired), NumberText.count(row.decided),
                coverage.hasOneWinner ? NumberText.count(row.shadowed) : "–",
                NumberText.count(row.failed), Self.remark(row),
            ])
        }
        if coverage.byNoRule > 0 {
            table.append(["(no rule)", "", NumberText.count(coverage.byNoRule)])
        }
        return table.lines(width: width) + Self.summary(coverage) + Self.slices(coverage)
    }

    private static func remark(_ row: RuleCoverage.Row) -> String {
        if row.fired == 0 { return row.failed == 0 ? "never fired" : "" }
        guard row.shadowed > 0 else { return "" }
        let leading = row.shadowedBy.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
        let names = leading.map { "`\($0.key)` \(NumberText.count($0.value))" }
        return (row.decided == 0 ? "never decided; " : "") + "by " + names.joined(separator: ", ")
    }

    private static func summary(_ coverage: RuleCoverage) -> [String] {
        var parts = ["abstained in \(share(coverage.abstained, of: coverage.cases))"]
        if coverage.failed > 0 {
            let ambiguous =
                coverage.ambiguous > 0
                ? ", \(NumberText.count(coverage.ambiguous)) of them ambiguous" : ""
            parts.append("failed in \(share(coverage.failed, of: coverage.cases))\(ambiguous)")
        }
        return ["  " + parts.joined(separator: "; ")]
    }

    private static func slices(_ coverage: RuleCoverage) -> [String] {
        guard coverage.abstained > 0 else { return [] }
        return coverage.slices.sorted { $0.key < $1.key }.map { field, values in
            let ordered = values.filter { $0.value.abstained > 0 }.sorted {
                ($1.value.abstained, $0.key) < ($0.value.abstained, $1.key)
            }
            let shown = ordered.prefix(mostValues).map { value, slice in
                "\(value) \(share(slice.abstained, of: slice.cases))"
            }
            let more = ordered.count > mostValues ? ", …" : ""
            return "  abstained by \(field): \(shown.joined(separator: ", "))\(more)"
        }
    }

    private static func share(_ part: Int, of whole: Int) -> String {
        let percent = NumberText.percent(whole > 0 ? Double(part) / Double(whole) : 0)
        return "\(NumberText.count(part)) of \(NumberText.count(whole)) (\(percent))"
    }
}

extension CoverageText {
    var jsonValue: JSONValue {
        [
            "traffic": .string(traffic), "cases": .int(Int64(cases)),
            "questions": .array(questions.map(Self.json)),
        ]
    }

    private static func json(_ coverage: RuleCoverage) -> JSONValue {
        [
            "question": .string(coverage.question), "cases": .int(Int64(coverage.cases)),
            "by_no_rule": .int(Int64(coverage.byNoRule)),
            "abstained": .int(Int64(coverage.abstained)),
            "failed": .int(Int64(coverage.failed)),
            "ambiguous": .int(Int64(coverage.ambiguous)),
            "never_fired": .array(coverage.neverFired.map { .string($0) }),
            "rules": .array(
                coverage.rows.map { row in
                    [
                        "rule": .string(row.id), "fired": .int(Int64(row.fired)),
                        "decided": .int(Int64(row.decided)),
                        "shadowed": .int(Int64(row.shadowed)),
                        "shadowed_by": counts(row.shadowedBy) { .int(Int64($0)) },
                        "failed": .int(Int64(row.failed)),
                    ]
                }),
            "slices": counts(coverage.slices) { values in
                counts(values) {
                    ["cases": .int(Int64($0.cases)), "abstained": .int(Int64($0.abstained))]
                }
            },
        ]
    }

    private static func counts<Value>(
        _ values: [String: Value], _ json: (Value) -> JSONValue
    ) -> JSONValue {
        var object = JSONObject()
        for (key, value) in values.sorted(by: { $0.key < $1.key }) { object[key] = json(value) }
        return .object(object)
    }
}
