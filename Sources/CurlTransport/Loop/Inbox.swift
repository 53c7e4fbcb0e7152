import CCurl
import Glibc
import Synchronization

/// The messages to the loop, and the event descriptor that wakes it where it sleeps.
final class Inbox: Sendable {
    enum Message: Sendable {
        case start(Call, ResponseSink)
        case cancel(Call)
        /// The reader has made room.
        case resume(Call)
        /// A step of a task that lives on the loop's thread.
        case run(UnownedJob)
    }

    private struct State {
        var messages: [Message] = []
        var isAsleep = false
        var isClosed = false
        var hasEnded = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// Readable when the loop has been woken.
    let eventDescriptor: Int32
    private let state = Mutex(State())

    init() throws(TransportError) {
        eventDescriptor = assay_eventfd()
        guard eventDescriptor >= 0 else { throw .failed("no event descriptor") }
    }

    deinit {
        Glibc.close(eventDescriptor)
    }

    /// Returns false, and drops the message, once the inbox is closed.
    @discardableResult
    func post(_ message: Message) -> Bool {
        let (isOpen, mustWake) = state.withLock { state in
            guard !state.isClosed else { return (false, false) }
            state.messages.append(message)
            defer { state.isAsleep = false }
            return (true, state.isAsleep)
        }
        if mustWake { wake() }
        return isOpen
    }

    /// Takes no more messages, and tells the loop to end.
    func close() {
        state.withLock { $0.isClosed = true }
        wake()
    }

    /// Returns once the loop has ended.
    func waitForEnd() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if !state.hasEnded { state.waiters.append(continuation) }
                return state.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }
}

/// What the loop alone calls.
extension Inbox {
    /// Moves the messages into the empty `messages`, whose storage serves the next ones; returns
    /// false once the inbox is closed.
    func collect(into messages: inout [Message]) -> Bool {
        state.withLock { state in
            swap(&messages, &state.messages)
            state.isAsleep = false
            return !state.isClosed
        }
    }

    /// Returns whether the loop may sleep: from then on, a message wakes it.
    func mayFallAsleep() -> Bool {
        state.withLock { state in
            state.isAsleep = state.messages.isEmpty && !state.isClosed
            return state.isAsleep
        }
    }

    /// Makes the event descriptor unreadable again.
    func acknowledgeWake() {
        var count: UInt64 = 0
        _ = read(eventDescriptor, &count, MemoryLayout.size(ofValue: count))
    }

    /// Closes the inbox and fails what it holds, where no loop could be made.
    func refuse(_ error: TransportError) {
        let messages = state.withLock { state in
            state.isClosed = true
            return state.messages
        }
        for message in messages { message.refuse(error) }
    }

    /// Says that the loop has ended.
    func end() {
        let waiters = state.withLock { state in
            state.hasEnded = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    private func wake() {
        var one: UInt64 = 1
        _ = write(eventDescriptor, &one, MemoryLayout.size(ofValue: one))
    }
}
