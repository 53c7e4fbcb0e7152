import Decisions
import Evidence

/// Where the cases of a running replay are: read, registered, answered, logged.
///
/// Each step is a child task. Registration keeps the order of the source; answering goes on while
/// further cases are registered and earlier ones are logged. Models are asked by workers, each of
/// which takes one case after the other until the run has something else to do.
struct ReplayRun {
    typealias Tasks = ThrowingTaskGroup<Stage, any Error>

    /// What a child task has done.
    enum Stage: Sendable {
        case parsed(ParsedBatch)
        case registered([RegisteredCase])
        /// Nobody is to be asked about the batch, or anything after it.
        case refused(EvidenceError)
        /// A batch is answered, or a worker has come back.
        case answered
        case logged
    }

    private let replay: Replay
    private let store: SQLiteEvidenceStore
    private let claims: CaseClaims
    private let progress: ReplayProgress
    private let stop: ReplayStop
    private let reader: CaseReader
    private let asksModel: Bool
    /// How many cases may wait for a model at once, or batches be under way with rules.
    private let width: Int
    private let queue: CaseQueue

    private var batches = BatchSequence()
    private var isAtEnd = false
    private var refusal: (any Error)?
    private var isRegistering = false
    private var isLogging = false
    private var underWay = 0
    private var workersStarted = 0

    init(
        replay: Replay, store: SQLiteEvidenceStore, claims: CaseClaims, progress: ReplayProgress,
        stop: ReplayStop
    ) {
        self.replay = replay
        self.store = store
        self.claims = claims
        self.progress = progress
        self.stop = stop
        reader = CaseReader(replay.feature)
        let models = replay.paths.filter(\.isModel)
        asksModel = !models.isEmpty
        // Rules use every core. Who reads along gets one batch after the other, in the order of the
        // log.
        width = models.map(\.concurrency).max() ?? (replay.output == nil ? 3 : 1)
        queue = CaseQueue(replay: replay, ids: store.ids)
    }

    /// Whether nobody is to be asked about further cases.
    private var isStopped: Bool {
        stop.isRequested || progress.hasStopReason || failure != nil
    }

    /// What ended the run before its source did, other than a wish.
    var failure: (any Error)? { refusal ?? replay.output?.failure }

    /// Whether no further cases are to be read.
    private var isOver: Bool {
        isStopped || replay.options.limit.map { progress.read >= $0 } ?? false
    }
}

// MARK: Reading

extension ReplayRun {
    /// Whether a further batch would be of use; a few are parsed ahead.
    var wantsToRead: Bool { !isAtEnd && batches.ahead < 3 && !isOver }

    /// Whether nothing is under way, so that only further cases can make a difference.
    var isIdle: Bool {
        batches.ahead == 0 && !isRegistering && !isAnswering && !isLogging
            && queue.hasNothingToLog
    }

    /// Returns the source's next batch; `nil` at its end, or where it cannot be read further.
    mutating func nextBatch(_ feed: inout CaseFeed) -> CaseBatch? {
        do {
            if let batch = try feed.next() { return batch }
        } catch {
            refuse(error)
        }
        isAtEnd = true
        return nil
    }

    mutating func startParsing(_ batch: CaseBatch, _ tasks: inout Tasks) {
        let number = batches.nextNumber()
        tasks.addTask { [replay, reader] in .parsed(replay.parse(batch, number, reader)) }
    }

    /// Registers the next batch once there is somebody to answer it; those that were registered
    /// before must have been taken up.
    mutating func startRegistering(_ tasks: inout Tasks) {
        let lowMark = asksModel ? width : 1
        queue.setLowMark(isRegistering ? 0 : lowMark)
        guard !isRegistering, queue.waiting < lowMark, !isOver, let batch = batches.takeNext()
        else { return }
        isRegistering = true
        queue.setLowMark(0)
        let admitted = replay.admit(batch, progress)
        tasks.addTask { [replay, store, claims, progress] in
            do throws(EvidenceError) {
                return .registered(try await replay.register(admitted, store, claims, progress))
            } catch {
                return .refused(error)
            }
        }
    }
}

// MARK: Answering

extension ReplayRun {
    private var isAnswering: Bool { underWay > 0 || queue.waiting > 0 }

    /// Keeps as many cases under way as the paths allow.
    mutating func startAnswering(_ tasks: inout Tasks) {
        if asksModel {
            guard !isStopped else { return }
            for _ in 0..<min(width - underWay, queue.waiting) { startWorker(&tasks) }
        } else if underWay < width, queue.waiting > 0 {
            startAnsweringByRules(queue.takeAll(), &tasks)
        }
    }

    private mutating func startAnsweringByRules(
        _ cases: [RegisteredCase], _ tasks: inout Tasks
    ) {
        underWay += 1
        tasks.addTask { [replay, store, progress] in
            var log = ReplayLog(replay: replay, ids: store.ids)
            replay.answerByRules(cases, into: &log)
            try await replay.log(log.take(), store, progress)
            return .answered
        }
    }

    private mutating func startWorker(_ tasks: inout Tasks) {
        underWay += 1
        let executors = replay.executors
        let executor = executors.isEmpty ? nil : executors[workersStarted % executors.count]
        workersStarted += 1
        tasks.addTask(executorPreference: executor) { [replay, queue, progress, stop] in
            try await replay.answerByModels(queue, progress, stop)
            return .answered
        }
    }
}

// MARK: Logging

extension ReplayRun {
    /// Logs what has been answered, one portion at a time.
    ///
    /// Nothing is held back where there is nothing else to do: somebody may wait for it.
    mutating func startLogging(_ tasks: inout Tasks) {
        guard let portion = queue.startLogging(whateverThereIs: !isAnswering) else { return }
        isLogging = true
        tasks.addTask { [replay, store, progress] in
            try await replay.log(portion, store, progress)
            return .logged
        }
    }

    /// Logs what no portion has held yet.
    mutating func logRest() async throws {
        try await replay.log(queue.takeRest(), store, progress)
    }

    /// Takes over what a child task has done.
    mutating func finish(_ stage: Stage) {
        switch stage {
        case .parsed(let batch): batches.insert(batch)
        case .registered(let cases):
            isRegistering = false
            queue.append(cases)
        case .refused(let error):
            isRegistering = false
            refuse(error)
        case .answered: underWay -= 1
        case .logged:
            isLogging = false
            queue.finishLogging()
        }
    }

    /// Ends the run for a reason of its own: no model is asked about further cases.
    private mutating func refuse(_ error: any Error) {
        refusal = refusal ?? error
        queue.close()
    }
}
