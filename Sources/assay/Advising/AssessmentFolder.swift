import Advisor
import Decisions
import Diagnostics
import Foundation
import Reports

/// A feature's folder as the advisor sees it: it need not have rules, nor be there yet.
struct AssessmentFolder {
    let path: String
    let questionnaire: Questionnaire

    var name: String { URL(filePath: path).lastPathComponent }
    var file: String { path + "/assessment.yaml" }

    /// A bare name is a folder below Rules; the questionnaire is the shipped one, unless a file is
    /// named.
    init(_ feature: String, questionnaire file: String?) throws {
        let folder = feature.contains("/") ? feature : "Rules/" + feature
        path = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        questionnaire = try Self.questionnaire(file)
        guard FeatureFile.isFeatureName(name) else {
            throw CommandFailure(
                .usage, "`\(name)` is no feature name; use letters, digits, `-` and `_`")
        }
        guard !questionnaire.gates.isEmpty else {
            throw CommandFailure(
                .badData, "questionnaire `\(questionnaire.name)` has no gates, so no advice follows"
            )
        }
    }

    static func questionnaire(_ file: String?) throws -> Questionnaire {
        let source = try file.map { try TextFile.read($0) } ?? Questionnaire.fourFactor
        let (questionnaire, diagnostics) = QuestionnaireFile.read(source)
        return try require(questionnaire, diagnostics)
    }

    /// The assessment in the folder, or an empty one.
    func assessment() throws -> Assessment {
        guard TextFile.exists(file) else {
            return Assessment(
                feature: name, questionnaire: questionnaire.name,
                version: questionnaire.hash.short)
        }
        return try read(file)
    }

    func read(_ file: String) throws -> Assessment { try Self.read(file, questionnaire) }

    static func launchQuestionnaire() throws -> Questionnaire {
        let (questionnaire, diagnostics) = QuestionnaireFile.read(Questionnaire.launch)
        return try require(questionnaire, diagnostics)
    }

    static func read(_ file: String, _ questionnaire: Questionnaire) throws -> Assessment {
        let (assessment, diagnostics) = AssessmentFile.read(
            try TextFile.read(file), questionnaire)
        return try require(assessment, diagnostics)
    }

    func write(_ assessment: Assessment) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
            try Data(assessment.yaml.utf8).write(to: URL(filePath: file), options: .atomic)
        } catch {
            throw CommandFailure(
                .failed, "\(file): the file cannot be written; check its permissions and the disk")
        }
    }

    /// Notes warnings and throws errors.
    static func require<Content>(
        _ content: Content?, _ diagnostics: [Diagnostic]
    ) throws -> Content {
        for warning in diagnostics where warning.severity == .warning {
            Console.note(warning.description)
        }
        guard let content = content else {
            throw CommandFailure(.badData, diagnostics.filter { $0.severity == .error })
        }
        return content
    }
}
