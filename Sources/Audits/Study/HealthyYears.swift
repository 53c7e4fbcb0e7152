import Evidence
package import Statistics

/// How often audits that look every day find fault, in a year, with a feature that has none.
package struct HealthyYears: Sendable {
    package static let days = 365

    /// What one audit said.
    package struct Row: Hashable, Sendable {
        /// Years in which it fired on at least one day.
        package var firedYears = 0
        /// By status, the days of all years.
        package var days: [AuditFinding.Status: Int] = [:]
    }

    package private(set) var years = 0
    /// Years in which some claim of a verdict was taken away on at least one day.
    package private(set) var voidedYears = 0
    package private(set) var rows: [AuditID: Row] = [:]

    package init() {}

    /// The share of years in which a verdict was ever voided, with the exact interval of 95 %.
    package var voided: Estimate { rate(voidedYears) }

    /// The share of years in which `row`'s audit ever fired, with the exact interval of 95 %.
    package func fired(_ row: Row) -> Estimate { rate(row.firedYears) }

    private func rate(_ count: Int) -> Estimate {
        Estimate(
            value: Double(count) / Double(max(1, years)),
            interval: clopperPearsonInterval(successes: count, trials: max(1, years)),
            confidence: 0.95)
    }

    /// Lets all `audits` look at the year of `seed` on each of its days.
    ///
    /// A shorter year, for tests, is that of the first `days`.
    package mutating func append(
        _ audits: [any Audit.Type], seed: UInt64, days: Int = HealthyYears.days
    ) {
        let year = HealthyFeature.year(days: days, seed: seed)
        var run = AuditRun(audits, scopes: [year.scope], material: year.material)
        var (observation, event) = (0, 0)
        var fired: Set<AuditID> = []
        var isVoided = false
        for day in 1...days {
            let end = HealthyFeature.start(ofDay: day)
            while observation < year.observations.count,
                year.observations[observation].loggedAt < end
            {
                run.append(year.observations[observation])
                observation += 1
            }
            // Events of a day after its observations; each is about a case that is known by then.
            while event < year.events.count, year.events[event].receivedAt < end {
                run.append(year.events[event])
                event += 1
            }
            for finding in run.findings() {
                rows[finding.audit, default: Row()].days[finding.status, default: 0] += 1
                if finding.status == .fires { fired.insert(finding.audit) }
                if !finding.voids.isEmpty { isVoided = true }
            }
        }
        for audit in fired { rows[audit, default: Row()].firedYears += 1 }
        voidedYears += isVoided ? 1 : 0
        years += 1
    }

    package static func += (left: inout Self, right: Self) {
        left.years += right.years
        left.voidedYears += right.voidedYears
        for (audit, row) in right.rows {
            left.rows[audit, default: Row()].firedYears += row.firedYears
            left.rows[audit, default: Row()].days.merge(row.days, uniquingKeysWith: +)
        }
    }
}
