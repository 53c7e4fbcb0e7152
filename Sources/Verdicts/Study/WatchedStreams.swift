import Statistics

/// What the streams of a scenario came to, watched after every case.
package struct WatchedStreams: Sendable, Equatable {
    package var scenario: String
    package var description: String
    /// Pairs that one look needs at 80 % power, at the level of one promised claim; nil where
    /// there is nothing to find.
    package var pairsAtOneLook: Double?
    /// Of those, how many may be needed.
    package var goal: Double?
    package private(set) var streams = 0
    /// Streams in which some look drew a verdict that was not true then.
    package private(set) var lies = 0
    /// Streams in which some look's limits missed the average so far.
    package private(set) var misses = 0
    /// Units at the first verdict of each stream that had a true one.
    package private(set) var stops: [Int] = []

    init(_ scenario: StudyScenario) {
        self.scenario = scenario.id
        description = scenario.description
        pairsAtOneLook = scenario.pairsAtOneLook
        goal = scenario.goal
    }

    mutating func add(_ result: StreamResult) {
        streams += 1
        lies += result.hasLied ? 1 : 0
        misses += result.hasMissed ? 1 : 0
        if let stop = result.stop { stops.append(stop) }
    }

    /// Takes in the next streams of the same scenario.
    package mutating func merge(_ other: WatchedStreams) {
        streams += other.streams
        lies += other.lies
        misses += other.misses
        stops += other.stops
    }

    /// The most that any scenario may lie or miss.
    package static let mostErrors = 0.05

    /// The chance of a false verdict: its upper 95 % limit (Clopper–Pearson).
    package var upperLimitOfLies: Double {
        clopperPearsonUpper(successes: lies, trials: max(1, streams), alpha: 0.05)
    }

    package var upperLimitOfMisses: Double {
        clopperPearsonUpper(successes: misses, trials: max(1, streams), alpha: 0.05)
    }

    /// Units within which four in five streams are decided; nil where fewer ever are.
    package var unitsForFourInFive: Int? {
        let enough = (streams * 4 + 4) / 5
        return enough > 0 && stops.count >= enough ? stops.sorted()[enough - 1] : nil
    }

    /// Those units over the pairs of one look.
    package var ratio: Double? {
        guard let pairsAtOneLook, let units = unitsForFourInFive else { return nil }
        return Double(units) / pairsAtOneLook
    }

    /// Streams that were decided within the goal.
    package var decidedInTime: Int {
        guard let pairsAtOneLook, let goal else { return 0 }
        return stops.count { Double($0) <= goal * pairsAtOneLook }
    }

    /// Whether verdicts and limits are false in at most 5 % of the streams, and four in five true
    /// effects are decided within the goal.
    package var promise: StudyPromise {
        let errors = [lies, misses].map {
            StudyPromise(atMost: Self.mostErrors, observed: $0, of: streams)
        }
        let power = StudyPromise(atLeast: 0.8, observed: decidedInTime, of: streams)
        return StudyPromise.all(goal == nil ? errors : errors + [power])
    }
}
