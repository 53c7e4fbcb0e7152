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
        guard !feature.isEmpty else {
            throw CommandFailure(
                .usage, "the feature has no name; say what it is about, such as `refund-requests`")
        }
        let folder = feature.contains("/") ? feature : "Rules/" + feature
        let path = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        try self.init(path: path, questionnaire: try Self.questionnaire(file))
        try Self.requireGates(questionnaire)
        for path in [path, feature] where Self.holdsFeatures(path) {
            throw CommandFailure(
                .usage,
                "\(path): this folder holds features and is none; name one of them, or a new one, "
                    + "such as `\(path.hasSuffix("/") ? path : path + "/")refund-requests`")
        }
    }

    init(path: String, questionnaire: Questionnaire) throws {
        self.path = path
        self.questionnaire = questionnaire
        guard FeatureFile.isFeatureName(name) else {
            throw CommandFailure(
                .usage, "`\(name)` is no feature name; use letters, digits, `-` and `_`")
        }
    }

    static func requireGates(_ questionnaire: Questionnaire) throws {
        guard questionnaire.gates.isEmpty else { return }
        throw CommandFailure(
            .badData, "questionnaire `\(questionnaire.name)` has no gates, so no advice follows")
    }

    /// Whether a folder is no feature's and has folders that are.
    private static func holdsFeatures(_ path: String) -> Bool {
        func isFeature(_ path: String) -> Bool {
            TextFile.exists(path + "/feature.yaml") || TextFile.exists(path + "/assessment.yaml")
        }
        guard !isFeature(path),
            let names = try? FileManager.default.contentsOfDirectory(atPath: path)
        else { return false }
        return names.contains { isFeature("\(path)/\($0)") }
    }

    static func questionnaire(_ file: String?) throws -> Questionnaire {
        let source = try file.map { try TextFile.read($0) } ?? Questionnaire.fourFactor
        let (questionnaire, diagnostics) = QuestionnaireFile.read(source)
        return try require(questionnaire, diagnostics)
    }

    /// The assessment in the folder, or an empty one.
    func assessment(notingWarnings: Bool = true) throws -> Assessment {
        guard TextFile.exists(file) else {
            return Assessment(
                feature: name, questionnaire: questionnaire.name,
                version: questionnaire.hash.short)
        }
        let (assessment, diagnostics) = AssessmentFile.read(
            try TextFile.read(file), questionnaire)
        return try Self.require(
            assessment,
            notingWarnings ? diagnostics : diagnostics.filter { $0.severity == .error })
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

    func write(_ assessment: Assessment) throws { try Self.write(assessment, to: file) }

    /// Writes the file at once or not at all, with the folders that lead to it.
    static func write(_ assessment: Assessment, to file: String) throws {
        do {
            try FileManager.default.createDirectory(
                at: URL(filePath: file).deletingLastPathComponent(),
                withIntermediateDirectories: true)
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
