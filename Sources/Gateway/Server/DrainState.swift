import Synchronization

/// How far the server is on its way down.
final class DrainState: Sendable {
    private let draining = Atomic<Bool>(false)
    private let leaving = Atomic<Bool>(false)

    /// Whether new requests had better go elsewhere.
    var isDraining: Bool { draining.load(ordering: .relaxed) }

    /// Whether every reply is to be its connection's last.
    var isLeaving: Bool { leaving.load(ordering: .acquiring) }

    func begin() { draining.store(true, ordering: .relaxed) }

    func leave() { leaving.store(true, ordering: .releasing) }
}
