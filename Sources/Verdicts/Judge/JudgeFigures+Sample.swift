import Decisions
import Statistics

extension JudgeFigures {
    /// Compares and combines; nil where no judge labelled a case that was put to both paths.
    package init?(_ sample: JudgedSample) {
        guard let (judge, others, cases) = sample.busiest() else { return nil }
        let options = sample.input.question.options.count
        var table = CountTable(rows: options, columns: options)
        var parts: [JudgedCase.Kind: Part] = [:]
        for item in cases {
            parts[item.kind(options: options), default: Part()].cases += 1
            parts[item.kind(options: options), default: Part()].labelled +=
                item.truth == nil ? 0 : 1
            if let truth = item.truth { table[truth, item.opinion] += 1 }
        }
        self.judge = judge.isEmpty ? nil : judge
        otherJudges = others
        let names = [sample.input.heuristic, sample.input.model].compactMap(\.self)
            .flatMap { [$0.name, $0.label] }
        isComparedPath = names.contains(judge)
        differing = parts[.differing] ?? Part()
        silent = parts[.silent] ?? Part()
        agreeing = parts[.agreeing] ?? Part()
        agreement = AgreementFigures(table)
        measures =
            parts.values.reduce(0) { $0 + $1.labelled } < Self.fewest
            ? []
            : Measure.Kind.allCases.compactMap { kind in
                Measure(kind, of: cases, parts, sample.input)
            }
    }
}

extension JudgeFigures.Measure {
    /// Nil where too few outcomes are known, or nothing says what answers are worth.
    fileprivate init?(
        _ kind: Kind, of cases: [JudgedCase], _ parts: [JudgedCase.Kind: JudgeFigures.Part],
        _ input: VerdictInput
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
        let options = input.question.options.count
        let strata = JudgedCase.Kind.allCases.map { kind -> JudgedStratum? in
            let part = parts[kind] ?? JudgeFigures.Part()
            if kind == .agreeing, isDifference { return .known(size: part.cases, value: 0) }
            guard part.lacking == 0 else { return nil }
            return Self.stratum(cases.filter { $0.kind(options: options) == kind }, score)
        }
        guard !strata.contains(nil) else { return nil }
        let known = strata.compactMap(\.self)
        guard let powered = StratifiedPredictionPoweredMean(known),
            let alone = StratifiedPredictionPoweredMean(known, tuning: .fixed(0))
        else { return nil }
        self.kind = kind
        estimate = Self.estimate(powered, bounds)
        withoutJudge = Self.estimate(alone, bounds)
        trust = (powered.lambdas[0], powered.lambdas[1], powered.lambdas[2])
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
