import Decisions
import Evidence
import Reports
import ShadowEvaluation

/// The cases of a question that people are to label, as the log has them now.
struct LabelWork {
    /// More than anybody labels at a sitting.
    private static let most = 500

    /// A case that was drawn, and with what chance.
    struct Task: Sendable {
        let observation: LoggedObservation
        let probability: Double
    }

    let question: Question
    let tasks: [Task]
    let waiting: (disagreements: Int, agreements: Int)
    /// Those of them that a label plan drew.
    let planned: Int

    /// Reads the log once; of a case the newest observation counts, with the answers of the paths as
    /// `folder` has them.
    init(
        _ question: Question, of folder: FeatureFolder, in store: SQLiteEvidenceStore
    ) async throws {
        self.question = question
        let feature = folder.feature
        let index = feature.questions.firstIndex { $0.name == question.name } ?? 0
        let versions = Set(feature.paths.compactMap { folder.version(of: $0) })
        let key = try await store.open(feature)
        let latest = try await store.foldObservations(of: key, into: [Int: Int64]()) {
            if $1.question == question.name { $0[$1.caseNumber] = $1.seq }
        }
        let pairs = AnswerPairs(feature)
        let lot = try await LabelLot(feature, key, in: store)
        var judged: Set<Int> = []
        if let plan = feature.labelPlans.first(where: { $0.question == question.name }) {
            judged = Set(try await store.judged(by: plan, of: key).map(\.caseNumber))
        }
        let (queue, planned) = try await store.foldObservations(
            of: key, into: (LabelQueue<Task>(capacity: Self.most), 0)
        ) { [judged] work, observation in
            guard latest[observation.caseNumber] == observation.seq,
                observation.question == question.name, observation.outcome == nil
            else { return }
            var observation = observation
            observation.answers.removeAll {
                !versions.contains(PathVersion(path: $0.path, version: $0.version))
            }
            guard
                let draw = lot.draw(
                    ofCase: observation.caseNumber, answers: observation.answers, pairs,
                    question: index)
            else { return }
            work.0.append(
                Task(observation: observation, probability: draw.probability), place: draw.place,
                isDisagreement: draw.isDisagreement)
            if judged.contains(observation.caseNumber) { work.1 += 1 }
        }
        self.planned = planned
        tasks = queue.tasks
        waiting = (queue.disagreements, queue.agreements)
    }

    /// How a case is put before a person.
    func text(_ task: Task) -> LabelText {
        LabelText(
            task.observation, question, probability: task.probability,
            answers: task.observation.answers.blinded(in: task.observation.id))
    }

    /// How many wait for a label.
    var count: Int { waiting.disagreements + waiting.agreements }

    var sentence: String {
        "\(NumberText.counted(waiting.disagreements, "case")) on which the paths differ "
            + "and \(waiting.agreements) drawn of those on which they agree "
            + "\(count == 1 ? "waits" : "wait") for a label."
    }
}
