package import Statistics

/// Whether a path is right as often as it says: the probability that it gives its own answer,
/// against how often that answer was right.
package struct StatedConfidence: Sendable {
    /// What the probabilities are found to be.
    package enum Finding: Hashable, Sendable {
        /// Right less often on average than stated; in points.
        case overconfident(Double)
        /// Right more often on average than stated; in points.
        case underconfident(Double)
        /// Right on average; in so many bins another share than stated.
        case uneven(bins: Int)
        /// Nothing that chance does not explain.
        case nothingFound
    }

    /// What a curve that was fitted to earlier cases makes of later ones.
    package struct Recalibration: Sendable {
        /// The later cases: each fifth but the first, fitted to all cases before it.
        package var cases: Int
        package var brier: (stated: Double, recalibrated: Double)
        package var calibrationError: (stated: Double, recalibrated: Double)
        /// What the Brier score falls by, with Student's interval for one look at 95 %.
        package var gain: Estimate

        /// Whether later cases bear the curve out.
        package var isBorneOut: Bool { gain.interval.lower > 0 }
    }

    /// Answers with a stated probability and a known outcome, of each user the first; where one kind of
    /// case is labelled more often than another, of each as many as its share of all cases.
    package var cases: Int
    /// The share of the cases that was looked at, by a hash of their numbers.
    package var share: Double
    /// The mean probability that was stated.
    package var stated: Double
    /// Right answers among those cases, with Wilson's interval.
    package var accuracy: Estimate
    /// The mean confidence (m − 1/n)/(1 − 1/n) of the stated probability m of n options; nil for
    /// levels, whose confidence takes the whole distribution.
    package var confidence: Double?
    /// Mean squared difference of the stated probability and what came.
    package var brier: Double
    /// In at most ten bins of equally many cases, and of at least thirty where values allow it.
    package var curve: ReliabilityCurve
    /// The calibration error over ten bins of equal width, as other programs count it.
    package var equalWidthError: Double
    /// Nil where too few cases tell.
    package var recalibration: Recalibration?

    package var finding: Finding {
        let gap = stated - accuracy.value
        let off = curve.points.count(where: \.isOff)
        return if !accuracy.interval.contains(stated) {
            gap > 0 ? .overconfident(gap) : .underconfident(-gap)
        } else if off > 0 {
            .uneven(bins: off)
        } else {
            .nothingFound
        }
    }
}
