package import Advisor

/// Where the assessments are that the pages ask for and change.
package protocol AssessmentShelf: Sendable {
    var questionnaire: Questionnaire { get }

    /// The features that have an assessment, in order.
    func names() async throws -> [String]

    /// The assessment of a feature, an empty one where there is none yet.
    func assessment(of feature: String) async throws -> Assessment

    /// Changes an assessment, saves it and returns it; changes come one after the other.
    func change(
        _ feature: String, _ body: @Sendable (inout Assessment) throws -> Void
    ) async throws -> Assessment
}

/// Why an assessment cannot be read or saved, for the person who can mend it.
package struct AssessmentProblem: Error {
    package let message: String

    package init(_ message: String) { self.message = message }
}
