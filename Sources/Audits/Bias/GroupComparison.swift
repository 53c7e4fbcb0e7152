import Statistics

/// A group held against the reference group, by one measure of one path.
struct GroupComparison: Sendable {
    let attribute: String
    let path: String
    let measure: GroupTally.Measure
    let group: String
    let reference: String
    let first: ProportionSample
    let second: ProportionSample
    /// The stretch of time that it is about; nil for all.
    var window: AuditWindow?
    /// Adjusted for all comparisons of the audit.
    var adjustedP = 1.0
    /// Whether the e-process of the measure has reached what it may spend.
    var isReached = false

    /// The rate of the group over that of the reference; nil where the latter is 0.
    var ratio: Double? { second.proportion > 0 ? first.proportion / second.proportion : nil }
    var ratioInterval: Interval { proportionRatioInterval(first, second) }
    var gap: Double { first.proportion - second.proportion }
    var gapInterval: Interval { newcombeIndependentInterval(first, second) }
    var p: Double { equalProportionsP(first, second) }

    /// What is shown: a ratio of selection rates, a difference of the others.
    var estimate: Double? { measure == .selection ? ratio : gap }
    var interval: Interval { measure == .selection ? ratioInterval : gapInterval }
    var n: Int { first.trials + second.trials }

    /// Whether the interval is narrow enough to say that nothing is wrong.
    var isSharp: Bool { interval.width <= (measure == .selection ? 0.4 : 0.2) }

    /// Judges by the least ratio and the largest gap that are let pass.
    func status(leastRatio: Double, largestGap: Double) -> AuditFinding.Status {
        let isSignificant = adjustedP < 0.05
        switch measure {
        case .selection:
            // A few weeks have a low ratio by chance too often to be watched for that alone.
            guard let ratio, ratio < leastRatio, window == nil || isSignificant else {
                return isSharp ? .ok : .cannotTell
            }
            return isReached && isSignificant && ratioInterval.upper < leastRatio ? .fires : .watch
        case .truePositive, .falsePositive:
            guard abs(gap) > largestGap, isSignificant else { return isSharp ? .ok : .cannotTell }
            return isReached ? .fires : .watch
        }
    }
}
