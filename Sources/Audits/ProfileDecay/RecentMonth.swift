import Statistics

/// Whether a user's last 30 days are unlike all of their days.
struct RecentMonth {
    private static let shuffles = 199
    private static let leastRecent = 5

    /// Whether the distance lies beyond 95 % of those of the user's shuffled days; nil where either
    /// side has too few events.
    let isChanged: Bool?

    /// Tests a user's events in the order of time; the last 30 days end on day `end`.
    init(_ events: [ProfileEvent], end: Double, categories: Int, seed: UInt64) {
        let recent = events.count { $0.day > end - 30 }
        guard recent >= Self.leastRecent, events.count - recent >= Self.leastRecent * 2 else {
            isChanged = nil
            return
        }
        var days: [[Int]] = []
        var last: Double?
        for event in events {
            let day = event.day.rounded(.down)
            if day != last { days.append([]) }
            days[days.count - 1].append(event.category)
            last = day
        }
        func distance() -> Double {
            var (tail, all) = (
                [Double](repeating: 0, count: categories), [Double](repeating: 0, count: categories)
            )
            var left = recent
            for day in days.reversed() {
                for category in day.reversed() {
                    all[category] += 1
                    if left > 0 { tail[category] += 1 }
                    left -= 1
                }
            }
            return DistributionDistance(tail, all)?.jensenShannonDivergence ?? 0
        }
        let found = distance()
        var generator = SeededGenerator(seed: seed)
        var atLeast = 0
        for _ in 0..<Self.shuffles {
            days.shuffle(using: &generator)
            atLeast += distance() >= found - 1e-12 ? 1 : 0
        }
        isChanged = Double(atLeast + 1) <= 0.05 * Double(Self.shuffles + 1)
    }
}
