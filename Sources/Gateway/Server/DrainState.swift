import Synchronization

/// Whether the server is on its way down: replies then close their connections.
final class DrainState: Sendable {
    private let state = Atomic<Bool>(false)

    var isDraining: Bool { state.load(ordering: .relaxed) }

    func begin() { state.store(true, ordering: .relaxed) }
}
