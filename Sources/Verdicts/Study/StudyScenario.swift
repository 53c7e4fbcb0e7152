import Decisions
import Evidence
import Statistics

/// A made-up world, and how its streams of cases come about.
package struct StudyScenario: Sendable {
    package var id: String
    package var description: String
    /// Pairs of one look at 80 % power at the level of one promised claim, where there is an effect.
    package var pairsAtOneLook: Double?
    /// How many times those may be needed.
    package var goal: Double?
    let lines: @Sendable (inout SeededGenerator) -> [StudyLine]

    private init(
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
    package static let all = nothings + effects

    private static let cases = 2_000
    private static let equal = StudyWorld(wins: 0.06, losses: 0.06)
    /// 8 % of the cases against 4 %.
    private static let promised = StudyWorld(wins: 0.08, losses: 0.04)
    private static let both = Challenger.allCases

    private static let nothings: [StudyScenario] = [
        StudyScenario("equal", "two equal paths") { generator in
            var line = StudyLine()
            line.append(cases, of: equal, &generator)
            return [line]
        },
        StudyScenario("planned-equal", "two equal paths, an effect planned") { generator in
            var line = StudyLine(planned: promised)
            line.append(cases, of: equal, &generator)
            return [line]
        },
        StudyScenario("sampled", "asked more often where the model wins") { generator in
            var line = StudyLine()
            for _ in 0..<cases {
                let isFirst = Bool.random(using: &generator)
                let world = StudyWorld(wins: isFirst ? 0.09 : 0.03, losses: isFirst ? 0.03 : 0.09)
                let inclusion = isFirst ? 0.8 : 0.2
                line.append(
                    world.draw(&generator),
                    StudyLine.Details(
                        heuristic: isFirst ? 0 : 1, inclusion: inclusion,
                        isAsked: Double.random(in: 0..<1, using: &generator) < inclusion))
            }
            return [line]
        },
        StudyScenario("delayed", "the model's wins known in 2 days, its losses in 14") {
            generator in
            var line = StudyLine()
            line.looksByDay = true
            line.input.outcome.maturesAfter = .seconds(14 * 86_400)
            for _ in 0..<(cases / 2) {
                let replies = equal.draw(&generator)
                line.append(
                    replies, StudyLine.Details(delay: replies.model == .right ? 2 : 14))
            }
            return [line]
        },
        StudyScenario("clusters", "1 to 9 cases of a user, ICC 0.2") { generator in
            var line = StudyLine()
            var owners: [(user: UInt64, world: StudyWorld)] = []
            while owners.count < cases * 2 {
                let isHigh = Bool.random(using: &generator)
                // (2 · 0.2236)² = 0.2, the intraclass correlation of who wins.
                let (wins, losses) = (0.12 * (0.5 + 0.2236), 0.12 * (0.5 - 0.2236))
                let world = StudyWorld(
                    wins: isHigh ? wins : losses, losses: isHigh ? losses : wins)
                let user = UInt64(owners.count + 1)
                owners += Array(
                    repeating: (user, world), count: Int.random(in: 1...9, using: &generator))
            }
            owners.shuffle(using: &generator)
            for owner in owners {
                line.append(owner.world.draw(&generator), StudyLine.Details(user: owner.user))
            }
            return [line]
        },
        StudyScenario("drift", "62 % of the differences won, then 38 %") { generator in
            var line = StudyLine(planned: promised)
            line.append(cases, of: StudyWorld(wins: 0.186, losses: 0.114), &generator)
            line.append(cases, of: StudyWorld(wins: 0.114, losses: 0.186), &generator)
            return [line]
        },
        StudyScenario("prompts", "twenty successive prompts, 400 cases each") { generator in
            (1...20).map { number in
                var line = StudyLine(line: number)
                line.append(400, of: equal, &generator)
                return line
            }
        },
        StudyScenario("challengers", "two models and a cascade of each") { generator in
            (1...2).map { _ in
                var line = StudyLine(alpha: 0.025, challengers: both)
                line.append(cases, of: equal.abstaining(0.15), &generator)
                return line
            }
        },
        StudyScenario("labelling", "half of the disagreements labelled, agreements not") {
            generator in
            var line = StudyLine()
            for _ in 0..<cases {
                let replies = equal.draw(&generator)
                let differs = replies.heuristic != replies.model
                line.append(
                    replies,
                    StudyLine.Details(
                        isLabelled: differs && Bool.random(using: &generator)))
            }
            return [line]
        },
        StudyScenario("failing", "a model that fails 10 % of the time") { generator in
            var line = StudyLine()
            let world = StudyWorld([
                (0.1, .right, .fails), (0.12, .wrong, .right), (0.02, .right, .wrong),
                (0.1, .wrong, .wrong), (0.66, .right, .right),
            ])
            line.append(cases, of: world, &generator)
            return [line]
        },
    ]

    private static let effects: [StudyScenario] = [
        effect(
            "planned", "8 % against 4 % as planned, one promise", promised, planned: promised,
            goal: 1.4, challengers: [.model]),
        effect(
            "planned-two", "the same, a model and a cascade promised",
            promised.abstaining(0.1), planned: promised.abstaining(0.1), goal: 1.6,
            challengers: both),
        effect(
            "half", "7 % against 5 %, half of what was planned",
            StudyWorld(wins: 0.07, losses: 0.05), planned: promised, goal: 2.5,
            challengers: [.model]),
    ]

    private static func effect(
        _ id: String, _ description: String, _ world: StudyWorld, planned: StudyWorld,
        goal: Double, challengers: [Challenger]
    ) -> StudyScenario {
        let fixed = PlannedEffect(
            line: 0, effect: world.mean(.model), deviation: world.deviation(.model)
        ).observationsAtOneLook(alpha: lineAlpha(0.05, line: 1))
        var scenario = StudyScenario(id, description) { generator in
            var line = StudyLine(challengers: challengers, planned: planned)
            line.append(Int(4 * fixed), of: world, &generator)
            return [line]
        }
        scenario.pairsAtOneLook = fixed
        scenario.goal = goal
        return scenario
    }
}
