import Evidence

/// How many cases there are of which kind, and when they came.
package struct CaseCounts: Hashable, Sendable {
    /// Cases in which at least one path was asked.
    package internal(set) var cases = 0
    /// Those that were logged before the plan was frozen: they count for nothing.
    package internal(set) var beforePlan = 0
    /// Cases that are old enough and have an outcome: those that a verdict rests on.
    package internal(set) var outcomes = 0
    /// Cases younger than the feature's `matures_after`, whether or not their outcome is known.
    package internal(set) var immature = 0
    /// Cases that are old enough and have no outcome that counts.
    package internal(set) var missing = 0
    /// Cases that are old enough, on which the paths differ and whose label the lot left out, with an
    /// outcome all the same: it counts for nothing.
    package internal(set) var outsideLot = 0
    /// Cases whose label was logged with another chance than the feature gives now.
    package internal(set) var otherChance = 0
    /// Cases that are old enough and have any outcome, even if they cancel out.
    package internal(set) var labelled = 0
    /// Of those, the ones on which sources or raters disagree.
    package internal(set) var disputed = 0
    package internal(set) var onlyHeuristicAsked = 0
    package internal(set) var onlyModelAsked = 0
    /// Cases without a time; they count as old enough.
    package internal(set) var undated = 0
    /// In microseconds since 1970.
    package internal(set) var firstTime: Int64?
    package internal(set) var lastTime: Int64?
    package internal(set) var lastMatureTime: Int64?

    mutating func append(time: Int64?) {
        cases += 1
        guard let time else {
            undated += 1
            return
        }
        firstTime = min(firstTime ?? time, time)
        lastTime = max(lastTime ?? time, time)
    }

    /// Adds the counts of other cases.
    mutating func join(_ other: CaseCounts) {
        cases += other.cases
        beforePlan += other.beforePlan
        outcomes += other.outcomes
        immature += other.immature
        missing += other.missing
        outsideLot += other.outsideLot
        otherChance += other.otherChance
        labelled += other.labelled
        disputed += other.disputed
        onlyHeuristicAsked += other.onlyHeuristicAsked
        onlyModelAsked += other.onlyModelAsked
        undated += other.undated
        firstTime = [firstTime, other.firstTime].compactMap(\.self).min()
        lastTime = [lastTime, other.lastTime].compactMap(\.self).max()
        lastMatureTime = [lastMatureTime, other.lastMatureTime].compactMap(\.self).max()
    }

    mutating func append(_ row: EvidenceRow, isMature: Bool) {
        guard isMature else {
            immature += 1
            return
        }
        if let time = row.time { lastMatureTime = max(lastMatureTime ?? time, time) }
        if row.truth == nil { missing += 1 } else { outcomes += 1 }
        if row.outcomeCount > 0 { labelled += 1 }
        if row.isDisputed { disputed += 1 }
    }

    /// Cases a year at the rate of the log; nil where it spans less than a day.
    package var yearlyRate: Double? {
        guard let firstTime, let lastTime, lastTime - firstTime >= Self.day else { return nil }
        return Double(cases - undated - 1) / Double(lastTime - firstTime) * 365.25
            * Double(Self.day)
    }

    /// Days from the first case to the last; nil where none has a time.
    package var days: Double? {
        guard let firstTime, let lastTime else { return nil }
        return Double(lastTime - firstTime) / Double(Self.day)
    }

    /// Microseconds.
    static let day: Int64 = 86_400_000_000
}
