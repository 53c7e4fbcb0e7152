import Decisions
import Evidence
import ShadowEvaluation

/// Gathers what the log has of a feature, newest first, question by question.
struct LoggedHistory: Sendable {
    private let pairs: AnswerPairs
    private let most: Int
    private var counts: [Int]
    private var oldest: [Timestamp]
    private var seen: Set<EvidenceID> = []
    private(set) var requests: [LoggedRequest] = []

    /// At most `most` observations of a question are read.
    init(_ feature: Feature, most: Int) {
        pairs = AnswerPairs(feature)
        self.most = most
        counts = feature.questions.map { _ in 0 }
        oldest = feature.questions.map { _ in Timestamp(microseconds: .max) }
    }

    /// From when on every case has been read.
    var complete: Timestamp {
        zip(counts, oldest).filter { $0.0 >= most }.map(\.1).max() ?? Timestamp(microseconds: 0)
    }

    mutating func append(_ observation: LiveObservation) {
        counts[observation.question] += 1
        oldest[observation.question] = min(oldest[observation.question], observation.loggedAt)
        let models = observation.answers.filter { pairs.isModel($0.path) }
        let prices = models.compactMap(\.price)
        requests.append(
            LoggedRequest(
                time: observation.loggedAt,
                isFirst: seen.insert(observation.requestID).inserted,
                agreement: pairs.agreement(in: observation),
                failed: models.count { $0.status == .failed },
                latencies: models.filter { $0.status == .answered }.map(\.latency),
                spent: prices.isEmpty ? nil : Money(nanoUSD: prices.reduce(0, +))))
    }
}
