import Decisions
import Statistics

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
