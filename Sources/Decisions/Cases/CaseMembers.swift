import JSONCodec

/// The members of a recorded case that mean something, and the place of each.
struct CaseMembers: Sendable {
    /// The fields in their order, then what other case keys there are.
    private let names: JSONKeyTable
    let id, time, user, groups, outcome, outcomes: Int

    init(_ fields: [FieldDefinition], _ keys: CaseKeys) {
        var names = fields.map(\.name)
        // A field may be a case key as well.
        func place(of name: String) -> Int {
            if let place = names.firstIndex(of: name) { return place }
            names.append(name)
            return names.count - 1
        }
        id = place(of: keys.id)
        time = place(of: keys.time)
        user = place(of: keys.user)
        groups = place(of: keys.groups)
        outcome = place(of: keys.outcome)
        outcomes = place(of: keys.outcome + "s")
        self.names = JSONKeyTable(names)
    }

    /// Where the members of one case stand in its text.
    struct Found {
        /// By place.
        fileprivate(set) var values: [Range<Int>?]
        /// How many members mean nothing.
        fileprivate(set) var undeclared = 0

        subscript(place: Int) -> Range<Int>? { values[place] }
    }

    /// Finds the members of the object that `scanner` is about to read, which is all there is.
    func find(_ scanner: inout JSONScanner) throws -> Found {
        var found = Found(values: Array(repeating: nil, count: names.count))
        try scanner.beginObject()
        // Records keep the order of the declaration more often than not.
        var expected = 0
        while let key = try scanner.nextKey() {
            let value = try scanner.readRawValue()
            guard let place = names.index(of: key, in: scanner, expecting: expected) else {
                found.undeclared += 1
                continue
            }
            guard found.values[place] == nil else {
                throw CaseProblem(
                    .duplicateKey, "key `\(scanner.string(key).prefix(60))` is given twice")
            }
            found.values[place] = value
            expected = place + 1
        }
        try scanner.finish()
        return found
    }
}
