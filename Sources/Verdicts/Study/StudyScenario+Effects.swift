import Statistics

extension StudyScenario {
    /// The model is better, as planned or half as much.
    static let effects: [StudyScenario] = [
        effect(
            "planned", "8 % against 4 % as planned, one promise", promised, planned: promised,
            goal: 1.4, challengers: [.model]),
        effect(
            "planned-two", "the same, a model and a cascade promised",
            promised.abstaining(0.1), planned: promised.abstaining(0.1), goal: 1.6,
            challengers: Challenger.allCases),
        effect(
            "half", "7 % against 5 %, half of what was planned",
            StudyWorld(wins: 0.07, losses: 0.05), planned: promised, goal: 2.5,
            challengers: [.model]),
    ]

    private static func effect(
        _ id: String, _ description: String, _ world: StudyWorld, planned: StudyWorld,
        goal: Double, challengers: [Challenger]
    ) -> StudyScenario {
        let fixed = world.pairsAtOneLook(alpha: lineAlpha(0.05, line: 1))
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
