import Decisions
import RealModule
import Statistics

/// Says what the flywheel audit has counted.
struct FlywheelReport {
    let scope: AuditScope
    let stages: StageRates
    /// By week, counted from 1970.
    private var weeks: [Int: ProxyTable] = [:]
    private var users: [UInt64: (early: ProxyTable, late: ProxyTable)] = [:]
    private var segments: [String: ProxyTable] = [:]
    /// Of cases that have waited long enough, how many have a label, by segment.
    private var labels: [String: (labelled: Int, served: Int)] = [:]
    let pairs: Int

    init(_ audit: FlywheelAudit) {
        scope = audit.scope
        let rows = audit.served.rows
        stages = StageRates(rows, now: scope.now)
        let paired = rows.filter { $0.proxyLevel != nil && $0.truth != nil }
        let times = paired.map(\.time).sorted()
        let middle = times.isEmpty ? scope.now : times[times.count / 2]
        pairs = paired.count
        for (index, row) in paired.enumerated() {
            guard let level = row.proxyLevel else { continue }
            let isRight = row.truth == row.shown
            weeks[row.time.week, default: ProxyTable()].add(level: level, isRight: isRight)
            var user = users[row.user ?? UInt64(index)] ?? (ProxyTable(), ProxyTable())
            if row.time < middle {
                user.early.add(level: level, isRight: isRight)
            } else {
                user.late.add(level: level, isRight: isRight)
            }
            users[row.user ?? UInt64(index)] = user
            if let segment = row.segment {
                segments[segment, default: ProxyTable()].add(level: level, isRight: isRight)
            }
        }
        let wait = scope.thresholds[FlywheelAudit.wait].value
        for row in rows where scope.now.days - row.time.days >= wait {
            guard let segment = row.segment else { continue }
            // A label that came later than the wait came too late for all segments alike.
            let hasLabel = row.labelledAt.map { $0.days - row.time.days <= wait } ?? false
            labels[segment, default: (0, 0)].labelled += hasLabel ? 1 : 0
            labels[segment, default: (0, 0)].served += 1
        }
    }

    func finding() -> AuditFinding {
        guard let last = recent, let correlation = last.correlation,
            let interval = correlation.interval()
        else { return noPairs }
        let checks = self.checks(correlation, interval)
        let status = overall(checks)
        var finding = AuditFinding(
            .flywheel, status, sentence(checks, correlation.coefficient, interval, status))
        finding.n = last.count
        finding.measure = "Spearman's ρ of proxy and outcome, last four weeks"
        finding.estimate = correlation.coefficient
        finding.interval = interval
        finding.threshold = scope.thresholds[FlywheelAudit.leastCorrelation]
        finding.advice = advice(status)
        finding.missing = missing(checks)
        finding.parts = checks.map(\.part) + stages.parts
        finding.windows = windows
        finding.assumptions = [
            "What people do is taken for what they think: 1 accepted, ½ edited, 0 reworded, "
                + "bypassed or abandoned.",
            "Cases with an outcome are like those without one.",
            "It takes no claim from the verdict, so that no e-process guards repeated looks.",
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

    private var windows: [AuditFinding.Part] {
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

// MARK: Checks

extension FlywheelReport {
    /// One of the things that can be wrong.
    struct Check {
        enum Kind { case correlation, change, segments, labels }
        var kind: Kind
        var part: AuditFinding.Part
        /// The segment that it is about.
        var segment: String?
    }

    private func checks(_ recent: SpearmanCorrelation, _ interval: Interval) -> [Check] {
        [correlationCheck(recent, interval), changeCheck, segmentCheck, labelCheck]
            .compactMap(\.self)
    }

    private func correlationCheck(
        _ recent: SpearmanCorrelation, _ interval: Interval
    ) -> Check {
        let least = scope.thresholds[FlywheelAudit.leastCorrelation].value
        let status: AuditFinding.Status =
            if interval.lower > 0 { .ok } else if interval.upper < least { .fires } else { .watch }
        return Check(
            kind: .correlation,
            part: .init(
                "ρ of proxy and outcome, last four weeks", status, n: Int(recent.count),
                estimate: recent.coefficient, interval: interval))
    }

    /// The later half less the earlier, whole users being drawn.
    private var changeCheck: Check? {
        let sums = users.sorted { $0.key < $1.key }.map {
            $0.value.early.cells + $0.value.late.cells
        }
        guard
            let total = sums.first.map({ first in
                sums.dropFirst().reduce(into: first) { total, cells in
                    for index in total.indices { total[index] += cells[index] }
                }
            })
        else { return nil }
        let name = "ρ of the later half less the earlier"
        let halves = [total[0..<6], total[6...]].map { Int($0.reduce(0, +)) }
        guard halves.allSatisfy({ $0 >= FlywheelAudit.leastPairs }),
            let change = Self.change(total),
            let interval = ClusterBootstrap(sums).interval(statistic: Self.change)
        else {
            return Check(
                kind: .change,
                part: .init(name, .cannotTell, n: pairs, note: "too few to say"))
        }
        let status: AuditFinding.Status =
            interval.upper < 0 ? (change <= -0.1 ? .fires : .watch) : .ok
        return Check(
            kind: .change,
            part: .init(name, status, n: pairs, estimate: change, interval: interval))
    }

    private static func change(_ sums: [Double]) -> Double? {
        guard let early = ProxyTable(cells: Array(sums[..<6])).correlation,
            let late = ProxyTable(cells: Array(sums[6...])).correlation
        else { return nil }
        return late.coefficient - early.coefficient
    }

    /// The share of pairs in segments where proxy and outcome point one way.
    private var segmentCheck: Check? {
        let least = scope.thresholds[FlywheelAudit.leastAgreement].value
        let known = segments.filter { $0.value.count >= FlywheelAudit.leastPairs }
            .compactMap { name, table in table.correlation.map { (name, $0) } }
        guard known.count > 1 else { return nil }
        let against = known.filter { $0.1.coefficient <= 0 }
        let total = known.reduce(0) { $0 + $1.1.count }
        let share = 1 - against.reduce(0) { $0 + $1.1.count } / total
        let confidence = 1 - 0.05 / Double(known.count)
        let isSure = against.contains { ($0.1.interval(confidence: confidence)?.upper ?? 1) < 0 }
        let status: AuditFinding.Status =
            share < least ? (isSure ? .fires : .watch) : against.isEmpty || !isSure ? .ok : .watch
        let worst = against.min { $0.1.coefficient < $1.1.coefficient }
        return Check(
            kind: .segments,
            part: .init(
                "pairs in segments where proxy and outcome point one way", status, n: Int(total),
                estimate: share,
                note: worst.map { "`\($0.0)`: ρ \(AuditWords.decimal($0.1.coefficient))" }),
            segment: worst?.0)
    }

    /// The lowest label rate of a segment over the highest.
    private var labelCheck: Check? {
        let usable = labels.filter { $0.value.served >= FlywheelAudit.leastPairs }.sorted {
            let (a, b) = ($0.value, $1.value)
            let (left, right) = (a.labelled * b.served, b.labelled * a.served)
            return left == right ? $0.key < $1.key : left < right
        }
        guard usable.count > 1, let low = usable.first, let high = usable.last,
            high.value.labelled > 0
        else { return nil }
        let (a, b) = (
            ProportionSample(successes: low.value.labelled, trials: low.value.served),
            ProportionSample(successes: high.value.labelled, trials: high.value.served)
        )
        let ratio = a.proportion / b.proportion
        // The lowest and the highest were picked among all pairs of segments.
        let confidence = 1 - 0.05 / Double(usable.count * (usable.count - 1))
        let interval = proportionRatioInterval(a, b, confidence: confidence)
        let least = scope.thresholds[FlywheelAudit.leastRatio].value
        let status: AuditFinding.Status =
            interval.upper < least ? .fires : ratio < least ? .watch : .ok
        return Check(
            kind: .labels,
            part: .init(
                "label rate of `\(low.key)` over that of `\(high.key)`", status,
                n: a.trials + b.trials, estimate: ratio, interval: interval),
            segment: low.key)
    }
}
