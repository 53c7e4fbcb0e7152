import Decisions
import Evidence
import Synchronization

/// The registered cases that wait for an answer, and the log of those that were answered, as the
/// tasks of a run share them.
final class CaseQueue: Sendable {
    private struct State {
        /// The rest of one batch, and then the next.
        var cases: [RegisteredCase] = []
        var taken = 0
        var log: ReplayLog
        /// Fewer waiting cases than these are worth the run's attention.
        var lowMark = 0
        var isLogging = false
        var isClosed = false
        let heuristics: [Int: HeuristicAnswering]

        var waiting: Int { cases.count - taken }
        var isLogDue: Bool { !isLogging && log.isDue }
    }

    private let replay: Replay
    private let state: Mutex<State>

    init(replay: Replay, ids: EvidenceIDGenerator) {
        self.replay = replay
        let state = State(
            log: ReplayLog(replay: replay, ids: ids), heuristics: replay.heuristics())
        self.state = Mutex(state)
    }
}

/// What the workers call.
extension CaseQueue {
    /// Takes the next case that a model is to be asked about, with the rules' answers; `nil` where
    /// none waits or the run has to log first.
    func take() -> (RegisteredCase, byRules: [[VersionedAnswer]])? {
        state.withLock { state in
            while !state.isClosed, state.waiting > 0 {
                let registered = state.cases[state.taken]
                state.taken += 1
                let byRules = replay.answers(registered, state.heuristics)
                if registered.wanted.contains(where: { replay.paths[$0.path].isModel }) {
                    return (registered, byRules)
                }
                state.log.add(registered, byRules)
                if state.isLogDue { return nil }
            }
            return nil
        }
    }

    /// Adds a case to the log; returns whether the run has something to do.
    func add(_ registered: RegisteredCase, _ answers: [[VersionedAnswer]]) -> Bool {
        state.withLock { state in
            state.log.add(registered, answers)
            guard state.waiting >= state.lowMark else {
                // One worker is enough to say so.
                state.lowMark = 0
                return true
            }
            return state.isLogDue
        }
    }
}

/// What the run alone calls.
extension CaseQueue {
    var waiting: Int { state.withLock(\.waiting) }

    func append(_ cases: [RegisteredCase]) {
        state.withLock { state in
            state.cases.removeFirst(state.taken)
            state.cases += cases
            state.taken = 0
        }
    }

    /// Gives workers no further case.
    func close() {
        state.withLock { $0.isClosed = true }
    }

    /// Takes out every case that waits.
    func takeAll() -> [RegisteredCase] {
        state.withLock { state in
            defer { (state.cases, state.taken) = ([], 0) }
            return Array(state.cases[state.taken...])
        }
    }

    /// Has workers come back once fewer than `count` cases wait.
    func setLowMark(_ count: Int) {
        state.withLock { $0.lowMark = count }
    }

    var hasNothingToLog: Bool { state.withLock(\.log.isEmpty) }

    /// Takes out what is to be logged, and is logging from then on; `nil` where that can wait.
    func startLogging(whateverThereIs: Bool) -> ReplayLog.Portion? {
        state.withLock { state in
            guard !state.isLogging, state.log.isDue || whateverThereIs && !state.log.isEmpty else {
                return nil
            }
            state.isLogging = true
            return state.log.take()
        }
    }

    func finishLogging() {
        state.withLock { $0.isLogging = false }
    }

    /// Takes out what no portion has held yet.
    func takeRest() -> ReplayLog.Portion { state.withLock { $0.log.take() } }
}
