package import Decisions
package import Statistics

/// What would have been said day by day, had somebody looked.
package struct TimeLine: Sendable {
    /// What a look would have shown.
    package struct Point: Sendable {
        /// When the cases so far were old enough.
        package var at: Timestamp
        package var units: Int
        package var claims: [Limits]
        package var decision: Verdict.Decision
        /// Dollars paid for the model's calls so far, over the units; nil where the price is unknown.
        package var spent: Double?
    }

    /// A challenger's worth against the heuristic, in dollars a case.
    package struct Limits: Sendable {
        package var challenger: Challenger
        package var estimate: Double?
        package var limits: Interval
    }

    /// At most `TimeLine.mostPoints`, oldest first; the last holds every case of now.
    package var points: [Point]
    /// Dollars paid for the model's calls after the first point that decided as the last one does;
    /// nil where nothing is decided, or the price is unknown.
    package var spentSinceDecided: Double?

    /// More days than these share points evenly.
    package static let mostPoints = 200

    /// The first point from which on every one decided as the last one does; nil while it is open.
    package var decidedFirst: Point? {
        guard let last = points.last, last.decision != .notYetKnown else { return nil }
        let since = points.lastIndex { $0.decision != last.decision }.map { $0 + 1 } ?? 0
        return points[since]
    }
}

/// Takes the points of a time line while the cases go by in their order.
///
/// Outcomes count as they are known today; `--as-of` tells what was known on a day. Where there are
/// more days than points, every second point goes, and the days between two double.
struct TimeLineRecorder {
    private let input: VerdictInput
    private let isPriceUnknown: Bool
    private let maturity: Int64
    private var step = CaseCounts.day
    /// The first day's begin, and when to look next; nil before the first case with a time.
    private var days: (first: Int64, next: Int64)?
    private var points: [TimeLine.Point] = []

    init(_ input: VerdictInput, isPriceUnknown: Bool) {
        self.input = input
        self.isPriceUnknown = isPriceUnknown
        maturity = Int64(clamping: input.outcome.maturesAfter.microseconds)
    }

    /// Whether a case is of a later day than the next look, which is before it.
    mutating func isDue(before record: CaseRecord) -> Bool {
        if let days { return record.time >= days.next }
        guard record.time != .min else { return false }
        let first = record.time / CaseCounts.day * CaseCounts.day
        days = (first, first + step)
        return false
    }

    /// Looks at what was there before a case that is due.
    mutating func look(_ ordered: OrderedEvidence, before record: CaseRecord) {
        guard let (first, next) = days else { return }
        look(ordered, at: next)
        while points.count >= TimeLine.mostPoints { thin(from: first) }
        days?.next = first + ((record.time - first) / step + 1) * step
    }

    private mutating func thin(from first: Int64) {
        step *= 2
        let kept = points.indices.filter {
            (points[$0].at.microseconds - maturity - first).isMultiple(of: step)
        }
        points = kept.map { points[$0] }
    }

    /// Returns the time line with a last point of when its last cases were old enough.
    consuming func finish(_ ordered: OrderedEvidence) -> TimeLine {
        let now = input.now.microseconds - maturity
        look(ordered, at: min(days?.next ?? now, now))
        var line = TimeLine(points: points, spentSinceDecided: nil)
        if let before = line.decidedFirst?.spent, let now = points.last?.spent {
            line.spentSinceDecided = now - before
        }
        return line
    }

    private mutating func look(_ ordered: OrderedEvidence, at time: Int64) {
        let standings = ordered.standings(input, isPriceUnknown: isPriceUnknown)
        let claims = standings.map {
            TimeLine.Limits(
                challenger: $0.challenger, estimate: ordered[$0.challenger]?.estimate,
                limits: $0.limits)
        }
        points.append(
            TimeLine.Point(
                at: Timestamp(microseconds: time + maturity), units: ordered.units,
                claims: claims, decision: decision(standings),
                spent: isPriceUnknown ? nil : ordered.priceSum))
    }

    private func decision(_ standings: [Standing]) -> Verdict.Decision {
        guard input.planProblem == nil, input.outcome.dependsOnAnswer == .no else {
            return .notYetKnown
        }
        return DecisionRule.decide(standings)
    }
}
