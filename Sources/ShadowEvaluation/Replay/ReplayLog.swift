import Decisions
import Evidence

/// Observations on their way to the log.
struct ReplayLog {
    /// What is logged in one transaction.
    struct Portion: Sendable {
        fileprivate(set) var observations: [Observation] = []
        fileprivate(set) var outcomes: [RegisteredOutcome] = []
        fileprivate var summary = ReplaySummary()

        var isEmpty: Bool { observations.isEmpty && outcomes.isEmpty }
    }

    private static let largestPortion = 4096
    private static let longestWait: Int64 = 250_000_000

    private let replay: Replay
    private let ids: EvidenceIDGenerator
    private var portion = Portion()
    /// `nil` before the first portion, which is due at once: somebody may wait for it.
    private var lastTaken: Int64?
    /// By the model's identity: the same few come with every answer.
    private var modelVersions: [String: ContentHash] = [:]

    init(replay: Replay, ids: EvidenceIDGenerator) {
        self.replay = replay
        self.ids = ids
    }

    var isEmpty: Bool { portion.isEmpty }

    /// Whether a portion is large or a little old, so that a stop loses nothing that was paid for
    /// and a fast path is not held up.
    var isDue: Bool {
        guard !isEmpty else { return false }
        guard let lastTaken else { return true }
        return portion.observations.count >= Self.largestPortion
            || replay.clock.nanoseconds() - lastTaken > Self.longestWait
    }

    /// Takes out what has been added since the last time.
    mutating func take() -> Portion {
        defer { portion = Portion() }
        lastTaken = replay.clock.nanoseconds()
        return portion
    }

    /// Adds a case with its answers by question; without answers only its outcomes are logged.
    mutating func add(_ registered: RegisteredCase, _ answers: [[VersionedAnswer]]) {
        portion.outcomes += registered.outcomes
        guard answers.contains(where: { !$0.isEmpty }) else { return }
        portion.summary.answered += 1
        let now = replay.clock.now()
        let requestID = ids.next(at: now.microseconds)
        for (question, answers) in zip(replay.feature.questions, answers) where !answers.isEmpty {
            for answer in answers { portion.summary.count(answer.answer) }
            portion.observations.append(
                observation(registered, question, answers, requestID: requestID, now: now))
        }
    }

    private mutating func observation(
        _ registered: RegisteredCase, _ question: Question, _ answers: [VersionedAnswer],
        requestID: EvidenceID, now: Timestamp
    ) -> Observation {
        let inCharge = answers.first {
            $0.answer.path == replay.feature.inCharge && $0.answer.repeatIndex == 0
        }?.answer
        var versions = replay.versions
        if let model = answers.compactMap(\.answer.model).first {
            versions.model = version(ofModel: model)
        }
        return Observation(
            id: ids.next(at: now.microseconds), requestID: requestID, question: question.name,
            case: registered.case, caseNumber: registered.caseNumber, loggedAt: now,
            environment: .replay, answers: answers, inCharge: inCharge?.path,
            shown: inCharge?.code, versions: versions)
    }

    private mutating func version(ofModel identity: String) -> ContentHash {
        if let version = modelVersions[identity] { return version }
        let version = ContentHash([("model", identity)])
        modelVersions[identity] = version
        return version
    }
}

extension Replay {
    /// Logs a portion and counts it, even where the replay is cancelled meanwhile.
    func log(
        _ portion: ReplayLog.Portion, _ store: SQLiteEvidenceStore, _ progress: ReplayProgress
    ) async throws {
        guard !portion.isEmpty else { return }
        // A task of its own is not cancelled with the one that waits for it.
        let outcomes = try await Task {
            let logged = try await store.append(
                portion.observations, outcomes: portion.outcomes, of: key)
            if let output, output.failure == nil, let rows = logged.rows {
                do {
                    try await store.export(key, as: .jsonl, rows: rows, to: output.send)
                } catch {
                    // An output that takes no more ends the run once calls under way are logged.
                    guard output.failure != nil else { throw error }
                }
            }
            return logged.outcomes
        }.value
        var summary = portion.summary
        summary.observations = portion.observations.count
        summary.outcomes = outcomes
        progress.update { [summary] in $0.add(summary) }
    }
}

extension ReplaySummary {
    /// Adds what a batch did.
    fileprivate mutating func add(_ part: ReplaySummary) {
        answered += part.answered
        observations += part.observations
        outcomes += part.outcomes
        for (path, counts) in part.paths {
            var sum = paths[path] ?? PathCounts()
            sum.answered += counts.answered
            sum.abstained += counts.abstained
            sum.failed += counts.failed
            sum.failures.merge(counts.failures, uniquingKeysWith: +)
            sum.details.merge(counts.details) { first, _ in first }
            sum.spent += counts.spent
            sum.unpriced += counts.unpriced
            sum.recorded += counts.recorded
            paths[path] = sum
        }
    }
}
