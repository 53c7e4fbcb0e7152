import Decisions
import Evidence

/// Observations on their way to the log, in batches.
///
/// A batch is logged when it is large or a little old, so that a stop loses nothing that was paid
/// for and a fast path is not held up.
struct ReplayLog {
    private static let batchSize = 4096
    private static let longestWait: Int64 = 250_000_000

    private let replay: Replay
    private let store: SQLiteEvidenceStore
    private let progress: ReplayProgress
    private let ids: EvidenceIDGenerator
    private var observations: [Observation] = []
    private var outcomes: [RegisteredOutcome] = []
    private var lastFlush: Int64
    private var summary = ReplaySummary()

    init(replay: Replay, store: SQLiteEvidenceStore, progress: ReplayProgress) {
        self.replay = replay
        self.store = store
        self.progress = progress
        ids = store.ids
        lastFlush = replay.clock.nanoseconds()
    }

    /// Adds a case with its answers by question; without answers only its outcomes are logged.
    mutating func add(_ registered: RegisteredCase, _ answers: [[VersionedAnswer]]) {
        outcomes += registered.outcomes
        guard answers.contains(where: { !$0.isEmpty }) else { return }
        summary.answered += 1
        let now = replay.clock.now()
        let requestID = ids.next(at: now.microseconds)
        for (question, answers) in zip(replay.feature.questions, answers) where !answers.isEmpty {
            for answer in answers { summary.count(answer.answer) }
            observations.append(
                observation(registered, question, answers, requestID: requestID, now: now))
        }
    }

    private func observation(
        _ registered: RegisteredCase, _ question: Question, _ answers: [VersionedAnswer],
        requestID: EvidenceID, now: Timestamp
    ) -> Observation {
        let inCharge = answers.first {
            $0.answer.path == replay.feature.inCharge && $0.answer.repeatIndex == 0
        }?.answer
        var versions = replay.versions
        if let model = answers.compactMap(\.answer.model).first {
            versions.model = ContentHash([("model", model)])
        }
        return Observation(
            id: ids.next(at: now.microseconds), requestID: requestID, question: question.name,
            case: registered.case, caseNumber: registered.caseNumber, loggedAt: now,
            environment: .replay, answers: answers, inCharge: inCharge?.path,
            shown: inCharge?.code, versions: versions)
    }

    mutating func flushIfDue() async throws {
        let isOld = replay.clock.nanoseconds() - lastFlush > Self.longestWait
        if isOld || observations.count >= Self.batchSize { try await flush() }
    }

    mutating func flush() async throws {
        lastFlush = replay.clock.nanoseconds()
        guard !observations.isEmpty || !outcomes.isEmpty else { return }
        let (store, replay) = (store, replay)
        let (observations, outcomes) = (observations, outcomes)
        // A task of its own: what has been answered is logged even where the replay is cancelled.
        let logged = try await Task {
            let logged = try await store.append(observations, outcomes: outcomes, of: replay.key)
            if let output = replay.output, let rows = logged.rows {
                try await store.export(replay.key, as: .jsonl, rows: rows, to: output)
            }
            return logged.outcomes
        }.value
        summary.observations = observations.count
        summary.outcomes = logged
        let part = summary
        progress.update { $0.add(part) }
        self.observations.removeAll(keepingCapacity: true)
        self.outcomes.removeAll(keepingCapacity: true)
        summary = ReplaySummary()
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
            sum.spent += counts.spent
            sum.unpriced += counts.unpriced
            sum.recorded += counts.recorded
            paths[path] = sum
        }
    }
}
