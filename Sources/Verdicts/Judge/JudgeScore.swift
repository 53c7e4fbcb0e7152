import Statistics

/// What a measure counts of a case whose truth is an option.
struct JudgeScore {
    let value: (JudgedCase, Int) -> Double
    /// Nil where money has none.
    let bounds: Interval?
    /// Whether it compares the paths: where they say the same, it is 0 whatever is true.
    let isDifference: Bool

    /// Nil where nothing says what answers are worth.
    init?(_ kind: JudgeFigures.Measure.Kind, _ input: VerdictInput) {
        switch kind {
        case .heuristicAccuracy:
            value = { $0.heuristic == $1 ? 1 : 0 }
            (bounds, isDifference) = (.unit, false)
        case .modelAccuracy:
            value = { $0.model == $1 ? 1 : 0 }
            (bounds, isDifference) = (.unit, false)
        case .accuracyDifference:
            value = { ($0.model == $1 ? 1 : 0) - ($0.heuristic == $1 ? 1 : 0) }
            (bounds, isDifference) = (.signedUnit, true)
        case .worthDifference:
            guard let economics = input.economics else { return nil }
            let utility = CaseUtility(economics, question: input.question)
            value = { utility.gain(truth: $1, $0.model, over: $0.heuristic).lower }
            (bounds, isDifference) = (nil, true)
        }
    }

    /// An estimate within the bounds: λ is not clipped, so that it may leave them by a little.
    func estimate(_ value: Double, _ interval: Interval) -> Estimate {
        Estimate(
            value: bounds?.clamp(value) ?? value,
            interval: bounds.map(interval.clamped(to:)) ?? interval, confidence: 0.95)
    }
}
