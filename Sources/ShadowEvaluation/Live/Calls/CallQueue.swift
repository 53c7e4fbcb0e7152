import Synchronization

/// The calls of one path that wait, in order, and how many are under way.
///
/// A place is reserved before a call is submitted, so that what is logged as pending is sure to come
/// to its end.
final class CallQueue: Sendable {
    private struct State {
        var waiting = Fifo<ModelCall>()
        var reserved = 0
        var underWay = 0
        /// No further places are given.
        var isClosed = false
        /// No waiting call is begun any more.
        var isAbandoned = false
        var dispatcher: CheckedContinuation<ModelCall?, Never>?

        var taken: Int { waiting.count + reserved }

        var isDone: Bool {
            isAbandoned || isClosed && waiting.isEmpty && reserved == 0
        }
    }

    private let capacity: Int
    private let width: Int
    private let state = Mutex(State())
    /// Places that are taken, for a look without the lock: who finds none left must not wait for
    /// the threads that make calls.
    private let taken = Atomic<Int>(0)

    /// At most `capacity` calls wait and at most `width` are under way.
    init(capacity: Int, width: Int) {
        self.capacity = capacity
        self.width = width
    }

    var isClosed: Bool { state.withLock(\.isClosed) }

    /// Whether no call waits or is to be submitted.
    var isEmpty: Bool { state.withLock { $0.waiting.isEmpty && $0.reserved == 0 } }

    /// Takes a place for a call that will be submitted or given up; false where there is none.
    func reserve() -> Bool {
        guard taken.load(ordering: .relaxed) < capacity else { return false }
        return state.withLock { state in
            guard !state.isClosed, state.taken < capacity else { return false }
            state.reserved += 1
            taken.store(state.taken, ordering: .relaxed)
            return true
        }
    }

    /// Puts a call into its reserved place; false where nobody will begin it.
    func submit(_ call: ModelCall) -> Bool {
        pump { state in
            state.reserved -= 1
            guard !state.isAbandoned else { return false }
            state.waiting.append(call)
            return true
        }
    }

    /// Returns the next call once it may be begun; `nil` when none will come.
    ///
    /// Asked by one task.
    func next() async -> ModelCall? {
        await withCheckedContinuation { continuation in
            pump { $0.dispatcher = continuation }
        }
    }

    /// Says that a call that `next()` returned is over.
    func release() {
        pump { $0.underWay -= 1 }
    }

    /// Takes no further calls; those that wait are begun all the same.
    func close() {
        pump { $0.isClosed = true }
    }

    /// Begins no further calls, and returns those that waited.
    func abandon() -> [ModelCall] {
        pump { state in
            state.isClosed = true
            state.isAbandoned = true
            var calls: [ModelCall] = []
            while let call = state.waiting.popFirst() { calls.append(call) }
            return calls
        }
    }

    /// Changes the state, and wakes the dispatcher where there is something for it.
    private func pump<Result: Sendable>(_ change: (inout State) -> Result) -> Result {
        let (result, woken, call) = state.withLock { state in
            let result = change(&state)
            defer { taken.store(state.taken, ordering: .relaxed) }
            guard let dispatcher = state.dispatcher else {
                return (result, nil as CheckedContinuation<ModelCall?, Never>?, nil as ModelCall?)
            }
            let call = state.underWay < width ? state.waiting.popFirst() : nil
            guard call != nil || state.isDone else { return (result, nil, nil) }
            if call != nil { state.underWay += 1 }
            state.dispatcher = nil
            return (result, dispatcher, call)
        }
        woken?.resume(returning: call)
        return result
    }
}
