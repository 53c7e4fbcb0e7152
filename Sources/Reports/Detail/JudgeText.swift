import Decisions
import Statistics
import Verdicts

/// What a judge's labels add to the outcomes that are known.
struct JudgeText {
    private let verdict: Verdict

    init(_ verdict: Verdict) {
        self.verdict = verdict
    }

    func lines(width: Int) -> [String] {
        guard let figures = verdict.judge else { return [] }
        return agreement(figures, width) + estimates(figures, width)
            + sentences(figures).flatMap { LabelledText.wrap($0, width: width) }
    }

    /// The judge's own agreement with the outcomes.
    private func agreement(_ figures: JudgeFigures, _ width: Int) -> [String] {
        guard let agreement = figures.agreement else { return [] }
        var table = TableText(["judge and outcome agree", "estimate", "95% interval"])
        table.append(["same answer"] + VerdictDetail.shares(agreement.raw))
        if let ac1 = agreement.ac1 {
            table.append(["Gwet's AC1"] + VerdictDetail.coefficients(ac1))
        }
        if let kappa = agreement.kappa {
            table.append(["Cohen's kappa"] + VerdictDetail.coefficients(kappa))
        }
        return table.lines(width: width)
            + [
                "over " + NumberText.counted(agreement.bothAnswered, "case") + " with both"
                    + (figures.drawing == nil ? "" : ", each by the inverse of its chance"), "",
            ]
    }

    private func estimates(_ figures: JudgeFigures, _ width: Int) -> [String] {
        guard !figures.measures.isEmpty else { return [] }
        var table = TableText(["", "with the judge", "outcomes alone", "trust (λ)"])
        for measure in figures.measures {
            table.append([
                name(measure.kind), text(measure.estimate, measure.kind),
                text(measure.withoutJudge, measure.kind), trust(measure),
            ])
        }
        return table.lines(width: width)
    }

    private func name(_ kind: JudgeFigures.Measure.Kind) -> String {
        switch kind {
        case .heuristicAccuracy: "`\(verdict.heuristic.name)` right"
        case .modelAccuracy: "`\(verdict.model?.name ?? "model")` right"
        case .accuracyDifference: "difference, in points"
        case .worthDifference: "worth before price, a case"
        }
    }

    private func text(_ estimate: Estimate, _ kind: JudgeFigures.Measure.Kind) -> String {
        let texts =
            switch kind {
            case .heuristicAccuracy, .modelAccuracy: VerdictDetail.shares(estimate)
            case .accuracyDifference:
                [
                    VerdictDetail.points(estimate.value),
                    "\(VerdictDetail.points(estimate.interval.lower)) to "
                        + VerdictDetail.points(estimate.interval.upper),
                ]
            case .worthDifference:
                [NumberText.money(estimate.value), VerdictDetail.money(estimate.interval)]
            }
        return "\(texts[0]) (\(texts[1]))"
    }

    private func trust(_ measure: JudgeFigures.Measure) -> String {
        let kinds = [measure.trust.differing, measure.trust.silent, measure.trust.agreeing]
        let lambdas = (verdict.judge?.drawing == nil ? kinds : [kinds[0]]).compactMap(\.self)
        return lambdas.isEmpty
            ? "no use for it"
            : lambdas.map { NumberText.decimal($0, decimals: 2) }.joined(separator: ", ")
    }

    private func sentences(_ figures: JudgeFigures) -> [String] {
        let judge = figures.judge.map { "The judge `\($0)`" } ?? "A judge without a name"
        let labelled =
            "\(judge) labelled \(NumberText.counted(figures.cases, "case")) put to both paths; the "
            + "outcome is known of \(NumberText.count(figures.differing.labelled)) of the "
            + "\(NumberText.count(figures.differing.cases)) on which they differ, of "
            + "\(NumberText.count(figures.silent.labelled)) of the "
            + "\(NumberText.count(figures.silent.cases)) of which one has no answer, and of "
            + "\(NumberText.count(figures.agreeing.labelled)) of the "
            + "\(NumberText.count(figures.agreeing.cases)) on which they agree."
        return [
            labelled, figures.drawing.map(drawn), lacking(figures), others(figures),
            namesake(figures),
            figures.measures.isEmpty ? nil : basis(figures),
        ].compactMap(\.self)
    }

    private func drawn(_ drawing: JudgeFigures.Drawing) -> String {
        let plan = drawing.plan
        return "A label plan (\(plan.hash.short), \(plan.frozenAt.description.prefix(10))) fixed "
            + "whom the judge's doubt puts before people: it drew "
            + "\(NumberText.counted(drawing.drawn, "case")), of which "
            + "\(NumberText.count(drawing.labelled)) have an outcome; only those count here."
    }

    private func lacking(_ figures: JudgeFigures) -> String? {
        guard figures.lacking > 0 else { return nil }
        if figures.drawing != nil {
            return "\(NumberText.counted(figures.lacking, "more outcome")) of what was drawn, and "
                + "estimates with the judge can be given: `assay label` asks for them."
        }
        let what =
            figures.measures.isEmpty ? "estimates with the judge" : "the accuracy of each path"
        return
            "About \(NumberText.counted(figures.lacking, "more outcome")) of cases drawn at random, "
            + "\(NumberText.count(figures.differing.lacking)) of them where the paths differ and "
            + "\(NumberText.count(figures.silent.lacking)) where one has no answer, and \(what) can "
            + "be given."
    }

    private func others(_ figures: JudgeFigures) -> String? {
        figures.otherJudges > 0
            ? "\(NumberText.counted(figures.otherJudges, "other judge")) labelled fewer cases, and "
                + "counts for nothing here." : nil
    }

    private func namesake(_ figures: JudgeFigures) -> String? {
        figures.isComparedPath
            ? "The judge bears the name of a path that is compared: where it repeats that path's "
                + "answers, it adds nothing to the outcomes." : nil
    }

    private func basis(_ figures: JudgeFigures) -> String {
        let gain = figures.measures.first { $0.kind == .accuracyDifference }?.gain
        let method =
            figures.drawing == nil
            ? "PPI++ within each of these: the judge's "
                + "labels, corrected by the outcomes, whatever its mistakes are, as long as the cases "
                + "with an outcome are a random part of each and the judge was not tuned on them. "
                + "Trust stands in the same order; 0 leaves the judge out. It decides nothing."
            : "Active inference: the judge's labels, corrected by the outcomes of what was drawn, each "
                + "by the inverse of its chance, whatever the judge's mistakes are and however wrong "
                + "its doubts, as long as it was not tuned on them. Intervals are for one look, and "
                + "take a user's cases as one. "
                + "Trust 0 leaves the judge out. It decides nothing."
        return method
            + (gain.map {
                " For the difference, the judge is worth "
                    + "\(NumberText.decimal($0, decimals: 1)) times as many outcomes."
            } ?? "")
    }
}
