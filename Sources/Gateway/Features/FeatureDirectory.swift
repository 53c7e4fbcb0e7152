package import Decisions
import Synchronization

/// The features as they are now: a reload puts a new table in place between two requests.
package final class FeatureDirectory: Sendable {
    /// Files that were refused: what runs is older than they are.
    package struct Staleness: Hashable, Sendable {
        package var since: Timestamp
        package var diagnostics: [String]
    }

    private struct State {
        var table: FeatureTable
        var stale: [String: Staleness] = [:]
    }

    private let state: Mutex<State>

    package init(_ table: FeatureTable) {
        state = Mutex(State(table: table))
    }

    package var table: FeatureTable {
        get { state.withLock { $0.table } }
        set { state.withLock { $0.table = newValue } }
    }

    /// Puts a feature in the place of the one of its name, or adds it.
    package func replace(_ feature: ServedFeature) {
        state.withLock { state in
            var features = state.table.features
            let name = feature.feature.name
            if let index = features.firstIndex(where: { $0.feature.name == name }) {
                features[index] = feature
            } else {
                features.append(feature)
            }
            state.table = FeatureTable(features)
            state.stale[name] = nil
        }
    }

    /// Notes that a feature's files cannot be used, for the reasons that `diagnostics` give; none
    /// where they can.
    package func setStale(_ name: String, _ diagnostics: [String], at now: Timestamp) {
        state.withLock { state in
            guard !diagnostics.isEmpty else { return state.stale[name] = nil }
            let since = state.stale[name]?.since ?? now
            state.stale[name] = Staleness(since: since, diagnostics: diagnostics)
        }
    }

    func staleness(of name: String) -> Staleness? { state.withLock { $0.stale[name] } }
}
