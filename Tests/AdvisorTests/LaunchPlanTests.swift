import Advisor
import Decisions
import Diagnostics
import Reports
import Testing

struct LaunchPlanTests {
    private let questionnaire: Questionnaire

    init() throws {
        questionnaire = try #require(QuestionnaireFile.read(Questionnaire.launch).questionnaire)
    }

    private func candidate(
        _ name: String, dependsOn: [String] = [], _ answers: [String: Int]
    ) -> LaunchCandidate {
        LaunchCandidate(
            Assessment(
                feature: name, questionnaire: "launch", version: questionnaire.hash.short,
                dependsOn: dependsOn,
                entries: answers.map { .init(item: $0.key, answer: $0.value, by: "ana") }),
            questionnaire)
    }

    private func timid(_ name: String, dependsOn: [String] = []) -> LaunchCandidate {
        candidate(
            name, dependsOn: dependsOn,
            [
                "value": 1, "reach": 1, "wrong_share": 3, "visible": 4, "severity": 2,
                "reversible": 0, "correction": 2, "tier": 0,
            ])
    }

    private var bold: LaunchCandidate {
        candidate(
            "bold",
            [
                "value": 4, "reach": 4, "wrong_share": 0, "visible": 0, "severity": 0,
                "reversible": 4, "correction": 0, "tier": 0,
            ])
    }

    private func order(_ candidates: [LaunchCandidate]) -> [String] {
        LaunchPlan(candidates, questionnaire, draws: 50).steps.map(\.candidate.name)
    }

    @Test
    func `what cannot be undone never goes first, however well it ranks`() {
        #expect(order([bold, timid("timid")]) == ["timid", "bold"])
    }

    @Test
    func `where all is final, the plan says that nothing may go first`() {
        let plan = LaunchPlan([bold], questionnaire, draws: 50)
        #expect(plan.nothingMayGoFirst)
        let text = LaunchPlanText(plan, isColored: false, width: 100).text
        #expect(text.hasPrefix("Nothing here may go first"))
    }

    @Test
    func `a dependency goes before what needs it`() {
        #expect(order([timid("a", dependsOn: ["b"]), timid("b")]) == ["b", "a"])
    }

    @Test
    func `tiers go in order`() {
        let autopilot = candidate(
            "autopilot",
            [
                "value": 4, "reach": 4, "wrong_share": 0, "visible": 0, "severity": 0,
                "reversible": 0, "correction": 0, "tier": 4,
            ])
        #expect(order([autopilot, timid("assistant")]) == ["assistant", "autopilot"])
    }

    @Test
    func `dependencies that are unknown or go in a circle are named`() {
        let unknown = LaunchPlan.problems([timid("a", dependsOn: ["timidd"]), timid("timid")])
        #expect(unknown.map(\.hint) == ["did you mean `timid`?"])
        let circle = LaunchPlan.problems([
            timid("a", dependsOn: ["b"]), timid("b", dependsOn: ["a"]),
        ])
        #expect(circle.map(\.fact) == ["`a`, `b` wait for each other"])
    }

    @Test
    func `eight visible mistakes in a hundred are seen by 57 per cent in ten uses`() throws {
        let plan = LaunchPlan(
            [
                candidate(
                    "f",
                    [
                        "value": 0, "reach": 4, "wrong_share": 2, "visible": 4, "severity": 0,
                        "reversible": 0, "correction": 0, "tier": 0,
                    ])
            ], questionnaire, draws: 1)
        let step = try #require(plan.steps.first)
        #expect(abs(step.exposure - 0.5656) < 0.0001)
        #expect(abs(step.rank - 0.4344) < 0.0001)
    }

    @Test(arguments: [(0.0, 189), (0.01, 753), (0.015, 3_012), (0.02, nil)])
    func `the cases to promote a feature are those at which the interval ends at the budget`(
        rate: Double, expected: Int?
    ) {
        #expect(LaunchPlan.casesToPromote(rate) == expected)
    }
}
