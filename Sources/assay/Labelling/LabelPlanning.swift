import Decisions
import Evidence
import Foundation
import Reports
import Verdicts

/// Writes `labels.yaml`: whom a judge's doubt puts before people.
struct LabelPlanning {
    private let folder: FeatureFolder
    private let question: Question
    /// Those of a command on the feature and its log.
    private let arguments: String

    init(_ folder: FeatureFolder, _ question: Question, _ arguments: String) {
        self.folder = folder
        self.question = question
        self.arguments = arguments
    }

    func fix(_ planned: Int, judge: String?, in store: SQLiteEvidenceStore) async throws {
        let file = folder.feature.file(LabelPlanFile.name)
        if let known = folder.feature.labelPlans.first(where: { $0.question == question.name }) {
            throw CommandFailure(
                .failed,
                "\(file): \(known.planned) labels of `\(known.question)` were planned at "
                    + "\(known.frozenAt); chances that change once labels came would bias them; "
                    + "take the plan out where nobody was asked yet")
        }
        let now = Clocks.now()
        let bench = try await VerdictBench(
            folder: folder, arguments: arguments, challenger: nil, store: store, now: now)
        let planner = LabelPlanner(try await bench.judged(on: question))
        let (plan, drawing, cases) = try self.plan(planned, judge, planner, at: now)
        try write(folder.feature.labelPlans + [plan], to: file)
        Console.print(
            "\(file): of \(NumberText.counted(cases, "case")) that `\(plan.judge)` labelled, "
                + "\(NumberText.count(drawing.drawn)) are drawn for people "
                + "(\(NumberText.count(planned)) on average), with chances from "
                + "\(NumberText.percent(plan.least)) up; the outcome of "
                + "\(NumberText.count(drawing.labelled)) is known. `assay label \(arguments)` asks "
                + "for the others.")
    }

    private func plan(
        _ planned: Int, _ judge: String?, _ planner: LabelPlanner, at now: Timestamp
    ) throws -> (plan: LabelPlan, drawing: JudgeFigures.Drawing, cases: Int) {
        do throws(LabelPlanProblem) {
            return try planner.plan(planned, judge: judge, at: now)
        } catch {
            throw CommandFailure(.failed, "\(folder.path): \(error)")
        }
    }

    private func write(_ plans: [LabelPlan], to file: String) throws {
        do {
            try Data(LabelPlanFile.text(of: plans).utf8)
                .write(to: URL(filePath: file), options: .atomic)
        } catch {
            throw CommandFailure(
                .failed, "\(file): the file cannot be written; check its permissions and the disk")
        }
    }
}
