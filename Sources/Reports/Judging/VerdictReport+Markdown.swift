import Decisions
import Verdicts

extension VerdictReport {
    /// As a Markdown document, to be kept beside the feature.
    package var markdown: String {
        var parts = ["# \(Self.escaped(title))"]
        if isOfMany { parts.append(overview) }
        parts += verdicts.flatMap(section)
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var overview: String {
        let rows = verdicts.map { verdict in
            [
                verdict.feature, verdict.question.name, verdict.decision.rawValue,
                NumberText.count(verdict.counts.outcomes),
                VerdictCautions(verdict).voiding.isEmpty ? "" : "in doubt",
            ]
        }
        let header = ["feature", "question", "verdict", "outcomes", "evidence"]
        return ([header, header.map { _ in "---" }] + rows)
            .map { "| " + $0.map(Self.escaped).joined(separator: " | ") + " |" }
            .joined(separator: "\n")
    }

    private func section(_ verdict: Verdict) -> [String] {
        let cautions = VerdictCautions(verdict)
        let title = Self.escaped(VerdictSentences(verdict).title)
        let economics = EconomicsSentences(verdict).all
        return (isOfMany ? ["## \(title)"] : [])
            + ["*\(Self.escaped(Self.subtitle(verdict)))*"]
            + cautions.voiding.map { "> **Stop:** \(Self.escaped($0))" }
            + cautions.bending.map { "> Note: \(Self.escaped($0))" }
            + Self.sentences(verdict).map { "**\($0.heading).** \(Self.escaped($0.text))" }
            + (economics.isEmpty
                ? [] : [economics.map { "- \(Self.escaped($0))" }.joined(separator: "\n")])
            + ["```text\n\(Self.details(verdict).replacing("```", with: "'''"))\n```"]
    }

    /// A run of backticks would open a block of code.
    private static func escaped(_ text: String) -> String {
        AuditMarkdown.escaped(text.replacing("```", with: "'''"))
    }
}
