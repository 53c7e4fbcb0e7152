/// A finding about an expression, placed by UTF-8 offsets into it.
struct Problem: Equatable {
    var range: Range<Int>
    var fact: String
    var hint: String?

    init(_ range: Range<Int>, _ fact: String, hint: String? = nil) {
        self.range = range
        self.fact = fact
        self.hint = hint
    }
}

/// Ends parsing; the problem itself is in the parser's list.
struct ParsingStopped: Error {}
