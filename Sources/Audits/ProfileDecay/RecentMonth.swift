import RealModule
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
        let terms = Self.terms(days, categories: categories, recent: recent)
        var order = Array(days.indices)
        func distance() -> Double {
            var tail = [Int](repeating: 0, count: categories)
            var left = recent
            for day in order.reversed() where left > 0 {
                for category in days[day].suffix(left) { tail[category] += 1 }
                left -= days[day].count
            }
            return tail.indices.reduce(0) { $0 + terms[$1][tail[$1]] }
        }
        let found = distance()
        var generator = SeededGenerator(seed: seed)
        var atLeast = 0
        for _ in 0..<Self.shuffles {
            order.shuffle(using: &generator)
            atLeast += distance() >= found - 1e-12 ? 1 : 0
        }
        isChanged = Double(atLeast + 1) <= 0.05 * Double(Self.shuffles + 1)
    }

    /// By category and its count among the last `recent` events, its term of the Jensen–Shannon
    /// divergence of these from all events: shuffles change nothing else.
    private static func terms(_ days: [[Int]], categories: Int, recent: Int) -> [[Double]] {
        var all = [Int](repeating: 0, count: categories)
        for category in days.joined() { all[category] += 1 }
        let total = Double(all.reduce(0, +))
        return all.map { count in
            let q = Double(count) / total
            return (0...min(count, recent)).map { tail in
                let p = Double(tail) / Double(recent)
                let middle = (p + q) / 2
                let first = p > 0 ? p * .log(p / middle) : 0
                let second = q > 0 ? q * .log(q / middle) : 0
                return (first + second) / 2
            }
        }
    }
}
