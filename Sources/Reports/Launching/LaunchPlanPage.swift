package import Advisor

/// A launch plan as one page that needs nothing else: to be sent, printed, put before a board.
package struct LaunchPlanPage {
    private let plan: LaunchPlan
    private let report: LaunchReport

    package init(_ plan: LaunchPlan) {
        self.plan = plan
        report = LaunchReport(plan)
    }

    package var html: String {
        PageTemplate.standalone(
            title: report.sentences.headline, style: PageAssets.style + Self.style,
            body: Self.template.render(values))
    }

    private var values: [String: Any?] {
        let isEmpty = plan.steps.isEmpty
        return [
            "subtitle": report.subtitle, "headline": report.sentences.headline,
            "lead": report.sentences.lead.map(PageTemplate.rich), "tiles": tiles,
            "pictureTitle": isEmpty ? nil : report.pictureTitle,
            "picture": ValueExposurePlot(steps: plan.steps, title: report.pictureTitle).svg,
            "steps": plan.steps.enumerated().map(step),
            "ladderTitle": report.ladderTitle, "ladder": plan.steps.enumerated().map(ladder),
            "heldTitle": isEmpty ? nil : report.heldTitle, "held": report.held.map(held),
            "sureTitle": PageTemplate.rich(report.sureTitle), "shares": plan.steps.map(share),
            "information": report.information.map(information),
            "hasInformation": !report.information.isEmpty,
            "trustTitle": report.trust?.headline,
            "trust": report.trust.map(trustValues),
            "columns": LaunchReport.figureColumns, "rows": report.figureRows.map { ["cells": $0] },
            "answers": plan.steps.map(answers), "sources": PlanSource.allCases.map(source),
            "assumptions": LaunchAssumption.allCases.map(assumption),
            "isFull": !isEmpty, "formulaMarks": marks([.answers, .anchors, .formulas, .draws]),
            "boundMarks": marks([.bound, .formulas]),
            "orderMarks": marks([.order, .tiers, .control]),
            "drawMarks": marks([.draws]),
            "trustMarks": marks([.order, .halfLife, .aversion, .cair]),
        ]
    }

    private var tiles: [[String: Any]] {
        guard let first = plan.steps.first, !plan.nothingMayGoFirst else { return [] }
        return [
            tile("begins with", LaunchSentences.users(first.startShare), marks([.formulas])),
            tile(
                "see a mistake in the first uses", LaunchSentences.percent(first.exposure.mean),
                marks([.formulas, first.candidate.measured == nil ? .answers : .evidence])),
            tile(
                first.startShare < 1 ? "until everybody" : "until the next tier", goal(first),
                marks([.bound])),
            tile("leads in", LaunchSentences.percent(first.first) + " of draws", marks([.draws])),
        ]
    }

    private func goal(_ step: LaunchPlan.Step) -> String {
        if step.startShare >= 1, step.candidate.tier == .assistant { return "nothing to wait for" }
        return step.promotion.map { "about " + NumberText.counted($0.cases, "case") }
            ?? "not yet in sight"
    }

    private func tile(_ label: String, _ value: String, _ marks: String) -> [String: Any] {
        ["label": label, "value": value, "marks": marks]
    }

    private func step(_ index: Int, _ step: LaunchPlan.Step) -> [String: Any] {
        let sentences = [
            report.sentences.waits(step), report.sentences.fallback(step),
            report.sentences.measured(step), report.sentences.exposure(step),
        ].compactMap(\.self)
        return [
            "number": index + 1, "name": step.candidate.name, "id": id(index),
            "sentences": sentences.map(PageTemplate.rich),
            "doubts": report.sentences.doubts(step).map(PageTemplate.rich),
            "marks": marks(step.candidate.measured == nil ? [.answers] : [.answers, .evidence]),
            "style": !step.holds.isEmpty ? "held" : index == 0 ? "first" : "second",
        ]
    }

    private func ladder(_ index: Int, _ step: LaunchPlan.Step) -> [String: Any] {
        [
            "number": index + 1, "name": step.candidate.name, "offset": min(index, 5),
            "rungs": LaunchLadder(step, in: plan).rungs.map {
                [
                    "title": $0.title, "condition": $0.condition,
                    "style": $0.condition == "now"
                        ? "now" : $0.isReachable ? "reachable" : "locked",
                    "sign": $0.condition == "now" ? "▶" : $0.isReachable ? "○" : "✕",
                ] as [String: Any]
            },
        ]
    }

    private func held(_ step: LaunchPlan.Step) -> [String: Any] {
        [
            "name": step.candidate.name,
            "sentences": report.sentences.holds(step).map(PageTemplate.rich),
            "next": PageTemplate.rich(report.sentences.next(step)),
        ]
    }

    private func share(_ step: LaunchPlan.Step) -> [String: Any] {
        [
            "name": step.candidate.name, "share": LaunchSentences.percent(step.first),
            "width": Plot.number(step.first * 100),
        ]
    }

    private func information(_ information: InformationValue) -> [String: Any] {
        [
            "feature": information.feature, "ask": information.item.ask,
            "find": "\(information.item.effort.rawValue): \(information.item.findOut)",
            "who": information.item.who,
            "first": LaunchSentences.percent(information.changesFirst),
            "order": LaunchSentences.percent(information.changesOrder),
        ]
    }

    private func trustValues(_ trust: TrustSentences) -> [String: Any] {
        [
            "values": fans(trust, \.value) { LaunchSentences.number($0) },
            "trusts": fans(trust, \.trust, within: 0...1) { LaunchSentences.percent($0) },
            "columns": TrustSentences.columns, "rows": trust.rows.map { ["cells": $0] },
            "flipsHeadline": trust.flipsHeadline, "flips": trust.flips.map(PageTemplate.rich),
            "method": TrustSentences.method.map(PageTemplate.rich),
        ]
    }

    private func fans(
        _ sentences: TrustSentences,
        _ fan: KeyPath<TrustComparison.Result, TrustComparison.Fan>,
        within fixed: ClosedRange<Double>? = nil, _ text: @escaping (Double) -> String
    ) -> [[String: Any]] {
        let all = sentences.trust.results.flatMap { $0[keyPath: fan].quantiles.joined() }
        let low = min(0, all.min() ?? 0)
        let bounds = fixed ?? (low < 0 ? -Plot.roundedUp(-low) : 0)...Plot.roundedUp(all.max() ?? 1)
        let recommended = sentences.trust.result(.recommended)?[keyPath: fan].quantiles[2]
        return sentences.trust.results.map { result in
            let title = TrustSentences.name(result.order)
            let isRecommended = result.order == .recommended
            return [
                "title": title.prefix(1).uppercased() + title.dropFirst(),
                "features": result.features.joined(separator: " → "),
                "svg": TrustFanPlot(
                    fan: result[keyPath: fan], reference: isRecommended ? nil : recommended,
                    bounds: bounds, style: isRecommended ? "first" : "second", title: title,
                    text: text
                ).svg,
            ]
        }
    }

    private func answers(_ step: LaunchPlan.Step) -> [String: Any] {
        let index = plan.steps.firstIndex { $0.candidate.name == step.candidate.name } ?? 0
        return [
            "name": step.candidate.name, "id": id(index),
            "rows": report.answers(step).map {
                ["ask": $0.ask, "said": $0.said, "amount": $0.amount, "by": $0.by]
            },
        ]
    }

    private func assumption(_ assumption: LaunchAssumption) -> [String: Any] {
        let range = assumption.range
        return [
            "name": assumption.rawValue,
            "value": TrustSentences.value(plan.assumptions[assumption], assumption),
            "isChanged": plan.assumptions[assumption] != assumption.usual,
            "range": TrustSentences.value(range.lowerBound, assumption) + " to "
                + TrustSentences.value(range.upperBound, assumption),
            "means": assumption.means, "source": assumption.source,
        ]
    }

    private func source(_ source: PlanSource) -> [String: Any] {
        present([
            "id": "source-\(source.rawValue)", "says": PageTemplate.rich(source.says),
            "link": source.link,
        ])
    }

    private func id(_ index: Int) -> String { "answers-\(index + 1)" }

    /// Links to sources, in HTML.
    private func marks(_ sources: [PlanSource]) -> String {
        let links = sources.map { "<a href=\"#source-\($0.rawValue)\">\($0.number)</a>" }
        return "<sup>" + links.joined(separator: ",") + "</sup>"
    }
}
