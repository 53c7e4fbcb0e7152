import Statistics

/// What users were shown in each window: how varied, and how alike between users.
///
/// Loops that feed on themselves make users alike (Chaney, Stewart & Engelhardt 2018).
struct ShownVariety: Sendable {
    /// Of a window, as many users are compared.
    private static let mostUsers = 50
    /// Users with fewer different values say nothing about likeness.
    private static let leastWindows = 4

    private var counts: [AuditWindow: [UInt16: Int]] = [:]
    private var users: [AuditWindow: [UInt64: Set<UInt16>]] = [:]

    mutating func append(_ shown: UInt16, user: UInt64?, in window: AuditWindow) {
        counts[window, default: [:]][shown, default: 0] += 1
        guard let user else { return }
        let known = users[window] ?? [:]
        guard known[user] != nil || known.count < Self.mostUsers else { return }
        users[window, default: [:]][user, default: []].insert(shown)
    }

    /// Entropy and likeness in the last window, with their trends.
    var parts: [AuditFinding.Part] {
        let windows = counts.keys.sorted()
        let entropies = windows.compactMap { counts[$0].map { Variety.entropy($0.values) } }
        let likeness = windows.compactMap { users[$0].flatMap(Self.meanJaccard) }
        return [
            part("entropy of what was shown, nats", entropies) { $0.falls(0.05) },
            part("likeness of what users were shown, Jaccard", likeness) { $0.rises(0.05) },
        ].compactMap(\.self)
    }

    private func part(
        _ name: String, _ values: [Double], isBad: (MannKendall) -> Bool
    ) -> AuditFinding.Part? {
        guard let last = values.last else { return nil }
        guard values.count >= Self.leastWindows, let trend = MannKendall(values) else {
            return .init(
                name, .cannotTell, n: values.count, estimate: last, note: "too few windows")
        }
        return .init(
            name, isBad(trend) ? .watch : .ok, n: values.count, estimate: last,
            note: "Mann–Kendall p \(AuditWords.decimal(trend.p))")
    }

    /// The mean of |A∩B|/|A∪B| over pairs of users.
    static func meanJaccard(_ users: [UInt64: Set<UInt16>]) -> Double? {
        let sets = Array(users.values)
        guard sets.count > 1 else { return nil }
        var sum = 0.0
        for (index, first) in sets.enumerated() {
            for second in sets[(index + 1)...] {
                sum += Double(first.intersection(second).count) / Double(first.union(second).count)
            }
        }
        return sum / Double(sets.count * (sets.count - 1) / 2)
    }
}
