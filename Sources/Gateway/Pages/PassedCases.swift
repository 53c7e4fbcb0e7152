import Evidence
import Synchronization

/// Cases that a rater could not tell, until the process ends; the oldest are forgotten first.
final class PassedCases: Sendable {
    private struct State {
        var ids: Set<EvidenceID> = []
        var order: [EvidenceID] = []
    }

    private static let most = 10_000
    private let state = Mutex(State())

    func add(_ id: EvidenceID) {
        state.withLock { state in
            guard state.ids.insert(id).inserted else { return }
            state.order.append(id)
            if state.order.count > Self.most { state.ids.remove(state.order.removeFirst()) }
        }
    }

    func contains(_ id: EvidenceID) -> Bool { state.withLock { $0.ids.contains(id) } }
}
