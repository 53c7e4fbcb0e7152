import Advisor
import Decisions
import Testing

/// Features that wait for their launch, made by hand.
struct Portfolio {
    let questionnaire: Questionnaire

    init() throws {
        questionnaire = try #require(QuestionnaireFile.read(Questionnaire.launch).questionnaire)
    }

    func candidate(
        _ name: String, dependsOn: [String] = [], _ answers: [String: Int]
    ) -> LaunchCandidate {
        candidate(
            name, dependsOn: dependsOn,
            entries: answers.sorted { $0.key < $1.key }.map {
                .init(item: $0.key, answer: $0.value, by: "ana")
            })
    }

    func candidate(
        _ name: String, dependsOn: [String] = [], entries: [Assessment.Entry]
    ) -> LaunchCandidate {
        LaunchCandidate(
            Assessment(
                feature: name, questionnaire: "launch", version: questionnaire.hash.short,
                dependsOn: dependsOn, entries: entries), questionnaire)
    }

    static let timid = [
        "value": 1, "reach": 1, "wrong_share": 3, "visible": 4, "severity": 2, "reversible": 0,
        "correction": 2, "tier": 0,
    ]
    static let bold = [
        "value": 4, "reach": 4, "wrong_share": 0, "visible": 0, "severity": 0, "reversible": 4,
        "correction": 0, "tier": 0,
    ]

    func timid(_ name: String, dependsOn: [String] = []) -> LaunchCandidate {
        candidate(name, dependsOn: dependsOn, Self.timid)
    }

    var bold: LaunchCandidate { candidate("bold", Self.bold) }

    func plan(_ candidates: [LaunchCandidate], draws: Int = 50, seed: UInt64 = 1) -> LaunchPlan {
        LaunchPlan(candidates, questionnaire, draws: draws, trustDraws: 0, seed: seed)
    }

    func order(_ candidates: [LaunchCandidate]) -> [String] {
        plan(candidates).steps.map(\.candidate.name)
    }
}
