import Statistics

/// Whether a user's latest days are unlike all days until then, tested every few days.
///
/// Were the days exchangeable, the ranks of the latest ones among shuffles of all would be independent
/// of each other, as in conformal prediction (Vovk, Gammerman & Shafer 2005): each test succeeds with
/// a chance of `level`, whatever came of those before it.
struct LatestDays: Sendable {
    /// With which chance a test says yes of days that are exchangeable.
    static let level = 0.05
    /// The latest days, of which a test makes one.
    private static let latest = 5
    /// The first test needs as many days besides.
    private static let leastBefore = 10
    private static let draws = 199

    /// By day the categories asked for; the last day may go on.
    private var days: [[Int]] = []
    private var day: Double?
    private var counts: [Int: Int] = [:]
    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// Takes in an event in the order of the log; returns what a test says that its day brings due.
    mutating func append(_ event: ProfileEvent) -> Bool? {
        let isNext = event.day.rounded(.down) != day
        let result = isNext && isDue ? areUnlike() : nil
        if isNext { days.append([]) }
        day = event.day.rounded(.down)
        days[days.count - 1].append(event.category)
        counts[event.category, default: 0] += 1
        return result
    }

    private var isDue: Bool {
        days.count >= Self.leastBefore + Self.latest && days.count.isMultiple(of: Self.latest)
    }

    /// Whether the distance of the latest days from all lies beyond 95 % of those of days drawn at
    /// random; ties are broken at random, so that the chance is the level itself.
    private mutating func areUnlike() -> Bool {
        let found = distance(days.suffix(Self.latest))
        var (more, equal) = (0, 1)
        var order = days
        for _ in 0..<Self.draws {
            for place in 0..<Self.latest {
                let other = Int.random(in: place..<order.count, using: &generator)
                order.swapAt(place, other)
            }
            let drawn = distance(order.prefix(Self.latest))
            if drawn > found + 1e-9 { more += 1 } else if drawn > found - 1e-9 { equal += 1 }
        }
        let rank = Double(more) + Double(equal) * .random(in: 0..<1, using: &generator)
        return rank < Self.level * Double(Self.draws + 1)
    }

    /// Pearson's distance of some days' categories from all.
    private func distance(_ some: ArraySlice<[Int]>) -> Double {
        var own: [Int: Int] = [:]
        for category in some.joined() { own[category, default: 0] += 1 }
        let n = Double(some.reduce(0) { $0 + $1.count })
        let total = Double(counts.values.reduce(0, +))
        // Σ (own − expected)²/expected = Σ own²/expected − n.
        return own.reduce(-n) { sum, entry in
            let expected = n * Double(counts[entry.key] ?? 1) / total
            return sum + Double(entry.value * entry.value) / expected
        } / n
    }
}
