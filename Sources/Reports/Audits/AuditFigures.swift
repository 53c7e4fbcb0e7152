import Audits
import Foundation
import Statistics

/// The figures of a finding in words, for every format.
struct AuditFigures {
    let finding: AuditFinding

    /// Such as `A7 bias between groups`, with the question where there are several.
    var title: String {
        "\(finding.id) \(finding.audit.title)" + (finding.question.map { ", \($0)" } ?? "")
    }

    /// What a reader must see beside the sentence, a label and a text each.
    var facts: [(label: String, text: String)] {
        var facts: [(String, String)] = [("n", NumberText.count(finding.n))]
        if let measure = finding.measure {
            facts.append((measure, Self.figure(finding.estimate, finding.interval)))
        }
        if let threshold = finding.threshold {
            facts.append(
                (
                    "threshold",
                    "\(Self.number(threshold.value)) (\(threshold.key); \(threshold.source))"
                ))
        }
        if let sequential = finding.sequential {
            let (logE, needed) = (sequential.logE, -log(sequential.alpha))
            facts.append(
                (
                    "e-value",
                    "\(Self.power(logE)), fires from \(Self.power(needed)): its part of the "
                        + "yearly chance of a false alarm"
                ))
        }
        facts += finding.missing.map { ("missing", "\($0.what); \($0.how)") }
        if !finding.advice.isEmpty { facts.append(("what to do", finding.advice)) }
        if !finding.voids.isEmpty {
            let claims = finding.voids.map { "`\($0.rawValue)`" }.sorted()
            facts.append(("cannot be claimed", claims.joined(separator: ", ")))
        }
        return facts
    }

    static func figure(_ estimate: Double?, _ interval: Interval?) -> String {
        guard let estimate else { return "unknown" }
        guard let interval else { return number(estimate) }
        return "\(number(estimate)) (\(number(interval.lower)) to \(number(interval.upper)))"
    }

    private static func number(_ value: Double) -> String {
        abs(value) >= 100 || value == value.rounded() && abs(value) < 1e9 && value != 0
            ? NumberText.decimal(value, decimals: 0) : NumberText.decimal(value, decimals: 3)
    }

    /// e to the power of `exponent`, however large.
    private static func power(_ exponent: Double) -> String {
        guard exponent > 13.8 else {
            return NumberText.decimal(exp(exponent), decimals: exponent > log(100) ? 0 : 1)
        }
        return "10^\(NumberText.decimal(exponent / log(10), decimals: 0))"
    }
}
