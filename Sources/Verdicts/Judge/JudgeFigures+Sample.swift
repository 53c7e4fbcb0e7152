import Decisions
import Statistics

extension JudgeFigures {
    /// Compares and combines; nil where no judge labelled a case that was put to both paths.
    package init?(_ sample: JudgedSample) {
        guard let (judge, others, cases) = sample.busiest() else { return nil }
        let options = sample.input.question.options.count
        var table = CountTable(rows: options, columns: options)
        var (differing, agreeing) = (Part(), Part())
        for item in cases {
            let labelled = item.truth == nil ? 0 : 1
            if item.isDisagreement {
                differing.cases += 1
                differing.labelled += labelled
            } else {
                agreeing.cases += 1
                agreeing.labelled += labelled
            }
            if let truth = item.truth { table[truth, item.opinion] += 1 }
        }
        self.judge = judge.isEmpty ? nil : judge
        otherJudges = others
        let names = [sample.input.heuristic, sample.input.model].compactMap(\.self)
            .flatMap { [$0.name, $0.label] }
        isComparedPath = names.contains(judge)
        self.differing = differing
        self.agreeing = agreeing
        agreement = AgreementFigures(table)
        measures =
            differing.labelled + agreeing.labelled < Self.fewest
            ? []
            : Measure.Kind.allCases.compactMap { kind in
                Measure(kind, of: cases, differing, agreeing, sample.input)
            }
    }
}

extension JudgeFigures.Measure {
    /// Nil where too few outcomes are known, or nothing says what answers are worth.
    fileprivate init?(
        _ kind: Kind, of cases: [JudgedCase], _ differing: JudgeFigures.Part,
        _ agreeing: JudgeFigures.Part, _ input: VerdictInput
    ) {
        let utility = input.economics.map { CaseUtility($0, question: input.question) }
        let score: (JudgedCase, Int) -> Double
        let bounds: Interval?
        // Where the paths say the same, neither is better, whatever is true.
        var isDifference = false
        switch kind {
        case .heuristicAccuracy:
            score = { $0.heuristic == $1 ? 1 : 0 }
            bounds = .unit
        case .modelAccuracy:
            score = { $0.model == $1 ? 1 : 0 }
            bounds = .unit
        case .accuracyDifference:
            score = { ($0.model == $1 ? 1 : 0) - ($0.heuristic == $1 ? 1 : 0) }
            bounds = .signedUnit
            isDifference = true
        case .worthDifference:
            guard let utility else { return nil }
            score = { utility.gain(truth: $1, $0.model, over: $0.heuristic).lower }
            bounds = nil
            isDifference = true
        }
        guard differing.lacking == 0, isDifference || agreeing.lacking == 0 else { return nil }
        let strata = [
            Self.stratum(cases.filter(\.isDisagreement), score),
            isDifference
                ? .known(size: agreeing.cases, value: 0)
                : Self.stratum(cases.filter { !$0.isDisagreement }, score),
        ]
        guard let powered = StratifiedPredictionPoweredMean(strata),
            let alone = StratifiedPredictionPoweredMean(strata, tuning: .fixed(0))
        else { return nil }
        self.kind = kind
        estimate = Self.estimate(powered, bounds)
        withoutJudge = Self.estimate(alone, bounds)
        var lambdas = powered.lambdas[...]
        let first = differing.cases > 0 ? lambdas.popFirst() ?? nil : nil
        trust = (first, lambdas.first ?? nil)
        let ratio = alone.standardError / powered.standardError
        gain = ratio.isFinite ? ratio * ratio : nil
    }

    private static func stratum(
        _ cases: [JudgedCase], _ score: (JudgedCase, Int) -> Double
    ) -> JudgedStratum {
        let labelled = cases.compactMap { item in item.truth.map { (item, $0) } }
        return .sampled(
            human: labelled.map(score), judge: labelled.map { score($0.0, $0.0.opinion) },
            judgeUnlabelled: cases.filter { $0.truth == nil }.map { score($0, $0.opinion) })
    }

    private static func estimate(
        _ mean: StratifiedPredictionPoweredMean, _ bounds: Interval?
    ) -> Estimate {
        let interval = mean.interval()
        // λ is not clipped, so that the estimate itself may leave the range by a little.
        return Estimate(
            value: bounds?.clamp(mean.value) ?? mean.value,
            interval: bounds.map(interval.clamped(to:)) ?? interval, confidence: 0.95)
    }
}
