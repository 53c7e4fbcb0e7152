/// Puts stretches of cases into one order as they come, and passes them on as early as can be.
struct OrderedCases: Sendable {
    private(set) var line: EvidenceLine
    /// For each stretch, the earliest time in it or in a later one; the greatest after the last.
    private let horizons: [Int64]
    private var stretches = 0
    /// What a later stretch may precede, and how many there were when they were last sorted.
    private var waiting: [CaseRecord] = []
    private var leftOver = 0

    /// `starts` has the earliest time in each stretch.
    init(_ line: EvidenceLine, starts: [Int64]) {
        self.line = line
        var horizons = [Int64.max]
        for start in starts.reversed() {
            horizons.append(min(start, horizons[horizons.count - 1]))
        }
        self.horizons = horizons.reversed()
    }

    /// Takes in the next stretch, whose cases are in their order.
    mutating func append(_ records: [CaseRecord]) {
        stretches += 1
        // Of equal times the lower number comes first, and later stretches have greater ones.
        let horizon = horizons[stretches]
        if waiting.isEmpty, records.last.map({ $0.time <= horizon }) ?? true {
            line.append(records[...])
            return
        }
        waiting += records
        // A little each time would mean to sort what waits again and again.
        guard waiting.count >= 2 * leftOver || stretches == horizons.count - 1 else { return }
        waiting.sort(by: CaseRecord.isBefore)
        let ready = waiting.prefix { $0.time <= horizon }
        line.append(ready)
        waiting.removeFirst(ready.count)
        leftOver = waiting.count
    }
}
