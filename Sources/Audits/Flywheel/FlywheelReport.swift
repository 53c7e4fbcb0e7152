import Decisions
import RealModule
import Statistics

/// Says what the flywheel audit has counted.
struct FlywheelReport {
    let scope: AuditScope
    let stages: StageRates
    /// By week, counted from 1970.
    private var weeks: [Int: ProxyTable] = [:]
    private(set) var users: [UInt64: (early: ProxyTable, late: ProxyTable)] = [:]
    /// By segment and window.
    private(set) var segments: [String: [AuditWindow: ProxyTable]] = [:]
    private(set) var windows: [AuditWindow: ProxyTable] = [:]
    /// Of cases that have waited long enough, how many have a label, by segment.
    private(set) var labels: [String: (labelled: Int, served: Int)] = [:]
    let labelLogE: Double
    /// What each of its checks may spend of the yearly chance of a false alarm.
    let alpha: Double
    let pairs: Int

    init(_ audit: FlywheelAudit) {
        scope = audit.scope
        let rows = audit.served.rows
        stages = StageRates(rows, now: scope.now)
        let paired = rows.filter { $0.proxyLevel != nil && $0.truth != nil }
        let times = paired.map(\.time).sorted()
        let middle = times.isEmpty ? scope.now : times[times.count / 2]
        pairs = paired.count
        alpha = scope.budget.alpha(checks: Check.Kind.allCases.count)
        for (index, row) in paired.enumerated() {
            guard let level = row.proxyLevel else { continue }
            let isRight = row.truth == row.shown
            let window = AuditWindow(holding: row.time)
            windows[window, default: ProxyTable()].add(level: level, isRight: isRight)
            weeks[row.time.week, default: ProxyTable()].add(level: level, isRight: isRight)
            var user = users[row.user ?? UInt64(index)] ?? (ProxyTable(), ProxyTable())
            if row.time < middle {
                user.early.add(level: level, isRight: isRight)
            } else {
                user.late.add(level: level, isRight: isRight)
            }
            users[row.user ?? UInt64(index)] = user
            if let segment = row.segment {
                segments[segment, default: [:]][window, default: ProxyTable()].add(
                    level: level, isRight: isRight)
            }
        }
        let wait = scope.thresholds[FlywheelAudit.wait].value
        var process = LabelProcess()
        for row in rows where scope.now.days - row.time.days >= wait {
            guard let segment = row.segment else { continue }
            // A label that came later than the wait came too late for all segments alike.
            let hasLabel = row.labelledAt.map { $0.days - row.time.days <= wait } ?? false
            labels[segment, default: (0, 0)].labelled += hasLabel ? 1 : 0
            labels[segment, default: (0, 0)].served += 1
            process.append(row, segment, hasLabel: hasLabel)
        }
        labelLogE = process.logE
    }

    func finding() -> AuditFinding {
        guard let last = recent, let correlation = last.correlation,
            let interval = correlation.interval()
        else { return noPairs }
        let checks = self.checks(correlation, interval)
        let status = overall(checks)
        let grave = checks.first { $0.part.status == status }
        var finding = AuditFinding(
            .flywheel, status, sentence(checks, correlation.coefficient, interval, status))
        finding.n = last.count
        finding.measure = "Spearman's ρ of proxy and outcome, last four weeks"
        finding.estimate = correlation.coefficient
        finding.interval = interval
        finding.threshold = scope.thresholds[FlywheelAudit.leastCorrelation]
        finding.sequential = (grave ?? checks.first)?.sequential
        finding.advice = advice(status)
        finding.missing = missing(checks)
        finding.parts = checks.map(\.part) + stages.parts
        finding.windows = weekParts
        finding.assumptions = [
            "What people do is taken for what they think: 1 accepted, ½ edited, 0 reworded, "
                + "bypassed or abandoned.",
            "Cases with an outcome are like those without one.",
            "Users differ from each other no more than they did so far.",
        ]
        return finding
    }

    /// The four weeks up to the last one that has pairs, if there are enough.
    private var recent: ProxyTable? {
        guard let last = weeks.keys.max() else { return nil }
        var table = ProxyTable()
        for (week, pairs) in weeks where week > last - 4 { table.add(pairs) }
        return table.count >= FlywheelAudit.leastPairs ? table : nil
    }

    private func overall(_ checks: [Check]) -> AuditFinding.Status {
        let all = checks.map(\.part.status)
        if all.contains(.fires) { return .fires }
        if all.contains(.watch) { return .watch }
        return all.contains(.cannotTell) ? .cannotTell : .ok
    }

    private var weekParts: [AuditFinding.Part] {
        weeks.sorted { $0.key < $1.key }.map { week, table in
            let monday = Timestamp(microseconds: Int64(week) * 7 * 86_400_000_000)
            let found = table.count >= FlywheelAudit.leastPairs ? table.correlation : nil
            return .init(
                String(monday.description.prefix(10)), found == nil ? .cannotTell : .ok,
                n: table.count, estimate: found?.coefficient, interval: found?.interval(),
                note: found == nil ? "too few to say" : nil)
        }
    }
}
