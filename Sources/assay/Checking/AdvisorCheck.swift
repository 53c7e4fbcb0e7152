import Advisor
import Decisions
import Diagnostics
import Foundation
import Reports

/// A look at the advisor's files: a questionnaire, or answers to one.
struct AdvisorCheck {
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var files: [String] = []
    /// What was looked at, a line a file.
    private(set) var lines: [String] = []
    /// The questions that `assessment.yaml` answers.
    private let questionnaire: Questionnaire

    /// Looks at the file, or at the assessments in the folder, at `path`; answers are to the shipped
    /// questions, unless a file is named.
    init(_ path: String, questionnaire file: String?) throws {
        questionnaire = try AssessmentFolder.questionnaire(file)
        if Self.isFile(path) {
            try check(path)
        } else {
            for name in Self.names where TextFile.exists("\(path)/\(name)") {
                try check("\(path)/\(name)")
            }
        }
    }

    private static let names = ["assessment.yaml", "launch.yaml"]

    /// Whether `path` is a file that may be one of the advisor's.
    static func isFile(_ path: String) -> Bool {
        [".yaml", ".yml"].contains { path.hasSuffix($0) } && TextFile.exists(path)
    }

    /// Whether `path` is a folder of a proposal: with answers, and no feature yet.
    static func isProposal(_ path: String) -> Bool {
        !FeatureFolder.exists(path) && names.contains { TextFile.exists("\(path)/\($0)") }
    }

    /// All that was looked at, as a report of its own.
    func report(of path: String) -> CheckReport {
        CheckReport(feature: path, files: files, diagnostics: diagnostics)
    }

    private mutating func check(_ file: String) throws {
        let source = try TextFile.read(file)
        files.append(file)
        let keys = YAMLReader(source).root()?.pairs ?? []
        guard keys.contains(where: { $0.key.scalarText == "assessment" }) else {
            return check(questionnaire: source)
        }
        let name = URL(filePath: file).lastPathComponent
        if name == "launch.yaml" {
            let folder = URL(filePath: file).deletingLastPathComponent().lastPathComponent
            let (candidate, found) = LaunchFile.read(
                source, folder: folder, try AssessmentFolder.launchQuestionnaire())
            add(name, candidate?.assessment, found)
        } else {
            let (assessment, found) = AssessmentFile.read(source, questionnaire)
            add(name, assessment, found)
            let contradictions = assessment.map { Advice($0, questionnaire).contradictions } ?? []
            diagnostics += contradictions.map {
                Diagnostic(.warning, file: file, "these answers do not go together: \($0)")
            }
        }
    }

    private mutating func check(questionnaire source: SourceText) {
        let (found, problems) = QuestionnaireFile.read(source)
        diagnostics += problems
        guard let found else { return }
        let parts = [
            NumberText.counted(found.factors.count, "factor"),
            NumberText.counted(found.items.count, "question"),
            NumberText.counted(found.gates.count, "gate"),
        ]
        lines.append(
            "questionnaire `\(found.name)`, version \(found.hash.short): "
                + parts.joined(separator: ", "))
    }

    private mutating func add(_ name: String, _ assessment: Assessment?, _ found: [Diagnostic]) {
        diagnostics += found
        guard let assessment else { return }
        let answers = NumberText.counted(assessment.entries.count, "answer")
        lines.append("\(name): \(answers) to `\(assessment.questionnaire)`")
    }
}
