package import Decisions
import Synchronization

/// The switches of a feature, which outlive a reload of its files.
package final class LiveControl: Sendable {
    private let state: Mutex<LiveSwitches>
    /// Whether any switch differs from what it is at first: every request asks, and threads would
    /// wait for each other's looks.
    private let isSet: Atomic<Bool>

    package init(_ switches: LiveSwitches = LiveSwitches()) {
        state = Mutex(switches)
        isSet = Atomic(switches != LiveSwitches())
    }

    package var switches: LiveSwitches {
        guard isSet.load(ordering: .acquiring) else { return LiveSwitches() }
        return state.withLock { $0 }
    }

    /// Sets the switches; returns what they were.
    @discardableResult
    func set(_ switches: LiveSwitches) -> LiveSwitches {
        state.withLock { state in
            defer { state = switches }
            isSet.store(switches != LiveSwitches(), ordering: .releasing)
            return state
        }
    }
}

/// A change of how a feature is run, for the log.
package struct ControlChange: Sendable {
    package enum Kind: Hashable, Sendable {
        case switches(from: LiveSwitches, to: LiveSwitches)
        /// The feature's files were read again.
        case reloaded(from: ContentHash, to: ContentHash)
    }

    package var feature: String
    package var kind: Kind
    /// Who changed it: the name of a key, never the key.
    package var actor: String?
    package var time: Timestamp
}

/// Why switches cannot be set.
package enum ControlError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownPath(String, known: [String])
    case noSplit
    case outsideShare(String, Double)

    package var description: String {
        switch self {
        case .unknownPath(let name, let known):
            "there is no path `\(name)` that can be in charge; "
                + "there are \(known.map { "`\($0)`" }.joined(separator: ", "))"
        case .noSplit: "the feature declares no split; add `split` to its file"
        case .outsideShare(let name, let value): "`\(name)` is `\(value)`; expected 0 to 1"
        }
    }
}
