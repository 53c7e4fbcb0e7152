import Decisions
import JSONCodec
package import RuleEngine

/// Which cases change their answer with a change of rules, for people and for programs.
package struct ComparisonText {
    private let old: String
    private let new: String
    private let traffic: String
    private let cases: Int
    private let comparisons: [RuleComparison]

    package init(
        old: String, new: String, traffic: String, cases: Int, _ comparisons: [RuleComparison]
    ) {
        self.old = old
        self.new = new
        self.traffic = traffic
        self.cases = cases
        self.comparisons = comparisons
    }
}

extension ComparisonText: CustomStringConvertible {
    package var description: String {
        var lines = ["\(old) → \(new), \(NumberText.counted(cases, "case")) of \(traffic)"]
        for comparison in comparisons { lines += [""] + Self.lines(comparison) }
        return lines.joined(separator: "\n")
    }

    private static func lines(_ comparison: RuleComparison) -> [String] {
        var lines = [head(comparison)]
        if comparison.outcomes > 0 { lines += [outcomes(comparison)] + costs(comparison) }
        lines += undecided(comparison)
        for (change, changed) in ordered(comparison) {
            let total = NumberText.count(changed.cases)
            var line = "  \(text(change.old)) → \(text(change.new)): \(total)"
            if changed.outcomes > 0 {
                line += "; right \(NumberText.count(changed.broken)) → "
                line +=
                    "\(NumberText.count(changed.mended)) of \(NumberText.count(changed.outcomes))"
            }
            lines.append(line)
            lines += changed.examples.flatMap(example)
        }
        return lines
    }

    private static func head(_ comparison: RuleComparison) -> String {
        let name = comparison.new.question.name
        let others =
            comparison.otherRule == 0
            ? "" : "; \(NumberText.count(comparison.otherRule)) get the same by another rule"
        guard comparison.changed > 0 else { return "\(name): no case changes its answer" + others }
        let share = Double(comparison.changed) / Double(max(1, comparison.cases))
        let verb = comparison.changed == 1 ? "case changes its" : "cases change their"
        return "\(name): \(NumberText.count(comparison.changed)) \(verb) answer "
            + "(\(NumberText.percent(share)))" + others
    }

    private static func outcomes(_ comparison: RuleComparison) -> String {
        "  right: \(NumberText.count(comparison.oldRight)) → "
            + "\(NumberText.count(comparison.newRight)) of "
            + "\(NumberText.count(comparison.outcomes)) with a known outcome; "
            + "\(NumberText.count(comparison.mended)) mended, "
            + "\(NumberText.count(comparison.broken)) broken"
    }

    private static func costs(_ comparison: RuleComparison) -> [String] {
        guard comparison.economics != nil else { return [] }
        let outcomes = Double(comparison.outcomes)
        return [
            "  cost of a case with a known outcome: \(NumberText.money(comparison.oldCost / outcomes))"
                + " → \(NumberText.money(comparison.newCost / outcomes))"
        ]
    }

    private static func undecided(_ comparison: RuleComparison) -> [String] {
        var lines: [String] = []
        if comparison.oldAbstained + comparison.newAbstained > 0 {
            lines.append(
                "  abstained: \(NumberText.count(comparison.oldAbstained)) → "
                    + NumberText.count(comparison.newAbstained))
        }
        if comparison.oldFailed + comparison.newFailed > 0 {
            lines.append(
                "  failed: \(NumberText.count(comparison.oldFailed)) → "
                    + NumberText.count(comparison.newFailed))
        }
        return lines
    }

    private static func example(_ example: RuleComparison.Example) -> [String] {
        let truth = example.truth.map { ", in truth \($0)" } ?? ""
        return [
            "    case \(example.caseID)\(truth)", "      then \(example.old.brief)",
            "      now  \(example.new.brief)",
        ]
    }

    /// The most frequent first.
    private static func ordered(
        _ comparison: RuleComparison
    ) -> [(RuleComparison.Change, RuleComparison.Changed)] {
        comparison.changes.sorted {
            ($1.value.cases, text($0.key.old), text($0.key.new))
                < ($0.value.cases, text($1.key.old), text($1.key.new))
        }.map { ($0.key, $0.value) }
    }

    private static func text(_ result: RuleComparison.Result) -> String {
        switch result {
        case .option(let value): value.description
        case .abstained: "(abstained)"
        case .failed: "(failed)"
        }
    }
}

extension ComparisonText {
    /// One object, `assay.diff/1`, on one line.
    package var json: String {
        let object: JSONValue = [
            "schema": "assay.diff/1", "old": .string(old), "new": .string(new),
            "traffic": .string(traffic), "cases": .int(Int64(cases)),
            "questions": .array(comparisons.map(Self.json)),
        ]
        return String(decoding: object.json, as: UTF8.self)
    }

    private static func json(_ comparison: RuleComparison) -> JSONValue {
        [
            "question": .string(comparison.new.question.name),
            "cases": .int(Int64(comparison.cases)),
            "changed": .int(Int64(comparison.changed)),
            "same_by_another_rule": .int(Int64(comparison.otherRule)),
            "outcomes": .int(Int64(comparison.outcomes)),
            "mended": .int(Int64(comparison.mended)), "broken": .int(Int64(comparison.broken)),
            "old": [
                "right": .int(Int64(comparison.oldRight)),
                "cost_usd": json(cost: comparison.oldCost, comparison),
                "abstained": .int(Int64(comparison.oldAbstained)),
                "failed": .int(Int64(comparison.oldFailed)),
            ],
            "new": [
                "right": .int(Int64(comparison.newRight)),
                "cost_usd": json(cost: comparison.newCost, comparison),
                "abstained": .int(Int64(comparison.newAbstained)),
                "failed": .int(Int64(comparison.newFailed)),
            ],
            "changes": .array(
                ordered(comparison).map { change, changed in
                    [
                        "old": json(change.old), "new": json(change.new),
                        "cases": .int(Int64(changed.cases)),
                        "outcomes": .int(Int64(changed.outcomes)),
                        "mended": .int(Int64(changed.mended)),
                        "broken": .int(Int64(changed.broken)),
                        "examples": .array(changed.examples.map(json)),
                    ]
                }),
        ]
    }

    /// The cost of all cases with a known outcome; null without economics.
    private static func json(cost: Double, _ comparison: RuleComparison) -> JSONValue {
        comparison.economics == nil ? .null : .doubleOrNull(cost)
    }

    /// The value with its status, so that an option named `abstained` stays one.
    private static func json(_ result: RuleComparison.Result) -> JSONValue {
        switch result {
        case .option(let value): ["status": "answered", "value": json(value)]
        case .abstained: ["status": "abstained", "value": .null]
        case .failed: ["status": "failed", "value": .null]
        }
    }

    private static func json(_ value: OptionValue) -> JSONValue {
        switch value {
        case .text(let text): .string(text)
        case .flag(let flag): .bool(flag)
        }
    }

    private static func json(_ example: RuleComparison.Example) -> JSONValue {
        [
            "case_id": .string(example.caseID), "outcome": example.truth.map(json) ?? .null,
            "old": example.old.jsonValue, "new": example.new.jsonValue,
        ]
    }
}
