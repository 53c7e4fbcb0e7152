package import Advisor

/// A launch plan as a Markdown document, to be kept beside the features.
package struct LaunchPlanMarkdown {
    private let plan: LaunchPlan
    private let report: LaunchReport

    package init(_ plan: LaunchPlan) {
        self.plan = plan
        report = LaunchReport(plan)
    }

    package var text: String {
        let parts =
            [
                "# \(escaped(report.sentences.headline))",
                "*\(report.subtitle)*",
            ] + report.sentences.lead.map(escaped) + order + ladder + held + sureness + trust
            + answers
            + [sources]
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var order: [String] {
        guard !plan.steps.isEmpty else { return [] }
        return [
            "## \(escaped(report.pictureTitle))",
            table(LaunchReport.figureColumns, report.figureRows),
            "Figures: \(marks([.answers, .anchors, .formulas, .draws])). Ranges hold 90% of the draws.",
        ]
            + plan.steps.enumerated().map { index, step in
                let sentences =
                    [
                        report.sentences.waits(step), report.sentences.fallback(step),
                        report.sentences.measured(step), report.sentences.exposure(step),
                        report.sentences.next(step),
                    ].compactMap(\.self) + report.sentences.doubts(step)
                return "\(index + 1). **\(escaped(step.candidate.name))**: "
                    + sentences.map(escaped).joined(separator: " ")
            }
    }

    private var ladder: [String] {
        guard !plan.steps.isEmpty else { return [] }
        let rows = plan.steps.enumerated().map { index, step in
            let rungs = LaunchLadder(step, in: plan).rungs.map {
                "\($0.isReachable ? "" : "(locked) ")\($0.title): \($0.condition)"
            }
            return "\(index + 1). **\(escaped(step.candidate.name))**\n"
                + rungs.map { "   - \(escaped($0))" }.joined(separator: "\n")
        }
        return [
            "## \(report.ladderTitle)", rows.joined(separator: "\n"),
            "Criteria: \(marks([.bound])); what begins: \(marks([.formulas, .order])).",
        ]
    }

    private var held: [String] {
        guard !report.held.isEmpty else { return [] }
        return ["## \(escaped(report.heldTitle))"]
            + report.held.map { step in
                "**\(escaped(step.candidate.name))**: "
                    + report.sentences.holds(step).map(escaped).joined(separator: " ")
            }
    }

    private var sureness: [String] {
        guard !plan.steps.isEmpty else { return [] }
        let rows = report.information.map {
            [
                $0.feature, $0.item.ask, "\($0.item.effort.rawValue): \($0.item.findOut)",
                LaunchSentences.percent($0.changesFirst), LaunchSentences.percent($0.changesOrder),
            ]
        }
        return ["## \(escaped(report.sureTitle))"]
            + (rows.isEmpty
                ? []
                : [
                    table(
                        [
                            "feature", "question", "how to find out", "another first",
                            "another order",
                        ], rows), "Draws: \(marks([.draws])).",
                ])
    }

    private var trust: [String] {
        guard let trust = report.trust else { return [] }
        let flips = trust.flips.map { "- \(escaped($0))" }.joined(separator: "\n")
        return [
            "## \(escaped(trust.headline))",
            table(TrustSentences.columns, trust.rows),
            "### \(trust.flipsHeadline)", flips,
        ].filter { !$0.isEmpty } + TrustSentences.method.map(escaped) + [
            table(
                ["assumption", "value", "searched", "means", "source"],
                LaunchAssumption.allCases.map { row($0) })
        ]
    }

    private func row(_ assumption: LaunchAssumption) -> [String] {
        let range = assumption.range
        return [
            "`\(assumption.rawValue)`",
            TrustSentences.value(plan.assumptions[assumption], assumption),
            "\(TrustSentences.value(range.lowerBound, assumption)) to "
                + TrustSentences.value(range.upperBound, assumption),
            assumption.means, assumption.source,
        ]
    }

    private var answers: [String] {
        guard !plan.steps.isEmpty else { return [] }
        return ["## Answers"]
            + plan.steps.flatMap { step in
                [
                    "### \(escaped(step.candidate.name))",
                    table(
                        ["item", "question", "answer", "amount", "said by"],
                        report.answers(step).map {
                            ["`\($0.item)`", $0.ask, $0.said, $0.amount, $0.by]
                        }),
                ]
            }
    }

    private var sources: String {
        "## Sources\n\n"
            + PlanSource.allCases.map { source in
                "\(source.number). \(escaped(source.says))" + (source.link.map { " <\($0)>" } ?? "")
            }.joined(separator: "\n")
    }

    private func marks(_ sources: [PlanSource]) -> String {
        (sources.count == 1 ? "source " : "sources ")
            + LaunchSentences.list(sources.map { "\($0.number)" })
    }

    private func table(_ header: [String], _ rows: [[String]]) -> String {
        ([header, header.map { _ in "---" }] + rows)
            .map { "| " + $0.map(escaped).joined(separator: " | ") + " |" }
            .joined(separator: "\n")
    }

    /// Names and notes are others': nothing in them is markup.
    private func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("&", with: "&amp;")
            .replacing("<", with: "&lt;").replacing("|", with: "\\|").replacing("[", with: "\\[")
            .replacing("*", with: "\\*").replacing("\n", with: " ").replacing("\r", with: " ")
    }
}
