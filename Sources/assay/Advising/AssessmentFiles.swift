import Advisor
import Foundation
import Gateway

/// The assessments below a folder of features, for the pages: read anew each time, since people also
/// edit them by hand, and changed one at a time.
actor AssessmentFiles: AssessmentShelf {
    private let root: String
    nonisolated let questionnaire: Questionnaire

    /// `root` holds the features; `questionnaire` names a file, or else is the shipped one.
    init(root: String, questionnaire file: String? = nil) throws {
        self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
        questionnaire = try AssessmentFolder.questionnaire(file)
        try AssessmentFolder.requireGates(questionnaire)
    }

    func names() throws -> [String] {
        guard FileManager.default.fileExists(atPath: root) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: root).sorted()
            .filter { TextFile.exists("\(root)/\($0)/assessment.yaml") }
    }

    func assessment(of feature: String) throws -> Assessment {
        do {
            return try folder(feature).assessment(notingWarnings: false)
        } catch let failure as CommandFailure {
            throw AssessmentProblem(failure.message)
        }
    }

    func change(
        _ feature: String, _ body: @Sendable (inout Assessment) throws -> Void
    ) throws -> Assessment {
        do {
            let folder = try folder(feature)
            var assessment = try folder.assessment(notingWarnings: false)
            try body(&assessment)
            try folder.write(assessment)
            return assessment
        } catch let failure as CommandFailure {
            throw AssessmentProblem(failure.message)
        }
    }

    private func folder(_ feature: String) throws -> AssessmentFolder {
        try AssessmentFolder(path: "\(root)/\(feature)", questionnaire: questionnaire)
    }
}
