import Decisions
import Evidence
import Statistics
import Testing

@testable import Verdicts

/// Outcomes that come after their cases were old enough: what they may do to limits.
struct LateOutcomeTests {
    /// Cases of which each has a random outcome and random answers.
    private func line(_ cases: Int, _ generator: inout SeededGenerator) -> StudyLine {
        var line = StudyLine(
            challengers: Challenger.allCases, planned: StudyScenario.promised.abstaining(0.2))
        let world = StudyScenario.equal.abstaining(0.2)
        for _ in 0..<cases { line.append(world.draw(&generator)) }
        return line
    }

    private func limits(
        _ line: StudyLine, _ change: (inout EvidenceRow) -> Void = { _ in }
    ) -> [Challenger: Interval] {
        var accumulator = VerdictAccumulator(line.input)
        for var row in line.rows {
            change(&row)
            accumulator.append(row)
        }
        var limits: [Challenger: Interval] = [:]
        accumulator.watch { ordered in
            for challenger in Challenger.allCases {
                limits[challenger] =
                    ordered.units == line.rows.count ? ordered[challenger]?.limits : nil
            }
            return true
        }
        return limits
    }

    /// This is why a late outcome may replace the worst case: whatever is known at a look, its
    /// limits hold those that would be there if all were known, which hold the truth at every look.
    @Test func `limits with unknown outcomes hold the limits that all outcomes give`() throws {
        var generator = SeededGenerator(seed: 11)
        for cases in [1, 5, 40, 300] {
            for _ in 0..<10 {
                let line = line(cases, &generator)
                let known = limits(line)
                for share in [0.05, 0.5, 1] {
                    let unknown = Set(
                        (0..<cases).filter { _ in
                            Double.random(in: 0..<1, using: &generator) < share
                        })
                    let open = limits(line) { row in
                        if unknown.contains(row.caseNumber) { row.truth = nil }
                    }
                    #expect(open.count == 2)
                    for (challenger, wide) in open {
                        let narrow = try #require(known[challenger])
                        #expect(wide.lower <= narrow.lower + 1e-9)
                        #expect(wide.upper >= narrow.upper - 1e-9)
                    }
                }
            }
        }
    }

    @Test func `an outcome that came late counts like one that came in time`() {
        var generator = SeededGenerator(seed: 12)
        var line = line(60, &generator)
        line.input.outcome.maturesAfter = .seconds(86_400)
        let inTime = limits(line)
        let late = limits(line) { $0.outcomeReceivedAt = ($0.time ?? 0) + 30 * StudyLine.day }
        #expect(late == inTime)
        #expect(late.count == 2)
    }
}
