import Decisions
import Statistics

/// The cases that a judge had labelled when a label plan was fixed, and which of them it drew.
///
/// The chance of a case is the plan's by the judge's doubt, or that of its kind where that is greater;
/// both go by the case's number, so that whatever the kind's lot draws is drawn.
struct DoubtDraws {
    private struct Item {
        let judged: JudgedCase
        let isDisagreement: Bool
        let chance: Double
        let isDrawn: Bool
        /// The user's, or one of its own.
        let cluster: Int
    }

    private let items: [Item]
    private let input: VerdictInput
    let drawing: JudgeFigures.Drawing
    /// What those drawn cases stand for that have an outcome, of what all that were drawn do: those on
    /// which the paths differ, which may be the harder to tell, and the others.
    private let response: (differing: Double, others: Double)

    init(_ plan: LabelPlan, _ cases: [JudgedCase], _ input: VerdictInput) {
        self.input = input
        let lot = LabelLot(feature: input.feature, questions: [input.question.name], LabelSample())
        let options = input.question.options.count
        var clusters: [String: Int] = [:]
        let items = cases.enumerated().map { index, item in
            let isDisagreement = item.isDisagreement(options: options)
            let chance = max(
                input.outcome.labels.chance(isDisagreement: isDisagreement),
                plan.chance(confidence: item.confidence))
            var cluster = index
            if input.unit == .user, let user = item.user {
                cluster = clusters[user] ?? index
                clusters[user] = cluster
            }
            return Item(
                judged: item, isDisagreement: isDisagreement, chance: chance,
                isDrawn: lot.number(ofCase: item.number, question: 0) < chance, cluster: cluster)
        }
        let parts = [true, false].map { isDisagreement in
            Self.part(items.filter { $0.isDrawn && $0.isDisagreement == isDisagreement })
        }
        response = (parts[0].response, parts[1].response)
        drawing = JudgeFigures.Drawing(
            plan: plan, differing: parts[0].part, others: parts[1].part)
        self.items = items
    }

    private static func part(
        _ drawn: [Item]
    ) -> (part: JudgeFigures.DrawnPart, response: Double) {
        let labelled = drawn.filter { $0.judged.truth != nil }
        func weight(_ items: [Item]) -> Double { items.reduce(0) { $0 + 1 / $1.chance } }
        return (
            JudgeFigures.DrawnPart(drawn: drawn.count, labelled: labelled.count),
            labelled.isEmpty ? 1 : weight(labelled) / weight(drawn)
        )
    }

    /// The cases, of which only those have a truth that were drawn.
    var cases: [JudgedCase] { items.map { $0.isDrawn ? $0.judged : $0.judged.withoutTruth } }

    /// How often the judge agrees with the outcomes of what was drawn, each counted by the inverse of
    /// its chance; nil without any.
    var agreement: AgreementFigures? {
        let options = input.question.options.count
        var table = CountTable(rows: options, columns: options)
        var (agreed, chances, clusters): ([Double], [Double], [Int]) = ([], [], [])
        for item in items where item.isDrawn {
            guard let truth = item.judged.truth else { continue }
            table[truth, item.judged.opinion] += 1
            agreed.append(truth == item.judged.opinion ? 1 : 0)
            chances.append(chance(item))
            clusters.append(item.cluster)
        }
        guard let estimate = InverseProbabilityEstimate(agreed, inclusionProbabilities: chances)
        else { return nil }
        let share = Interval.unit.clamp(estimate.mean)
        let scores = zip(agreed, chances).map {
            Double(agreed.count) * ($0 - share) / $1 / estimate.populationSize
        }
        let error = ClusteredError(scores, clusters: clusters)?.cr1 ?? 0
        // As many cases of as many users as would have this error; users count where it has none.
        let independent = error > 0 ? share * (1 - share) / (error * error) : .infinity
        let effective = min(
            estimate.effectiveSampleSize,
            independent.isFinite ? independent : Double(Set(clusters).count))
        return AgreementFigures(
            bothAnswered: table.total,
            raw: Estimate(
                value: share,
                interval: wilsonInterval(share: share, effectiveTrials: effective),
                confidence: 0.95),
            table: table)
    }

    /// With what chance a case is drawn and told.
    private func chance(_ item: Item) -> Double {
        min(1, item.chance * (item.isDisagreement ? response.differing : response.others))
    }

    var measures: [JudgeFigures.Measure] {
        JudgeFigures.Measure.Kind.allCases.compactMap { kind in
            JudgeScore(kind, input).flatMap { measure(kind, $0) }
        }
    }

    private func measure(
        _ kind: JudgeFigures.Measure.Kind, _ score: JudgeScore
    ) -> JudgeFigures.Measure? {
        // The mean of what the judge says is a constant as good as any, and no label shapes it:
        // around it, a judge of no use costs nothing.
        let opinions = items.map { score.value($0.judged, $0.judged.opinion) }
        let center = mean(opinions) ?? 0
        let sampled = items.indices.map {
            self.sampled(items[$0], opinions[$0] - center, score, center)
        }
        let clusters = items.map(\.cluster)
        // A constant for a judge makes of the mean that of the labels alone.
        let constant = sampled.map {
            ActivelySampledItem(
                prediction: 1, labelProbability: $0.labelProbability, label: $0.label)
        }
        guard let active = ActiveInferenceMean(sampled, isTuned: true, clusters: clusters),
            let alone = ActiveInferenceMean(constant, isTuned: true, clusters: clusters)
        else { return nil }
        func estimate(_ mean: ActiveInferenceMean) -> Estimate {
            let interval = mean.interval()
            return score.estimate(
                center + mean.value,
                Interval(lower: center + interval.lower, upper: center + interval.upper))
        }
        let lambda = sampled.contains { $0.labelProbability < 1 } ? active.lambda : nil
        return JudgeFigures.Measure(
            kind: kind, estimate: estimate(active), withoutJudge: estimate(alone),
            trust: (lambda, lambda, score.isDifference ? nil : lambda),
            gain: JudgeFigures.Measure.gain(active.standardError, over: alone.standardError))
    }

    private func sampled(
        _ item: Item, _ prediction: Double, _ score: JudgeScore, _ center: Double
    ) -> ActivelySampledItem {
        if score.isDifference, !item.isDisagreement {
            // Whatever is true makes no difference: that needs no label.
            return ActivelySampledItem(prediction: 0, labelProbability: 1, label: prediction)
        }
        let label =
            item.isDrawn ? item.judged.truth.map { score.value(item.judged, $0) - center } : nil
        return ActivelySampledItem(
            prediction: prediction, labelProbability: chance(item), label: label)
    }
}

extension JudgedCase {
    fileprivate var withoutTruth: JudgedCase {
        JudgedCase(
            number: number, user: user, truth: nil, opinion: opinion, confidence: confidence,
            heuristic: heuristic, model: model)
    }
}
