package import Decisions

/// The keys that open the gateway.
package struct KeyRing: Sendable {
    /// What a key that was accepted stands for.
    package struct Grant: Hashable, Sendable {
        package var id: String
        package var name: String
        package var scopes: KeyScopes
        /// Requests a second; `nil` where the key has no limit of its own.
        package var rateLimit: Int?
    }

    private let keys: [String: StoredKey]
    /// Compared with where there is no such key, so that the time says nothing about ids.
    private static let none = [UInt8](repeating: 0, count: 32)

    package init(_ keys: [StoredKey]) {
        self.keys = Dictionary(keys.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
    }

    package var isEmpty: Bool { keys.isEmpty }

    /// Returns what a presented key allows at `now`; `nil` for what is no valid key.
    ///
    /// Takes as long whether or not there is such a key, and whichever byte differs.
    package func verify(_ presented: some Collection<UInt8>, at now: Timestamp) -> Grant? {
        // What has not the form of a key needs no secrecy, and its length no work.
        guard let id = APIKey.id(in: presented) else { return nil }
        let hash = APIKey.hash(presented)
        let key = keys[id]
        var difference: UInt8 = key == nil ? 1 : 0
        for (one, other) in zip(hash, key?.hash ?? Self.none) { difference |= one ^ other }
        guard difference == 0, let key, key.isValid(at: now) else { return nil }
        return Grant(
            id: key.id, name: key.name, scopes: key.scopes, rateLimit: key.rateLimit)
    }
}
