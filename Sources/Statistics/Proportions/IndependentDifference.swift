/// Successes among trials: one of two groups that share no items.
package struct ProportionSample: Sendable, Equatable {
    package let successes: Int
    package let trials: Int

    /// Creates a group of at least one trial.
    package init(successes: Int, trials: Int) {
        preconditionCounts(successes, trials)
        self.successes = successes
        self.trials = trials
    }

    package var proportion: Double { Double(successes) / Double(trials) }
}

/// Returns Newcombe's interval for p₁ − p₂ of two independent groups.
///
/// Newcombe (1998, Stat. Med. 17:873) method 10: square-and-add of Wilson limits. Pairs need
/// ``newcombePairedInterval(_:confidence:)`` instead.
package func newcombeIndependentInterval(
    _ first: ProportionSample, _ second: ProportionSample, confidence: Double = 0.95
) -> Interval {
    let z = twoSidedZ(confidence)
    let (p1, p2) = (first.proportion, second.proportion)
    let wilson1 = wilsonInterval(successes: first.successes, trials: first.trials, z: z)
    let wilson2 = wilsonInterval(successes: second.successes, trials: second.trials, z: z)
    let below = hypotenuse(p1 - wilson1.lower, wilson2.upper - p2)
    let above = hypotenuse(wilson1.upper - p1, p2 - wilson2.lower)
    return Interval(lower: p1 - p2 - below, upper: p1 - p2 + above)
}

func hypotenuse(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
