/// A dictionary that looks among the keys it found last before it hashes one: rows that follow one
/// another ask for the same few.
struct RecentDictionary<Key: Hashable, Value> {
    private static var width: Int { 4 }

    private var all: [Key: Value] = [:]
    private var recent: [(key: Key, value: Value)] = []
    /// Which of `recent` gives way to the next.
    private var oldest = 0

    var count: Int { all.count }

    mutating func value(of key: Key) -> Value? {
        for index in recent.indices where recent[index].key == key { return recent[index].value }
        guard let value = all[key] else { return nil }
        if recent.count < Self.width {
            recent.append((key, value))
        } else {
            recent[oldest] = (key, value)
            oldest = (oldest + 1) % Self.width
        }
        return value
    }

    /// Adds a key that the dictionary does not have.
    mutating func add(_ value: Value, of key: Key) {
        all[key] = value
    }

    mutating func removeAll() {
        all.removeAll(keepingCapacity: true)
        recent.removeAll(keepingCapacity: true)
        oldest = 0
    }
}
