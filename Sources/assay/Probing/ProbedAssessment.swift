import Advisor
import Decisions
import Foundation

/// The assessment that a probe fills in: a file, or that of a feature's folder.
struct ProbedAssessment {
    private let file: String
    private let questionnaire: Questionnaire
    private var assessment: Assessment

    /// Takes a file that ends in `.yaml`, a folder, or the name of one below Rules.
    init(_ path: String, questionnaire name: String?) throws {
        questionnaire = try AssessmentFolder.questionnaire(name)
        if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
            file = path
        } else {
            file = try AssessmentFolder(path, questionnaire: name).file
        }
        if TextFile.exists(file) {
            assessment = try AssessmentFolder.read(file, questionnaire)
        } else {
            let folder = URL(filePath: file).deletingLastPathComponent().lastPathComponent
            assessment = Assessment(
                feature: folder, questionnaire: questionnaire.name,
                version: questionnaire.hash.short)
        }
    }

    /// Records what was measured, writes the file, and says so.
    mutating func fill(_ measurements: [ProbeMeasurement], source: String) throws {
        let entries = assessment.record(measurements, questionnaire, source: source)
        guard !entries.isEmpty else {
            return Console.note("\(file): nothing measured answers an item; nothing was written")
        }
        try AssessmentFolder.write(assessment, to: file)
        let answers = entries.map { "\($0.item) \($0.answer.map(String.init) ?? "unknown")" }
        Console.note("\(file): measured \(answers.joined(separator: ", "))")
    }
}
