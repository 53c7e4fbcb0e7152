import Decisions
import Evidence
import Reports
import ShadowEvaluation

/// The cases of a question that people are to label, as the log has them now.
struct LabelWork {
    /// More than anybody labels at a sitting.
    private static let most = 500

    let question: Question
    let tasks: [LoggedObservation]
    let waiting: (disagreements: Int, agreements: Int)

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
        let (pairs, lot) = (AnswerPairs(feature), LabelLot(feature))
        let queue = try await store.foldObservations(
            of: key, into: LabelQueue<LoggedObservation>(capacity: Self.most)
        ) { queue, observation in
            guard latest[observation.caseNumber] == observation.seq,
                observation.question == question.name, observation.outcome == nil
            else { return }
            var observation = observation
            observation.answers.removeAll {
                !versions.contains(PathVersion(path: $0.path, version: $0.version))
            }
            guard let differs = pairs.difference(of: observation.answers, question: index),
                let place = lot.place(
                    caseNumber: observation.caseNumber, question: index, isDisagreement: differs)
            else { return }
            queue.append(observation, place: place, isDisagreement: differs)
        }
        tasks = queue.tasks
        waiting = (queue.disagreements, queue.agreements)
    }

    /// How `observation` is put before a person.
    func text(_ observation: LoggedObservation) -> LabelText {
        LabelText(
            observation, question, answers: observation.answers.blinded(in: observation.id))
    }

    var sentence: String {
        "\(NumberText.counted(waiting.disagreements, "case")) on which the paths differ "
            + "and \(waiting.agreements) drawn of those on which they agree "
            + "\(waiting.disagreements + waiting.agreements == 1 ? "waits" : "wait") for a label."
    }
}
