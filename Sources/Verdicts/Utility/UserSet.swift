/// The users that were seen, by their fingerprints: 11 to 21 bytes each.
///
/// The fingerprints are hashes already, so that they are places in a table as they are. Many small
/// tables grow one at a time: at no moment there is a second copy of all.
struct UserSet: Sendable {
    fileprivate struct Table {
        var slots: [UInt64] = []
        var count = 0
    }

    private var tables = [Table](repeating: Table(), count: 256)
    private var expected: UInt64 = 0

    /// Adds a user, whose fingerprint is not 0; false where it was there.
    mutating func insert(_ user: UInt64) -> Bool {
        let place = Self.place(user)
        return tables[Int(place >> 56)].insert(user, at: place)
    }

    /// Reads where a user will be looked for.
    ///
    /// Memory answers many such reads at once, where insertions would wait for one after another.
    mutating func expect(_ user: UInt64) {
        let place = Self.place(user)
        // Kept, as what nobody needs is not read.
        expected ^= tables[Int(place >> 56)].first(at: place)
    }

    /// Not every fingerprint is as random in its first bits as in its last.
    private static func place(_ user: UInt64) -> UInt64 { user &* 0x9e37_79b9_7f4a_7c15 }
}

extension UserSet.Table {
    /// The slot in which a search begins.
    fileprivate func first(at place: UInt64) -> UInt64 {
        slots.isEmpty ? 0 : slots[Self.index(place, of: slots.count)]
    }

    fileprivate mutating func insert(_ user: UInt64, at place: UInt64) -> Bool {
        if 4 * (count + 1) > 3 * slots.count { grow() }
        guard let free = Self.search(user, from: place, in: slots) else { return false }
        slots[free] = user
        count += 1
        return true
    }

    /// Returns the slot that a user would take; nil where it has one.
    private static func search(_ user: UInt64, from place: UInt64, in slots: [UInt64]) -> Int? {
        var index = index(place, of: slots.count)
        while slots[index] != 0 {
            if slots[index] == user { return nil }
            index = (index + 1) & (slots.count - 1)
        }
        return index
    }

    private static func index(_ place: UInt64, of count: Int) -> Int {
        Int(truncatingIfNeeded: place >> 24) & (count - 1)
    }

    private mutating func grow() {
        var larger = [UInt64](repeating: 0, count: max(16, 2 * slots.count))
        for user in slots where user != 0 {
            if let free = Self.search(user, from: UserSet.place(user), in: larger) {
                larger[free] = user
            }
        }
        slots = larger
    }
}
