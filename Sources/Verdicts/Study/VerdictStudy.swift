import Decisions
import Statistics

/// How often the deciding code is wrong, and how soon it is right, on evidence whose truth is known.
package struct VerdictStudy: Sendable {
    /// What the streams of a scenario came to.
    package struct Row: Sendable, Equatable {
        package var scenario: String
        package var description: String
        /// Pairs that one look needs at 80 % power, at the level of one promised claim; nil where
        /// there is nothing to find.
        package var pairsAtOneLook: Double?
        /// Of those, how many may be needed.
        package var goal: Double?
        package var streams = 0
        /// Streams in which some look drew a verdict that was not true then.
        package var lies = 0
        /// Streams in which some look's limits missed the average so far.
        package var misses = 0
        /// Units at the first verdict of each stream that had a true one, in no order.
        package var stops: [Int] = []

        mutating func add(_ result: StreamResult) {
            streams += 1
            lies += result.hasLied ? 1 : 0
            misses += result.hasMissed ? 1 : 0
            if let stop = result.stop { stops.append(stop) }
        }

        /// Takes in the streams of another part of the same scenario.
        package mutating func merge(_ other: Row) {
            streams += other.streams
            lies += other.lies
            misses += other.misses
            stops += other.stops
        }

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

        /// Whether what was promised of the scenario is kept.
        package var keepsPromise: Bool {
            guard let goal else { return upperLimitOfLies <= 0.05 && upperLimitOfMisses <= 0.05 }
            return ratio.map { $0 <= goal } ?? false
        }
    }

    /// Runs the streams `range` of a scenario; a stream's cases depend on `seed` and its number.
    package static func run(_ scenario: StudyScenario, streams range: Range<Int>, seed: UInt64)
        -> Row
    {
        var row = Row(
            scenario: scenario.id, description: scenario.description,
            pairsAtOneLook: scenario.pairsAtOneLook, goal: scenario.goal)
        for stream in range {
            var seeds = SeededGenerator(seed: seed &+ UInt64(stream))
            var generator = SeededGenerator(seed: seeds.next())
            row.add(StreamResult(scenario, &generator))
        }
        return row
    }
}

/// What became of a stream.
struct StreamResult {
    private(set) var hasLied = false
    private(set) var hasMissed = false
    /// Units at the first true verdict.
    private(set) var stop: Int?

    init(_ scenario: StudyScenario, _ generator: inout SeededGenerator) {
        for line in scenario.lines(&generator) {
            if line.looksByDay { watchByDay(line) } else { watchByCase(line, scenario) }
        }
    }

    private mutating func watchByCase(_ line: StudyLine, _ scenario: StudyScenario) {
        var accumulator = VerdictAccumulator(line.input)
        for row in line.rows { accumulator.append(row) }
        accumulator.watch { ordered in
            look(ordered, line)
            return stop == nil || scenario.pairsAtOneLook == nil
        }
    }

    /// Each day with the cases and outcomes that the log had by then.
    private mutating func watchByDay(_ line: StudyLine) {
        let days = Int64(line.rows.count / StudyLine.perDay)
        let maturity = Int64(line.input.outcome.maturesAfter.components.seconds / 86_400)
        for day in 1...(days + maturity) {
            var input = line.input
            input.now = Timestamp(microseconds: day * StudyLine.day)
            input.asOf = .received
            var accumulator = VerdictAccumulator(input)
            for row in line.rows { accumulator.append(row) }
            var last: OrderedEvidence?
            accumulator.watch {
                last = $0
                return true
            }
            if let last { look(last, line) }
        }
    }

    private mutating func look(_ ordered: OrderedEvidence, _ line: StudyLine) {
        let input = line.input
        var mayDecide = false
        for challenger in input.challengers {
            guard let sequence = ordered[challenger] else { continue }
            let average = line.average(challenger, units: sequence.units)
            let worth = input.worthHaving(challenger)
            let excludesWorth = sequence.mayExclude(worth)
            mayDecide = mayDecide || excludesWorth
            let mayMiss = average == worth ? excludesWorth : sequence.mayExclude(average)
            if !hasMissed, mayMiss, !sequence.limits.contains(average) { hasMissed = true }
        }
        guard mayDecide, !hasLied || stop == nil else { return }
        let decision = DecisionRule.decide(ordered.standings(input, isPriceUnknown: false))
        guard decision != .notYetKnown else { return }
        if isTrue(decision, line, units: ordered.units) {
            stop = stop ?? ordered.units
        } else {
            hasLied = true
        }
    }

    private func isTrue(_ decision: Verdict.Decision, _ line: StudyLine, units: Int) -> Bool {
        func advantage(_ challenger: Challenger) -> Double {
            line.average(challenger, units: units) - line.input.worthHaving(challenger)
        }
        return switch decision {
        case .modelEarns: advantage(.model) > 0
        case .cascadeEarns: advantage(.cascade) > 0
        case .heuristicStays: line.input.challengers.allSatisfy { advantage($0) < 0 }
        case .notYetKnown: true
        }
    }
}
