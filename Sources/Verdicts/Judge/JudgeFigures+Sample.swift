import Decisions
import Statistics

extension JudgeFigures {
    /// Compares and combines; nil where no judge labelled a case that was put to both paths.
    ///
    /// With a label plan by active inference, else by PPI++ in strata.
    package init?(_ sample: JudgedSample) {
        let input = sample.input
        guard let judge = input.labelPlan?.judge ?? sample.busiest else { return nil }
        var users: Set<String> = []
        let cases = sample.cases(of: judge).filter { item in
            // Who is drawn by doubt is no user's first case: there all count, and users are clusters.
            guard input.labelPlan == nil, input.unit == .user, let user = item.user else {
                return true
            }
            return users.insert(user).inserted
        }
        guard !cases.isEmpty else { return nil }
        self.judge = judge.isEmpty ? nil : judge
        otherJudges = sample.labels.count - 1
        let names = [input.heuristic, input.model].compactMap(\.self)
            .flatMap { [$0.name, $0.label] }
        isComparedPath = names.contains(judge)
        let draws = input.labelPlan.map { DoubtDraws($0, cases, input) }
        let known = draws?.cases ?? cases
        let options = input.question.options.count
        var parts: [JudgedCase.Kind: Part] = [:]
        for item in known {
            parts[item.kind(options: options), default: Part()].cases += 1
            parts[item.kind(options: options), default: Part()].labelled +=
                item.truth == nil ? 0 : 1
        }
        differing = parts[.differing] ?? Part()
        silent = parts[.silent] ?? Part()
        agreeing = parts[.agreeing] ?? Part()
        if let draws {
            drawing = draws.drawing
            // What is labelled first is no random part of what was drawn.
            let isWhole = draws.drawing.lacking == 0
            agreement = isWhole ? draws.agreement : nil
            measures = isWhole ? draws.measures : []
        } else {
            drawing = nil
            var table = CountTable(rows: options, columns: options)
            for item in cases {
                if let truth = item.truth { table[truth, item.opinion] += 1 }
            }
            agreement = AgreementFigures(table)
            measures =
                parts.values.reduce(0) { $0 + $1.labelled } < Self.fewest
                ? []
                : Measure.Kind.allCases.compactMap { Measure($0, of: cases, parts, input) }
        }
    }
}

extension JudgeFigures.Measure {
    /// Nil where too few outcomes are known, or nothing says what answers are worth.
    fileprivate init?(
        _ kind: Kind, of cases: [JudgedCase], _ parts: [JudgedCase.Kind: JudgeFigures.Part],
        _ input: VerdictInput
    ) {
        guard let score = JudgeScore(kind, input) else { return nil }
        let options = input.question.options.count
        let strata = JudgedCase.Kind.allCases.map { kind -> JudgedStratum? in
            let part = parts[kind] ?? JudgeFigures.Part()
            if kind == .agreeing, score.isDifference { return .known(size: part.cases, value: 0) }
            guard part.lacking == 0 else { return nil }
            return Self.stratum(cases.filter { $0.kind(options: options) == kind }, score.value)
        }
        guard !strata.contains(nil) else { return nil }
        let known = strata.compactMap(\.self)
        guard let powered = StratifiedPredictionPoweredMean(known),
            let alone = StratifiedPredictionPoweredMean(known, tuning: .fixed(0))
        else { return nil }
        self.kind = kind
        estimate = score.estimate(powered.value, powered.interval())
        withoutJudge = score.estimate(alone.value, alone.interval())
        trust = (powered.lambdas[0], powered.lambdas[1], powered.lambdas[2])
        gain = Self.gain(powered.standardError, over: alone.standardError)
    }

    private static func stratum(
        _ cases: [JudgedCase], _ score: (JudgedCase, Int) -> Double
    ) -> JudgedStratum {
        let labelled = cases.compactMap { item in item.truth.map { (item, $0) } }
        return .sampled(
            human: labelled.map(score), judge: labelled.map { score($0.0, $0.0.opinion) },
            judgeUnlabelled: cases.filter { $0.truth == nil }.map { score($0, $0.opinion) })
    }

    /// How many times as many outcomes alone would give as small an error.
    static func gain(_ error: Double, over alone: Double) -> Double? {
        let ratio = alone / error
        return ratio.isFinite ? ratio * ratio : nil
    }
}
