import Advisor
import Decisions
import Diagnostics
import Gateway

/// Assessments in memory.
actor MemoryShelf: AssessmentShelf {
    nonisolated let questionnaire: Questionnaire
    private var assessments: [String: Assessment] = [:]

    init() throws {
        let (questionnaire, diagnostics) = QuestionnaireFile.read(Questionnaire.fourFactor)
        guard let questionnaire else { throw diagnostics[0] }
        self.questionnaire = questionnaire
    }

    func names() -> [String] { assessments.keys.sorted() }

    func assessment(of feature: String) throws -> Assessment {
        if feature == "broken" { throw AssessmentProblem("broken/assessment.yaml:3:1: no <list>") }
        return assessments[feature]
            ?? Assessment(
                feature: feature, questionnaire: questionnaire.name,
                version: questionnaire.hash.short)
    }

    func change(
        _ feature: String, _ body: @Sendable (inout Assessment) throws -> Void
    ) throws -> Assessment {
        var assessment = try assessment(of: feature)
        try body(&assessment)
        assessments[feature] = assessment
        return assessment
    }
}
