package import Decisions

/// Fixes whom a judge's doubt puts before people, from what judges have said so far.
package struct LabelPlanner {
    private let sample: JudgedSample

    /// `sample` is that of all cases, young ones among them, and of no earlier plan.
    package init(_ sample: JudgedSample) {
        self.sample = sample
    }

    /// Returns the plan by which `planned` cases are labelled on average, and what it drew.
    ///
    /// Without a `judge`, the one counts that labelled most cases.
    package func plan(
        _ planned: Int, judge: String?, at now: Timestamp
    ) throws(LabelPlanProblem) -> (plan: LabelPlan, drawing: JudgeFigures.Drawing, cases: Int) {
        guard sample.input.outcome.dependsOnAnswer == .no else { throw .shapedOutcomes }
        guard planned >= JudgeFigures.fewest else { throw .tooFew(JudgeFigures.fewest) }
        guard let name = judge ?? sample.busiest else { throw .noJudge }
        guard sample.labels[name] != nil else {
            throw .unknownJudge(name, known: sample.labels.keys.filter { !$0.isEmpty }.sorted())
        }
        guard !name.isEmpty else { throw .namelessJudge }
        let input = sample.input
        let options = input.question.options.count
        let cases = sample.cases(of: name)
        let candidates = cases.map { item -> LabelPlan.Candidate in
            let isDisagreement = item.isDisagreement(options: options)
            return (
                input.outcome.labels.chance(isDisagreement: isDisagreement), item.confidence
            )
        }
        guard let fitted = LabelPlan.fit(candidates, planned: planned) else {
            let least = candidates.reduce(0) { $0 + max($1.kindChance, LabelSample.least) }
            throw .outOfReach(judge: name, least: Int(least.rounded(.up)), most: cases.count)
        }
        let plan = LabelPlan(
            question: input.question.name, judge: name, frozenAt: now,
            lastCase: cases.map(\.number).max() ?? 0, planned: planned, scale: fitted.scale,
            least: fitted.least)
        return (plan, DoubtDraws(plan, cases, input).drawing, cases.count)
    }
}

/// Why no label plan can be fixed.
package enum LabelPlanProblem: Error, Hashable {
    case shapedOutcomes
    case tooFew(Int)
    case noJudge
    case unknownJudge(String, known: [String])
    case namelessJudge
    case outOfReach(judge: String, least: Int, most: Int)
}

extension LabelPlanProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .shapedOutcomes:
            "a judge tells nothing where answers shape outcomes; `outcome` in feature.yaml does not say "
                + "`depends_on_answer: no`"
        case .tooFew(let fewest): "fewer than \(fewest) labels say too little"
        case .noJudge:
            "no judge labelled a case that both paths were asked; `assay outcomes import` reads its "
                + "labels, with `\"source\": \"judge\"`, its name as `rater`, and its `confidence`"
        case .unknownJudge(let name, let known):
            "no judge `\(name)` labelled a case that both paths were asked; the judges are "
                + known.map { "`\($0)`" }.joined(separator: ", ")
        case .namelessJudge:
            "the judge of most cases has no name; import its labels with one as `rater`"
        case .outOfReach(let judge, let least, let most):
            "`\(judge)` labelled \(most) cases that both paths were asked, and `outcome: "
                + "{ labels: … }` in feature.yaml has \(least) of them drawn as it is; plan more "
                + "than that, and no more than there are"
        }
    }
}
