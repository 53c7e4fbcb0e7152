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
    func begin(_ head: [UInt8]) {
        change { $0.begin(head) }
    }

    /// Returns false where the transfer has to pause.
    func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
        change { $0.append(bytes) }
    }

    func finish(_ outcome: Result<TransferTimings, TransportError>) {
        change { $0.finish(outcome) }
    }

    private func change<Value: Sendable>(_ body: (inout BodyBuffer) -> Value) -> Value {
        let (value, waiters) = state.withLock { state in
            defer { state.waiters.removeAll() }
            return (body(&state.buffer), state.waiters)
        }
        for waiter in waiters { waiter.resume() }
        return value
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
