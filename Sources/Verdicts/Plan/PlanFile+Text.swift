import Decisions
import Evidence
import JSONCodec

extension PlanFile {
    /// Returns the file that reads back as `plan`.
    package static func text(of plan: Plan) -> String {
        var lines = [
            "# Fixed before looking: a change begins a new line of evidence, with less to spend.",
            "frozen_at: \(plan.frozenAt.description)", "line: \(plan.line)",
            "alpha: \(plan.alpha)", "looks: any        # limits hold however often somebody looks",
            "unit: \(plan.unit.rawValue)", outcome(plan.outcome),
        ]
        lines += economics(plan.economics)
        lines.append("claims:")
        lines += plan.claims.map { claim in
            "  - { question: \(quoted(claim.question)), path: \(quoted(claim.path)), "
                + "challenger: \(claim.challenger.rawValue), alpha: \(claim.alpha), "
                + "effect: \(claim.effect), deviation: \(claim.deviation) }"
        }
        lines.append("slices: [\(plan.slices.map(quoted).joined(separator: ", "))]")
        lines.append("caps:")
        lines += plan.caps.map(caps)
        if !plan.thresholds.isEmpty { lines.append("thresholds:") }
        lines += plan.thresholds.sorted { $0.key < $1.key }.map {
            "  \(quoted($0.key)): \($0.value)"
        }
        if plan.leastInclusion < 1 { lines.append("least_inclusion: \(plan.leastInclusion)") }
        lines.append("versions:")
        lines += plan.versions.map { "  \(quoted($0.path)): \(quoted($0.version.description))" }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func outcome(_ outcome: OutcomeDefinition) -> String {
        "outcome: { depends_on_answer: \(outcome.dependsOnAnswer.rawValue), "
            + "matures_after: \(outcome.maturesAfter.inSeconds)s, "
            + "effective: \(outcome.effective.rawValue), open: worst-case"
            + (outcome.labels.disagreements < 1
                ? ", labels: { disagreements: \(outcome.labels.disagreements) } }" : " }")
    }

    private static func economics(_ economics: Economics) -> [String] {
        var lines = [
            "economics:", "  correct: \(economics.correct)",
            "  wrong:", "    default: \(economics.wrongDefault)",
        ]
        let pairs = economics.wrongPairs.map { ("\($0.key.truth)->\($0.key.answer)", $0.value) }
        lines += pairs.sorted { $0.0 < $1.0 }.map { "    \(quoted($0.0)): \($0.1)" }
        lines += [
            "  abstain: \(economics.abstain)", "  fail: \(economics.fail)",
            "  per_second: \(economics.perSecond)", "  worth_having: \(economics.worthHaving)",
        ]
        if let cases = economics.casesPerYear { lines.append("  cases_per_year: \(cases)") }
        lines += perPath("build_once", economics.buildOnce)
        lines += perPath("upkeep_per_month", economics.upkeepPerMonth)
        return lines
    }

    private static func perPath(_ key: String, _ values: [String: Double]) -> [String] {
        guard !values.isEmpty else { return [] }
        let pairs = values.sorted { $0.key < $1.key }.map { "\(quoted($0.key)): \($0.value)" }
        return ["  \(key): { \(pairs.joined(separator: ", ")) }"]
    }

    private static func caps(_ caps: Plan.Caps) -> String {
        var parts = ["seconds: \(caps.seconds)"]
        if let tokens = caps.inputTokens { parts.append("input_tokens: \(tokens)") }
        if let tokens = caps.outputTokens { parts.append("output_tokens: \(tokens)") }
        if let price = caps.price { parts.append("usd_per_call: \(price)") }
        return "  \(quoted(caps.path)): { \(parts.joined(separator: ", ")) }"
    }

    /// A name as a YAML text that no reader takes for anything else: JSON's is one.
    private static func quoted(_ name: String) -> String {
        var writer = JSONWriter(reserving: name.utf8.count + 2)
        writer.string(name)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
