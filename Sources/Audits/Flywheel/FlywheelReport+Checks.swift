import RealModule
import Statistics

extension FlywheelReport {
    /// One of the things that can be wrong.
    struct Check {
        enum Kind: CaseIterable { case correlation, change, segments, labels }
        var kind: Kind
        var part: AuditFinding.Part
        /// The segment that it is about.
        var segment: String?
        /// What chance has to say to it, however often somebody looked.
        var sequential: AuditFinding.Sequential?
    }

    /// The checks that the evidence allows.
    func checks(_ recent: SpearmanCorrelation, _ interval: Interval) -> [Check] {
        let (change, designEffect) = changeCheck
        return [
            correlationCheck(recent, interval, designEffect), change,
            segmentCheck(designEffect), labelCheck,
        ].compactMap(\.self)
    }

    private func sequential(_ logE: Double, share: Int = 1) -> AuditFinding.Sequential {
        .init(logE: logE, alpha: alpha / Double(share))
    }

    private static func process(
        _ windows: [AuditWindow: ProxyTable], _ designEffect: Double
    ) -> CorrelationEProcess {
        CorrelationEProcess(
            windows: windows.sorted { $0.key < $1.key }.map(\.value.table),
            designEffect: designEffect)
    }

    private func correlationCheck(
        _ recent: SpearmanCorrelation, _ interval: Interval, _ designEffect: Double
    ) -> Check {
        let least = scope.thresholds[FlywheelAudit.leastCorrelation].value
        let sequential = sequential(
            Self.process(windows, designEffect).logE(below: max(-0.99, min(0.99, least))))
        let status: AuditFinding.Status =
            if interval.lower > 0 {
                .ok
            } else if interval.upper < least, sequential.isReached { .fires } else { .watch }
        return Check(
            kind: .correlation,
            part: .init(
                "ρ of proxy and outcome, last four weeks", status, n: Int(recent.count),
                estimate: recent.coefficient, interval: interval),
            sequential: sequential)
    }

    /// The later half less the earlier, whole users being drawn; and by how much the variance exceeds
    /// that of cases of different users.
    private var changeCheck: (check: Check?, designEffect: Double) {
        let sums = users.sorted { $0.key < $1.key }.map {
            $0.value.early.cells + $0.value.late.cells
        }
        guard
            let total = sums.first.map({ first in
                sums.dropFirst().reduce(into: first) { total, cells in
                    for index in total.indices { total[index] += cells[index] }
                }
            })
        else { return (nil, 1) }
        let name = "ρ of the later half less the earlier"
        let (early, late) = Self.halves(total)
        guard let early, let late,
            min(early.count, late.count) >= Double(FlywheelAudit.leastPairs),
            let interval = ClusterBootstrap(sums).interval(statistic: Self.change)
        else {
            return (
                Check(
                    kind: .change,
                    part: .init(name, .cannotTell, n: pairs, note: "too few to say")), 1
            )
        }
        let change = late.coefficient - early.coefficient
        let designEffect = Self.designEffect(interval, early, late)
        let sequential = sequential(Self.process(windows, designEffect).logEOfFall)
        let status: AuditFinding.Status =
            if interval.upper < 0 {
                change <= -0.1 && sequential.isReached ? .fires : .watch
            } else { .ok }
        return (
            Check(
                kind: .change,
                part: .init(name, status, n: pairs, estimate: change, interval: interval),
                sequential: sequential), designEffect
        )
    }

    private static func halves(
        _ sums: [Double]
    ) -> (early: SpearmanCorrelation?, late: SpearmanCorrelation?) {
        (
            ProxyTable(cells: Array(sums[..<6])).correlation,
            ProxyTable(cells: Array(sums[6...])).correlation
        )
    }

    private static func change(_ sums: [Double]) -> Double? {
        let (early, late) = halves(sums)
        guard let early, let late else { return nil }
        return late.coefficient - early.coefficient
    }

    /// The variance of the change by drawing users, over that by Fisher's z.
    private static func designEffect(
        _ interval: Interval, _ early: SpearmanCorrelation, _ late: SpearmanCorrelation
    ) -> Double {
        let independent = [early, late].reduce(0.0) { sum, half in
            let slope = 1 - half.coefficient * half.coefficient
            return sum + (half.fisherVariance ?? 0) * slope * slope
        }
        guard independent > 0 else { return 1 }
        return max(1, .pow(interval.width / (2 * 1.96), 2) / independent)
    }

    /// The share of pairs in segments where proxy and outcome point one way.
    private func segmentCheck(_ designEffect: Double) -> Check? {
        let least = scope.thresholds[FlywheelAudit.leastAgreement].value
        let known = segments.compactMap { name, windows in
            let table = windows.values.reduce(into: ProxyTable()) { $0.add($1) }
            return table.count >= FlywheelAudit.leastPairs
                ? table.correlation.map { (name, $0) } : nil
        }.sorted { $0.0 < $1.0 }
        guard known.count > 1 else { return nil }
        let against = known.filter { $0.1.coefficient <= 0 }
        let total = known.reduce(0) { $0 + $1.1.count }
        let share = 1 - against.reduce(0) { $0 + $1.1.count } / total
        let confidence = 1 - 0.05 / Double(known.count)
        let isSure = against.contains { ($0.1.interval(confidence: confidence)?.upper ?? 1) < 0 }
        let worst = against.min { $0.1.coefficient < $1.1.coefficient }
        let logE = against.map { Self.process(segments[$0.0] ?? [:], designEffect).logE(below: 0) }
        let sequential = sequential(logE.max() ?? 0, share: known.count)
        let status: AuditFinding.Status =
            if !isSure {
                share < least ? .watch : .ok
            } else { share < least && sequential.isReached ? .fires : .watch }
        return Check(
            kind: .segments,
            part: .init(
                "pairs in segments where proxy and outcome point one way", status, n: Int(total),
                estimate: share,
                note: worst.map { "`\($0.0)`: ρ \(AuditWords.decimal($0.1.coefficient))" }),
            segment: worst?.0, sequential: sequential)
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
        let sequential = sequential(labelLogE)
        let status: AuditFinding.Status =
            if interval.upper < least, sequential.isReached {
                .fires
            } else { ratio < least ? .watch : .ok }
        return Check(
            kind: .labels,
            part: .init(
                "label rate of `\(low.key)` over that of `\(high.key)`", status,
                n: a.trials + b.trials, estimate: ratio, interval: interval),
            segment: low.key, sequential: sequential)
    }
}
