/// Where the members of a case stand in the text that is being read, in the order of the names
/// that its reader looks for.
struct CaseMembers {
    private var ranges: [Range<Int>]
    /// How many members have other names.
    var undeclared = 0
    /// The first of them.
    var undeclaredName: String?

    init(count: Int) {
        ranges = Array(repeating: 0..<0, count: count)
    }

    /// The bytes of a member's value; `nil` where the case does not have it.
    subscript(index: Int) -> Range<Int>? {
        // No value is empty.
        ranges[index].isEmpty ? nil : ranges[index]
    }

    /// Returns whether the member was not there before.
    mutating func set(_ range: Range<Int>, at index: Int) -> Bool {
        guard ranges[index].isEmpty else { return false }
        ranges[index] = range
        return true
    }
}

/// Where the case keys stand among the names that a reader looks for.
struct CaseKeyPlaces {
    let id, time, user, groups, outcome, outcomes: Int

    /// Adds what `names` lacks.
    init(_ keys: CaseKeys, among names: inout [String]) {
        func place(_ key: String) -> Int {
            if let index = names.firstIndex(of: key) { return index }
            names.append(key)
            return names.count - 1
        }
        id = place(keys.id)
        time = place(keys.time)
        user = place(keys.user)
        groups = place(keys.groups)
        outcome = place(keys.outcome)
        outcomes = place(keys.outcome + "s")
    }
}
