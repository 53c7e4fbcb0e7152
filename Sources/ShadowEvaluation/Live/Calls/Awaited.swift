import Synchronization

/// A value that comes once, and that one task waits for.
final class Awaited<Value: Sendable>: Sendable {
    private enum State {
        case open
        case waiting(CheckedContinuation<Value, Never>)
        case resolved(Value)
        case taken
    }

    private let state = Mutex(State.open)

    /// Gives the value; without effect where one has been given.
    func resolve(_ value: Value) {
        let continuation: CheckedContinuation<Value, Never>? = state.withLock { state in
            switch state {
            case .open: state = .resolved(value)
            case .waiting(let continuation):
                state = .taken
                return continuation
            case .resolved, .taken: break
            }
            return nil
        }
        continuation?.resume(returning: value)
    }

    /// Whether the value is still to come.
    var isOpen: Bool {
        state.withLock { state in
            switch state {
            case .open, .waiting: true
            case .resolved, .taken: false
            }
        }
    }

    /// The value, whether or not the waiting task is cancelled.
    ///
    /// To be asked for once.
    var value: Value {
        get async {
            await withCheckedContinuation { continuation in
                let value: Value? = state.withLock { state in
                    guard case .resolved(let value) = state else {
                        state = .waiting(continuation)
                        return nil
                    }
                    state = .taken
                    return value
                }
                if let value { continuation.resume(returning: value) }
            }
        }
    }
}
