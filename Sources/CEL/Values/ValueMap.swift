/// An immutable map that keeps the order of its entries and finds keys by CEL's equality.
public final class ValueMap: Sendable, Hashable {
    /// The entries in the order in which they were given.
    public let entries: [Entry]
    // A handful of keys is found faster by looking at each than by hashing.
    private let positions: [Value: Int]
    private static let smallCount = 8

    /// A key with its value.
    public struct Entry: Sendable {
        /// A bool, an int, a uint or a string.
        public let key: Value
        /// What the key stands for.
        public let value: Value

        /// Makes an entry.
        public init(key: Value, value: Value) {
            self.key = key
            self.value = value
        }
    }

    /// Makes a map; of entries with equal keys the last counts.
    public convenience init(_ entries: [Entry]) {
        var unique: [Entry] = []
        var positions: [Value: Int] = [:]
        for entry in entries {
            if let position = positions[entry.key] {
                unique[position] = entry
            } else {
                positions[entry.key] = unique.count
                unique.append(entry)
            }
        }
        self.init(unique: unique, positions: positions)
    }

    /// Makes a map unless two keys are equal; then returns the second one's position.
    static func make(_ entries: [Entry]) -> (map: ValueMap?, duplicate: Int?) {
        var positions: [Value: Int] = [:]
        for (index, entry) in entries.enumerated()
        where positions.updateValue(index, forKey: entry.key) != nil {
            return (nil, index)
        }
        return (ValueMap(unique: entries, positions: positions), nil)
    }

    private init(unique: [Entry], positions: [Value: Int]) {
        entries = unique
        self.positions = unique.count > Self.smallCount ? positions : [:]
    }

    /// How many entries there are.
    public var count: Int { entries.count }
    /// Whether there are no entries.
    public var isEmpty: Bool { entries.isEmpty }

    /// Returns the value of a key, if there is one.
    public subscript(key: Value) -> Value? {
        if entries.count > Self.smallCount { return positions[key].map { entries[$0].value } }
        for entry in entries where entry.key == key { return entry.value }
        return nil
    }

    /// Returns the value of a string key.
    public subscript(key: String) -> Value? {
        if entries.count > Self.smallCount { return self[.string(key)] }
        for entry in entries {
            if case .string(let text) = entry.key, sameCodePoints(text, key) { return entry.value }
        }
        return nil
    }

    public static func == (left: ValueMap, right: ValueMap) -> Bool {
        if left === right { return true }
        return left.count == right.count
            && left.entries.allSatisfy { right[$0.key] == .some($0.value) }
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(count) }
}
