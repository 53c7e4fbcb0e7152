package import Statistics

/// How many pairs a promised claim takes, if the effect is as planned.
package struct PairsNeeded: Hashable, Sendable {
    /// One look, planned ahead, on the utility difference: the normal approximation at 80 % power.
    package var atOneLook: Int
    /// One look by McNemar's test on who is right (`power.mcnemar`); nil where the disagreement
    /// cannot hold the effect.
    package var mcNemar: Int?
    /// Watched after every hundredth of that: within so many pairs 80 % of streams are decided.
    ///
    /// By simulation; nil where they are not within four times the pairs of one look.
    package var watched: Int?
    /// The same if the effect is half of the planned one.
    package var watchedAtHalf: Int?

    /// Simulated streams behind `watched`.
    package static let usualStreams = 400
    private static let mostPairs = 200_000.0

    /// Returns what a claim takes that may spend `alpha`, with a case's difference in `bounds`.
    package init(
        _ planned: PlannedEffect, disagreement: Double, alpha: Double, bounds: Interval,
        streams: Int = usualStreams
    ) {
        let fixed = planned.observationsAtOneLook(alpha: alpha)
        atOneLook = Int(min(fixed, 1e12).rounded(.up))
        let (won, lost) = (
            disagreement * Expectation.wins, disagreement * (1 - Expectation.wins)
        )
        mcNemar =
            disagreement > 0
            ? McNemarPower(onlyFirst: won, onlySecond: lost, alpha: alpha).pairsNeeded()
                .map { Int($0.rounded(.up)) } : nil
        let stream = Stream(planned, alpha: alpha, bounds: bounds, count: streams)
        watched = fixed < Self.mostPairs ? stream.pairs(effect: planned.effect, around: fixed) : nil
        watchedAtHalf =
            4 * fixed < Self.mostPairs
            ? stream.pairs(effect: planned.effect / 2, around: 4 * fixed) : nil
    }
}

/// Differences that take three values: one above the line, one below, and the line itself.
private struct Stream {
    let planned: PlannedEffect
    let alpha: Double
    let bounds: Interval
    let count: Int

    init(_ planned: PlannedEffect, alpha: Double, bounds: Interval, count: Int) {
        self.planned = planned
        self.alpha = alpha
        self.bounds = bounds
        self.count = count
    }

    /// Returns the pairs within which four in five streams of that effect are told from the line.
    func pairs(effect: Double, around fixed: Double) -> Int? {
        let line = planned.line
        let room = min(line - bounds.lower, bounds.upper - line)
        let squares = planned.deviation * planned.deviation + effect * effect
        guard room > 0 else { return nil }
        // The rarer the changes, the larger they are.
        let step = min(room, max(planned.deviation * 2, effect))
        let changing = min(1, squares / (step * step))
        let winning = changing * min(1, (1 + effect / (changing * step)) / 2)
        let look = max(1, Int(fixed / 100))
        var generator = SeededGenerator(seed: 400)
        var stops: [Int] = []
        for _ in 0..<count {
            var sequence = RunningMeanConfidenceSequence(
                lower: bounds.lower, upper: bounds.upper, alpha: alpha, center: 0,
                planned: planned)
            for looked in 1...400 {
                for _ in 0..<look {
                    let x = Double(generator.next() >> 11) * 0x1p-53
                    sequence.append(x < winning ? line + step : x < changing ? line - step : line)
                }
                guard sequence.eValue(meanAtMost: line) >= 2 / alpha else { continue }
                stops.append(looked * look)
                break
            }
        }
        let enough = count * 4 / 5
        return stops.count >= enough ? stops.sorted()[enough - 1] : nil
    }
}
