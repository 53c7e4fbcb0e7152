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

    /// At most `TimeLine.mostPoints`, oldest first; the last is of now.
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
/// Outcomes count as they are known today; `--as-of` tells what was known on a day.
struct TimeLineRecorder {
    private let input: VerdictInput
    private let isPriceUnknown: Bool
    private let step: Int64
    private let maturity: Int64
    private var next: Int64
    private var points: [TimeLine.Point] = []

    /// `times` are those of the first case and of the last one; nil where none has a time.
    init(_ input: VerdictInput, times: ClosedRange<Int64>?, isPriceUnknown: Bool) {
        self.input = input
        self.isPriceUnknown = isPriceUnknown
        maturity = Int64(clamping: input.outcome.maturesAfter.microseconds)
        let first = times?.lowerBound ?? 0
        let (span, isTooLong) = (times?.upperBound ?? first).subtractingReportingOverflow(first)
        let days = (isTooLong ? .max : span) / CaseCounts.day
        step = (1 + days / Int64(TimeLine.mostPoints)) * CaseCounts.day
        next = first / CaseCounts.day * CaseCounts.day + step
    }

    /// Looks at what was there before the next case, where that is of a later day.
    mutating func pass(_ record: CaseRecord, _ ordered: OrderedEvidence) {
        guard record.time >= next else { return }
        look(ordered, at: next)
        next += ((record.time - next) / step + 1) * step
    }

    /// Returns the time line with a last point of now.
    consuming func finish(_ ordered: OrderedEvidence) -> TimeLine {
        look(ordered, at: input.now.microseconds - maturity)
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
