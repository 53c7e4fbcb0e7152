import Decisions
import Foundation
import JSONCodec
import Reports
import RuleEngine

extension CheckCommand {
    /// Counts what each rule does on recorded cases; `nil` where there are no rules to run.
    func coverage(of folder: FeatureFolder) throws -> CoverageText? {
        guard let ruleSet = folder.ruleSet else { return nil }
        var recorded = try RecordedCases(operands.file, of: folder.feature)
        var questions = ruleSet.decisions.map { RuleCoverage($0) }
        let evaluator = RuleEvaluator(ruleSet)
        try recorded.forEach { entry, _ in
            for (index, examination) in evaluator.examine(json: entry.input.json).enumerated() {
                questions[index].add(examination, slices: entry.slices)
            }
        }
        recorded.noteProblems()
        return CoverageText(
            traffic: recorded.file.path, cases: recorded.read, questions,
            width: Console.resultWidth)
    }

    /// Says of a case, or of every case of a file, how each question came to its answer.
    func explainCase(_ name: String) throws {
        let (folder, ruleSet) = try soundRules()
        let isFile = name == "-" || TextFile.exists(name)
        var recorded = try RecordedCases(isFile ? name : operands.file, of: folder.feature)
        let evaluator = RuleEvaluator(ruleSet)
        var explained: [(id: String, explanations: [DecisionExplanation])] = []
        try recorded.forEach { entry, _ in
            guard isFile || entry.id == name else { return }
            explained.append((entry.id, evaluator.explain(json: entry.input.json)))
        }
        guard !explained.isEmpty else {
            throw CommandFailure(
                .badData,
                "\(recorded.file.path): there is no case `\(name)`, nor a file of that name"
            )
        }
        recorded.noteProblems()
        if json {
            Console.print(json: Self.json(explained))
        } else {
            let texts = explained.map { id, explanations in
                (["case \(id)"] + explanations.map(\.description)).joined(separator: "\n")
            }
            Console.print(texts.joined(separator: "\n\n"))
        }
    }

    /// Prints a decision table for a spreadsheet.
    func printTable(_ question: String) throws {
        let (folder, ruleSet) = try soundRules()
        guard let csv = ruleSet.csv(ofTableAnswering: question) else {
            let tables = ruleSet.decisions.filter { $0.table != nil }.map(\.question.name)
            let names = tables.map { "`\($0)`" }.joined(separator: ", ")
            throw CommandFailure(
                .usage,
                "\(folder.path): no decision table answers `\(question)`; "
                    + (tables.isEmpty ? "its rules are no tables" : "tables answer \(names)"))
        }
        try Console.send(Array(csv.utf8))
    }

    private func soundRules() throws -> (FeatureFolder, RuleSet) {
        let folder = try FeatureFolder.read(operands.folder)
        guard folder.errors.isEmpty else {
            throw CommandFailure(.badConfiguration, folder.errors)
        }
        guard let ruleSet = folder.ruleSet else {
            throw CommandFailure(.badConfiguration, "\(folder.path): there are no rules")
        }
        return (folder, ruleSet)
    }

    /// One object, `assay.explanation/1`, on one line.
    private static func json(
        _ explained: [(id: String, explanations: [DecisionExplanation])]
    ) -> String {
        let cases = explained.map { id, explanations -> JSONValue in
            ["case_id": .string(id), "questions": .array(explanations.map(\.jsonValue))]
        }
        let object: JSONValue = ["schema": "assay.explanation/1", "cases": .array(cases)]
        return String(decoding: object.json, as: UTF8.self)
    }
}
