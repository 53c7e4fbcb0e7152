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

    /// Adds a user, whose fingerprint is not 0; false where it was there.
    mutating func insert(_ user: UInt64) -> Bool {
        let place = Self.place(user)
        return tables[Int(place >> 56)].insert(user, at: place)
    }

    /// Not every fingerprint is as random in its first bits as in its last.
    private static func place(_ user: UInt64) -> UInt64 { user &* 0x9e37_79b9_7f4a_7c15 }
}

extension UserSet.Table {
    fileprivate mutating func insert(_ user: UInt64, at place: UInt64) -> Bool {
        if 4 * (count + 1) > 3 * slots.count { grow() }
        guard let free = Self.search(user, from: place, in: slots) else { return false }
        slots[free] = user
        count += 1
        return true
    }

    /// Returns the slot that a user would take; nil where it has one.
    private static func search(_ user: UInt64, from place: UInt64, in slots: [UInt64]) -> Int? {
        let mask = slots.count - 1
        var index = Int(truncatingIfNeeded: place >> 24) & mask
        while slots[index] != 0 {
            if slots[index] == user { return nil }
            index = (index + 1) & mask
        }
        return index
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
