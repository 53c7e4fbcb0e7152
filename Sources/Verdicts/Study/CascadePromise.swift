package import Statistics

/// The accuracy that recommended cascades promise, against the one that came.
package struct CascadePromise: Sendable, Equatable {
    package var scenario: String
    package var description: String
    package private(set) var streams = 0
    /// Streams in which the accuracy on later cases lies within Wilson's interval of the promise.
    package private(set) var inside = 0
    /// How often Wilson's interval of the later cases contains the true accuracy.
    package private(set) var laterCoverage: IntervalCoverage
    /// How often Student's interval of what they gain contains the true gain.
    package private(set) var gainCoverage: IntervalCoverage
    private var sum = 0.0
    private var squares = 0.0

    init(_ scenario: CascadeScenario) {
        self.scenario = scenario.id
        description = scenario.description
        laterCoverage = IntervalCoverage(
            scenario: scenario.id, interval: "Wilson", description: "accuracy on later cases",
            nominal: 0.95)
        gainCoverage = IntervalCoverage(
            scenario: scenario.id, interval: "Student", description: "gain on later cases",
            nominal: 0.95)
    }

    mutating func add(_ sample: CascadeScenario.Sample?) {
        guard let sample else { return }
        let point = sample.frontier.recommended
        let (past, promised) = (sample.frontier.pastCases, point.promisedAccuracy)
        streams += 1
        let right = Int((promised * Double(past)).rounded())
        let interval = wilsonInterval(successes: right, trials: past)
        inside += interval.contains(point.accuracy.value) ? 1 : 0
        laterCoverage.add(point.accuracy.interval.contains(sample.accuracy))
        gainCoverage.add(point.utilityGain?.interval.contains(sample.gain))
        let difference = point.accuracy.value - promised
        sum += difference
        squares += difference * difference
    }

    /// Takes in the next streams of the same scenario.
    package mutating func merge(_ other: CascadePromise) {
        streams += other.streams
        inside += other.inside
        laterCoverage.merge(other.laterCoverage)
        gainCoverage.merge(other.gainCoverage)
        sum += other.sum
        squares += other.squares
    }

    /// What came less what was promised, on average, with its normal 95 % interval; nil below two
    /// streams.
    package var difference: Estimate? {
        guard streams > 1 else { return nil }
        let count = Double(streams)
        let mean = sum / count
        let variance = max(0, squares - count * mean * mean) / (count - 1)
        let margin = Normal.quantile(0.975) * (variance / count).squareRoot()
        return Estimate(
            value: mean, interval: Interval(center: mean, margin: margin), confidence: 0.95)
    }

    /// What may come less than was promised, on average.
    package static let tolerance = 0.01

    package var promise: StudyPromise {
        guard let interval = difference?.interval else { return .tooFewStreams }
        let isKept: StudyPromise =
            interval.lower >= -Self.tolerance
            ? .kept : interval.upper < -Self.tolerance ? .missed : .tooFewStreams
        return .all([isKept, laterCoverage.promise, gainCoverage.promise])
    }
}
