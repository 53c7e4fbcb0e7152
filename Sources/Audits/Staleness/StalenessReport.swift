import Decisions
import JSONCodec
import RealModule
import Statistics

/// Says how far recent cases have moved away from the eval set.
struct StalenessReport {
    /// A field's drift.
    private struct Drift {
        var name: String
        var n: Int
        var distance: Double
        var stability: PopulationStability
        /// The index that mere sampling exceeds so often.
        var critical: Double
        var chiSquaredP: Double
        var logE: Double
    }

    private let audit: StalenessAudit
    private let recent: StalenessAudit.Window
    private let alpha: Double
    private let drifts: [Drift]
    private let orphans: [Orphans]
    private let reweighted: AuditFinding.Part?
    private let classifier: AuditFinding.Part?
    private let gains: AuditFinding.Part?

    /// Recent cases in slices of a field that have hardly a test question.
    private struct Orphans {
        var field: String
        var cases: Int
        var n: Int
    }

    init(_ audit: StalenessAudit) {
        self.audit = audit
        let recent = Self.recent(audit)
        self.recent = recent
        let stream = audit.windows.sorted { $0.key < $1.key }.map(\.value)
        alpha = audit.scope.budget.alpha(checks: audit.bins.count)
        let fields = Double(audit.bins.count)
        drifts = audit.bins.enumerated().compactMap { index, bin in
            let current = recent.counts[index]
            guard
                let stability = PopulationStability(reference: bin.reference, current: current),
                let distance = DistributionDistance(
                    bin.reference.map(Double.init), current.map(Double.init))
            else { return nil }
            return Drift(
                name: bin.name, n: current.reduce(0, +), distance: distance.jensenShannonDistance,
                stability: stability, critical: stability.criticalValue(alpha: 0.05 / fields),
                chiSquaredP: IndependenceTest([bin.reference, current])?.pearson.p ?? 1,
                logE: EqualDistributionsEProcess(
                    reference: bin.reference, windows: stream.map { $0.newcomers[index] },
                    withReturning: stream.map { $0.counts[index] }
                ).logE)
        }
        orphans = Self.orphans(audit, recent)
        reweighted = Self.reweighted(audit, recent)
        classifier = Self.classifier(audit)
        gains = audit.gains.part(floor: audit.scope.thresholds[StalenessAudit.gainGap])
    }

    /// The last window with 200 cases, with those after it; else all.
    private static func recent(_ audit: StalenessAudit) -> StalenessAudit.Window {
        var sum = StalenessAudit.Window(audit.bins)
        for (_, window) in audit.windows.sorted(by: { $0.key > $1.key }) where sum.cases < 200 {
            sum.cases += window.cases
            for index in sum.counts.indices {
                sum.counts[index] = zip(sum.counts[index], window.counts[index]).map(+)
            }
            for (field, values) in window.slices {
                sum.slices[field, default: [:]].merge(values, uniquingKeysWith: +)
            }
        }
        return sum
    }

    private func status(_ drift: Drift) -> AuditFinding.Status {
        let floor = audit.scope.thresholds[StalenessAudit.distance].value
        if drift.distance >= floor, drift.stability.index > drift.critical {
            return drift.logE >= -Double.log(alpha) ? .fires : .watch
        }
        return drift.critical <= 0.15 ? .ok : .cannotTell
    }

    func finding() -> AuditFinding {
        guard let worst = drifts.max(by: { $0.distance < $1.distance }) else {
            return .cannotTell(
                .staleness, "No recent case can be compared with the eval set.",
                missing: [.init("cases", how: "`assay replay \(audit.scope.arguments)`")])
        }
        let shown =
            drifts.filter { status($0) == .fires }.max { $0.distance < $1.distance } ?? worst
        var finding = AuditFinding(.staleness, overall, sentence(shown))
        finding.n = recent.cases
        finding.measure = "Jensen–Shannon distance of `\(shown.name)`"
        finding.estimate = shown.distance
        finding.threshold = audit.scope.thresholds[StalenessAudit.distance]
        finding.sequential = .init(logE: shown.logE, alpha: alpha)
        finding.parts =
            drifts.map(part) + audit.notCompared.map(\.part) + orphanParts
            + [reweighted, classifier, gains].compactMap(\.self)
        finding.windows = audit.gains.windows
        finding.missing = missing
        finding.advice = advice
        finding.followed = .init(
            "largest Jensen–Shannon distance of a field", status(worst), n: worst.n,
            estimate: worst.distance)
        finding.assumptions = [
            "Of a user's cases the first of every four weeks counts; users are independent.",
            "The eval set was drawn from the traffic of its time; an eval set that was chosen by "
                + "hand differs from the start.",
        ]
        return finding
    }

    private var overall: AuditFinding.Status {
        let all = drifts.map(status)
        let hasOrphans = orphanParts.contains { $0.status == .watch }
        if all.contains(.fires) { return .fires }
        let others = [reweighted, classifier, gains].compactMap { $0?.status }
        if all.contains(.watch) || hasOrphans || others.contains(.watch) { return .watch }
        return all.allSatisfy { $0 == .ok } && missing.isEmpty ? .ok : .cannotTell
    }

    private func part(_ drift: Drift) -> AuditFinding.Part {
        let index = AuditWords.decimal(drift.stability.index)
        let chance = AuditWords.decimal(drift.critical)
        return .init(
            drift.name, status(drift), n: drift.n, estimate: drift.distance,
            note: "distance; PSI \(index), by chance up to \(chance); χ² p "
                + AuditWords.decimal(drift.chiSquaredP))
    }
}

// MARK: Slices

extension StalenessReport {
    private static func evalCounts(_ audit: StalenessAudit, _ field: String) -> [String: Int] {
        Dictionary(
            audit.rows.map { ($0.values[field]?.scalarText ?? "(missing)", 1) },
            uniquingKeysWith: +)
    }

    private static func orphans(
        _ audit: StalenessAudit, _ recent: StalenessAudit.Window
    ) -> [Orphans] {
        audit.slices.compactMap { field in
            guard let live = recent.slices[field] else { return nil }
            let known = evalCounts(audit, field)
            let orphans = live.filter { known[$0.key, default: 0] < StalenessAudit.leastOfSlice }
            return Orphans(
                field: field, cases: orphans.values.reduce(0, +), n: live.values.reduce(0, +))
        }
    }

    private var orphanParts: [AuditFinding.Part] {
        let most = audit.scope.thresholds[StalenessAudit.orphanMass].value
        return orphans.filter { $0.n > 0 }.map { orphan in
            let interval = wilsonInterval(successes: orphan.cases, trials: orphan.n)
            return .init(
                "orphan mass by \(orphan.field)",
                interval.lower > most ? .watch : interval.upper <= most ? .ok : .cannotTell,
                n: orphan.n, estimate: Double(orphan.cases) / Double(orphan.n), interval: interval,
                note: "recent cases in slices with under \(StalenessAudit.leastOfSlice) eval rows")
        }
    }

    /// What the eval set's accuracy would be with today's mix of the first slice field.
    private static func reweighted(
        _ audit: StalenessAudit, _ recent: StalenessAudit.Window
    ) -> AuditFinding.Part? {
        guard let field = audit.slices.first, let live = recent.slices[field] else {
            return nil
        }
        var tally: [String: (right: Int, n: Int)] = [:]
        for row in audit.rows {
            guard let isCorrect = row.isCorrect else { continue }
            let value = row.values[field]?.scalarText ?? "(missing)"
            tally[value, default: (0, 0)].right += isCorrect ? 1 : 0
            tally[value, default: (0, 0)].n += 1
        }
        let rows = tally.values.reduce(0) { $0 + $1.n }
        let usable = tally.filter { $0.value.n >= StalenessAudit.leastOfSlice }
        let covered = usable.keys.reduce(0) { $0 + live[$1, default: 0] }
        guard rows > 0, covered > 0 else { return nil }
        let now = Double(tally.values.reduce(0) { $0 + $1.right }) / Double(rows)
        var (shift, variance) = (0.0, 0.0)
        for (value, count) in usable {
            let accuracy = Double(count.right) / Double(count.n)
            let weight = Double(live[value, default: 0]) / Double(covered)
            let difference = weight - Double(count.n) / Double(rows)
            shift += difference * accuracy
            variance += difference * difference * accuracy * (1 - accuracy) / Double(count.n)
        }
        let margin = 1.96 * variance.squareRoot()
        return .init(
            "accuracy with today's mix of \(field), less \(AuditWords.percent(now))",
            abs(shift) > max(margin, 0.01) ? .watch : .ok, n: rows, estimate: shift,
            interval: Interval(center: shift, margin: margin), note: "difference")
    }

    private static func classifier(_ audit: StalenessAudit) -> AuditFinding.Part? {
        let rows = audit.rowTokens
        guard let found = DomainClassifier(reference: rows, current: audit.recent) else {
            return nil
        }
        let floor = max(
            audit.scope.thresholds[StalenessAudit.area].value, found.criticalValue)
        return .init(
            "a classifier tells eval rows from recent cases",
            found.areaUnderROC > floor ? .watch : .ok, n: rows.count + audit.recent.count,
            estimate: found.areaUnderROC,
            note: "area under ROC, by chance up to \(AuditWords.decimal(found.criticalValue))")
    }
}

// MARK: Words

extension StalenessReport {
    private var ageInDays: Int? {
        audit.rows.compactMap(\.time).max().map {
            Int((audit.scope.now.microseconds - $0.microseconds) / 86_400_000_000)
        }
    }

    private var age: String {
        ageInDays.map { "; its newest row is \(AuditWords.counted($0, "day")) old" } ?? ""
    }

    private func sentence(_ worst: Drift) -> String {
        guard gains?.status == .watch, let gap = audit.gains.sentence else { return look(worst) }
        return "\(look(worst).dropLast()); \(gap)."
    }

    private func look(_ worst: Drift) -> String {
        let orphan = orphans.filter { $0.n > 0 }.max {
            $0.cases * $1.n < $1.cases * $0.n
        }
        let share = orphan.map { Double($0.cases) / Double($0.n) } ?? 0
        let gap =
            share > 0.01
            ? "; \(AuditWords.percent(share)) of recent cases are of a "
                + "\(orphan?.field ?? "slice") with hardly a test question" : ""
        switch overall {
        case .fires, .watch:
            guard status(worst) == .fires || status(worst) == .watch else {
                return "Recent cases begin to differ from the eval set\(gap)\(age)."
            }
            return "Recent cases are unlike the eval set, most of all in `\(worst.name)` "
                + "(distance \(AuditWords.decimal(worst.distance)))\(gap)\(age)."
        case .ok: return "Recent cases look like the eval set\(gap)\(age)."
        case .cannotTell:
            let reason = audit.notCompared.first.map { ": \($0.fact)" } ?? ""
            return "Whether the eval set still fits cannot be told yet\(reason)\(gap)\(age)."
        }
    }

    private var missing: [AuditFinding.Missing] {
        var missing = audit.notCompared.map { $0.missing(in: .eval) }
        if ageInDays == nil {
            missing.append(
                .init(
                    "when the eval rows were taken", how: "give each row of the eval set a `time`"))
        }
        if drifts.contains(where: { status($0) == .cannotTell }) {
            missing.append(
                .init(
                    "rows: \(AuditWords.count(audit.rows.count)) of the eval set and \(AuditWords.count(recent.cases)) recent cases",
                    how: "have at least 200 of either"))
        }
        return missing
    }

    private var advice: String {
        guard [.fires, .watch].contains(overall) else { return "" }
        return "Draw 200 recent cases at random, have them labelled, and judge the paths on them; "
            + "keep the old eval set as a regression test."
    }
}
