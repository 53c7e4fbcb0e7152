import Decisions
import Evidence
import Statistics

/// A made-up world, and how its streams of cases come about.
package struct StudyScenario: Sendable {
    package var id: String
    package var description: String
    /// Pairs of one look at 80 % power, at the level of one promised claim, where there is an effect.
    package var pairsAtOneLook: Double?
    /// How many times those may be needed.
    package var goal: Double?
    let lines: @Sendable (inout SeededGenerator) -> [StudyLine]

    init(
        _ id: String, _ description: String,
        lines: @escaping @Sendable (inout SeededGenerator) -> [StudyLine]
    ) {
        self.id = id
        self.description = description
        self.lines = lines
    }
}

extension StudyScenario {
    /// Those in which there is nothing to find, then those with an effect.
    package static let all = nothings + labels + effects

    static let cases = 2_000
    /// Each path alone is right in 6 % of the cases.
    static let equal = StudyWorld(wins: 0.06, losses: 0.06)
    /// 8 % of the cases against 4 %.
    static let promised = StudyWorld(wins: 0.08, losses: 0.04)
}
