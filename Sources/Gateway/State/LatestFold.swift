import Decisions
import Evidence
import Reports
import ShadowEvaluation

/// Gathers the latest observations of a feature, newest first, question by question.
struct LatestFold: Sendable {
    private struct Entry {
        var request: EvidenceID
        var loggedAt: Int64
        var agreement: Bool?
        var failed: Int
        /// Of models, in nanoseconds.
        var latencies: [Int64]
        var spent: Money?
    }

    /// As many as a page shows.
    private static let shown = 12

    private let pairs: AnswerPairs
    private var entries: [Entry] = []
    private var counts: [Int]
    private var oldest: [Int64]
    private var latencies: [String: [Int64]] = [:]
    private var disagreements: [LiveObservation] = []
    private var unlabelled: [EvidenceID] = []

    init(_ feature: Feature) {
        pairs = AnswerPairs(feature)
        counts = feature.questions.map { _ in 0 }
        oldest = feature.questions.map { _ in .max }
    }

    mutating func append(_ observation: LiveObservation) {
        let question = observation.question
        counts[question] += 1
        oldest[question] = min(oldest[question], observation.loggedAt.microseconds)
        let models = observation.answers.filter { pairs.isModel($0.path) }
        for answer in observation.answers where answer.status == .answered {
            latencies[answer.path, default: []].append(answer.latency)
        }
        let agreement = pairs.agreement(in: observation)
        let prices = models.compactMap(\.price)
        entries.append(
            Entry(
                request: observation.requestID, loggedAt: observation.loggedAt.microseconds,
                agreement: agreement, failed: models.count { $0.status == .failed },
                latencies: models.filter { $0.status == .answered }.map(\.latency),
                spent: prices.isEmpty ? nil : Money(nanoUSD: prices.reduce(0, +))))
        guard agreement == false else { return }
        if disagreements.count < Self.shown * counts.count { disagreements.append(observation) }
        if observation.truth == nil { unlabelled.append(observation.id) }
    }

    /// Returns the result at `now`, where at most `most` observations of a question have been read.
    func finish(at now: Timestamp, most: Int) -> LatestEvidence {
        // Further back not all has been read, and a picture of it would show a start that is none.
        let cut = zip(counts, oldest).filter { $0.0 >= most }.map(\.1).max()
        let start = cut ?? oldest.min() ?? now.microseconds
        return LatestEvidence(
            activity: activity(from: start, to: now.microseconds),
            agreed: entries.count { $0.agreement == true },
            disagreed: entries.count { $0.agreement == false },
            latencies: latencies.mapValues(Self.latency),
            disagreements: Array(
                disagreements.sorted { $0.id > $1.id }.prefix(Self.shown)),
            unlabelled: unlabelled.sorted(by: >))
    }

    // MARK: Spans

    private static let least: Int64 = 12
    private static let most = 48
    /// In seconds.
    private static let lengths = [10, 60, 300, 900, 3600, 3 * 3600, 6 * 3600, 24 * 3600]

    private func activity(from start: Int64, to now: Int64) -> Activity {
        let seconds = max(0, now - start) / 1_000_000
        let length = Self.lengths.first { seconds / Int64($0) < Self.most } ?? 24 * 3600
        let width = Int64(length) * 1_000_000
        let last = now / width
        let first = max(min(start / width, last - Self.least + 1), last - Int64(Self.most) + 1)
        let count = Int(last - first) + 1
        var spans = [[Entry]](repeating: [], count: max(1, count))
        for entry in entries where entry.loggedAt >= start {
            let index = Int(entry.loggedAt / width - first)
            if spans.indices.contains(index) { spans[index].append(entry) }
        }
        return Activity(
            start: Timestamp(microseconds: first * width), length: .seconds(length),
            spans: spans.map(Self.span))
    }

    private static func span(_ entries: [Entry]) -> Activity.Span {
        let latencies = entries.flatMap(\.latencies)
        let prices = entries.compactMap(\.spent)
        return Activity.Span(
            requests: Set(entries.map(\.request)).count,
            agreed: entries.count { $0.agreement == true },
            disagreed: entries.count { $0.agreement == false },
            failed: entries.reduce(0) { $0 + $1.failed },
            latency: latencies.isEmpty ? nil : latency(latencies).median,
            spent: prices.isEmpty ? nil : prices.reduce(.zero, +))
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
