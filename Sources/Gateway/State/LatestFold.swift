import Decisions
import Evidence
import Reports
import ShadowEvaluation

/// Gathers the latest observations of a feature, newest first, question by question.
struct LatestFold: Sendable {
    /// As many as a page shows.
    private static let shown = 12

    private let pairs: AnswerPairs
    private let lot: LabelLot
    private let questions: Int
    private var compared = LatestEvidence.Pairs()
    private var repeats: [String: LatestEvidence.Pairs] = [:]
    private var latencies: [String: [Int64]] = [:]
    private var disagreements: [LiveObservation] = []
    private var unlabelled = LabelQueue<EvidenceID>(capacity: 1_000)

    init(_ feature: Feature, _ lot: LabelLot) {
        pairs = AnswerPairs(feature)
        self.lot = lot
        questions = feature.questions.count
    }

    mutating func append(_ observation: LiveObservation) {
        for answer in observation.answers where answer.status == .answered {
            latencies[answer.path, default: []].append(answer.latency)
        }
        let agrees = pairs.agreement(in: observation)
        compared.count(agrees)
        if agrees == false, disagreements.count < Self.shown * questions {
            disagreements.append(observation)
        }
        let question = observation.question
        for model in pairs.models {
            repeats[model, default: .init()].count(
                pairs.selfAgreement(of: model, in: observation.answers, question: question))
        }
        guard observation.truth == nil,
            let draw = lot.draw(
                ofCase: observation.caseNumber, answers: observation.answers, pairs,
                question: question)
        else { return }
        unlabelled.append(observation.id, place: draw.place, isDisagreement: draw.isDisagreement)
    }

    var latest: LatestEvidence {
        LatestEvidence(
            pairs: compared, repeats: repeats,
            latencies: latencies.mapValues(Self.latency),
            disagreements: Array(
                disagreements.sorted { $0.id > $1.id }.prefix(Self.shown)),
            unlabelled: unlabelled.tasks)
    }

    private static func latency(_ nanoseconds: [Int64]) -> LatestEvidence.Latency {
        let sorted = nanoseconds.sorted()
        func quantile(_ share: Double) -> Double {
            guard !sorted.isEmpty else { return 0 }
            return Double(sorted[Int(Double(sorted.count - 1) * share)]) / 1e6
        }
        return LatestEvidence.Latency(median: quantile(0.5), slow: quantile(0.95))
    }
}
