/// Which items have a hash: sorted pairs, found by binary search.
struct PostingIndex: Sendable {
    private let keys: [UInt64]
    private let items: [Int32]

    init(_ pairs: [(key: UInt64, item: Int32)]) {
        let sorted = pairs.sorted { ($0.key, $0.item) < ($1.key, $1.item) }
        keys = sorted.map(\.key)
        items = sorted.map(\.item)
    }

    /// Returns the items that have `key`, in their order.
    func items(_ key: UInt64) -> ArraySlice<Int32> {
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < keys.count, keys[end] == key { end += 1 }
        return items[low..<end]
    }
}
