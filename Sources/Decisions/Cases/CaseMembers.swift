/// Where the members of a case stand in the text that is being read, in the order of the names
/// that its reader looks for.
struct CaseMembers {
    /// Not a `Range`, as to make a list of those takes a search for its type each time.
    private struct Place {
        var start = 0
        var end = 0
    }

    private var places: [Place]
    /// How many members have other names.
    var undeclared = 0
    /// The first of them.
    var undeclaredName: String?

    init(count: Int) {
        places = Array(repeating: Place(), count: count)
    }

    /// The bytes of a member's value; `nil` where the case does not have it.
    subscript(index: Int) -> Range<Int>? {
        // No value is empty.
        places[index].end == 0 ? nil : places[index].start..<places[index].end
    }

    /// Returns whether the member was not there before.
    mutating func set(_ range: Range<Int>, at index: Int) -> Bool {
        guard places[index].end == 0 else { return false }
        places[index] = Place(start: range.lowerBound, end: range.upperBound)
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
