import Synchronization

/// A streamed response on its way from the loop to its reader.
final class BodyChannel: Sendable {
    private struct State {
        var buffer: BodyBuffer
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(capacity: Int) {
        state = Mutex(State(buffer: BodyBuffer(capacity: capacity)))
    }
}

/// What the loop calls.
extension BodyChannel {
    /// Takes the final response's head; ``wake()`` is to follow.
    func begin(_ head: [UInt8]) {
        state.withLock { $0.buffer.begin(head) }
    }

    /// Returns false where the transfer has to pause; else ``wake()`` is to follow.
    func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
        state.withLock { $0.buffer.append(bytes) }
    }

    /// Takes the outcome, and wakes the reader.
    func finish(_ outcome: Result<TransferTimings, TransportError>) {
        state.withLock { $0.buffer.finish(outcome) }
        wake()
    }

    /// Lets the reader look again.
    func wake() {
        let waiters = state.withLock { state in
            defer { state.waiters.removeAll() }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}

/// What the reader calls.
extension BodyChannel {
    /// Returns the head's bytes once it is complete.
    func head() async throws(TransportError) -> [UInt8] {
        await wait { $0.isHeadDecided }
        let (head, outcome) = state.withLock { ($0.buffer.head, $0.buffer.outcome) }
        if let head { return head }
        if case .failure(let error)? = outcome { throw error }
        throw .connectionLost(bodyBytes: 0)
    }

    /// Returns the bytes that have come, or the outcome.
    func next() async -> BodyBuffer.Step {
        while true {
            if let step = state.withLock({ $0.buffer.next() }) { return step }
            await wait { $0.hasNext }
        }
    }

    /// The outcome, once it is known.
    var outcome: Result<TransferTimings, TransportError>? { state.withLock { $0.buffer.outcome } }

    private func wait(until isReady: (BodyBuffer) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                let isReady = isReady(state.buffer)
                if !isReady { state.waiters.append(continuation) }
                return isReady
            }
            if isReady { continuation.resume() }
        }
    }
}
