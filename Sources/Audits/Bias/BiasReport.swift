import Decisions
import RealModule
import Statistics

/// Says what the bias audit has counted.
struct BiasReport {
    let audit: BiasAudit
    private let leastRatio: AuditThreshold
    private let largestGap: AuditThreshold
    private let alpha: Double
    private(set) var comparisons: [GroupComparison] = []
    private var tooFew: [AuditFinding.Part] = []

    init(_ audit: BiasAudit) {
        self.audit = audit
        leastRatio = audit.scope.thresholds[BiasAudit.leastRatio]
        largestGap = audit.scope.thresholds[BiasAudit.largestGap]
        alpha = audit.scope.budget.alpha(
            checks: audit.tallies.count * GroupTally.Measure.allCases.count)
    }

    mutating func finding() -> AuditFinding {
        for key in audit.tallies.keys.sorted() {
            for measure in GroupTally.Measure.allCases { compare(key, measure) }
        }
        adjust()
        guard let worst = worst else { return nothingComparable() }
        let status = overall
        var finding = AuditFinding(.bias, status, sentence(worst, status))
        finding.n = worst.n
        finding.measure =
            worst.measure == .selection
            ? "ratio of selection rates" : "difference of \(worst.measure.rawValue)s"
        finding.estimate = worst.estimate
        finding.interval = worst.interval
        finding.threshold = worst.measure == .selection ? leastRatio : largestGap
        let tally = audit.tallies[.init(attribute: worst.attribute, path: worst.path)]
        finding.sequential = tally.map { tally in
            .init(
                logE: tally.rates(in: worst.window)?.logE(worst.measure) ?? 0,
                alpha: tally.alpha(alpha, in: worst.window))
        }
        finding.parts = comparisons.map(part) + pathDifferences + tooFew
        finding.windows = tally.map { windows($0, worst) } ?? []
        finding.missing = missing
        finding.advice = advice(status, worst)
        finding.assumptions = assumptions
        finding.followed = lowestRatio
        return finding
    }

    private var lowestRatio: AuditFinding.Part? {
        let ratios = comparisons.filter { $0.measure == .selection && $0.ratio != nil }
        return ratios.min { ($0.ratio ?? 1) < ($1.ratio ?? 1) }.map {
            .init(
                "lowest ratio of selection rates", status($0), n: $0.n, estimate: $0.ratio,
                interval: $0.ratioInterval)
        }
    }

    private mutating func compare(_ key: BiasAudit.Key, _ measure: GroupTally.Measure) {
        guard let tally = audit.tallies[key] else { return }
        compare(key, measure, tally, in: nil)
        if let latest = tally.latest { compare(key, measure, tally, in: latest) }
    }

    private mutating func compare(
        _ key: BiasAudit.Key, _ measure: GroupTally.Measure, _ tally: GroupTally,
        in window: AuditWindow?
    ) {
        guard let rates = tally.rates(in: window), let counts = rates.counts[measure],
            let reference = reference(key.attribute, counts), let second = counts[reference]?.sample
        else { return }
        for group in counts.keys.sorted() where group != reference {
            guard let first = counts[group]?.sample else { continue }
            guard isEnough(first, measure), isEnough(second, measure) else {
                guard window == nil else { continue }
                let name = "\(key.path): \(measure.rawValue), \(key.attribute) \(group)"
                tooFew.append(
                    .init(name, .cannotTell, n: first.trials, note: "too few to say"))
                continue
            }
            var comparison = GroupComparison(
                attribute: key.attribute, path: key.path, measure: measure, group: group,
                reference: reference, first: first, second: second, window: window)
            comparison.isReached =
                rates.logE(measure) >= -Double.log(tally.alpha(alpha, in: window))
            comparisons.append(comparison)
        }
    }

    private func isEnough(_ sample: ProportionSample, _ measure: GroupTally.Measure) -> Bool {
        sample.trials
            >= (measure == .selection ? BiasAudit.leastCases : BiasAudit.leastPositives)
    }

    /// The declared reference, or the largest group; of equals the first by name.
    private func reference(_ attribute: String, _ counts: [String: GroupTally.Count]) -> String? {
        let parts = attribute.split(separator: BiasAudit.intersection).map(String.init)
        let declared = parts.compactMap { audit.scope.settings.reference[$0] }
        let name = declared.joined(separator: BiasAudit.intersection)
        if declared.count == parts.count, counts[name] != nil { return name }
        return counts.sorted { $0.key < $1.key }.max { $0.value.trials < $1.value.trials }?.key
    }

    private mutating func adjust() {
        let adjusted = benjaminiHochbergAdjusted(comparisons.map(\.p))
        for index in comparisons.indices { comparisons[index].adjustedP = adjusted[index] }
    }

    func status(_ comparison: GroupComparison) -> AuditFinding.Status {
        comparison.status(leastRatio: leastRatio.value, largestGap: largestGap.value)
    }

    /// `ok` needs that selection and hit rates could be compared sharply somewhere, and nothing else
    /// stands out.
    private var overall: AuditFinding.Status {
        let all = comparisons.map { ($0.measure, status($0)) }
        if all.contains(where: { $0.1 == .fires }) { return .fires }
        if all.contains(where: { $0.1 == .watch }) { return .watch }
        let isSharp = [GroupTally.Measure.selection, .truePositive].allSatisfy { measure in
            all.contains { $0 == (measure, .ok) }
        }
        return isSharp ? .ok : .cannotTell
    }

    /// The comparison that the sentence is about: of those with the gravest status the most extreme.
    private var worst: GroupComparison? {
        let grave: [AuditFinding.Status] = [.fires, .watch, .cannotTell, .ok]
        for wanted in grave {
            let found = comparisons.filter { status($0) == wanted }
            if let first = found.max(by: { extremity($0) < extremity($1) }) { return first }
        }
        return nil
    }

    private func extremity(_ comparison: GroupComparison) -> Double {
        comparison.measure == .selection ? 1 - (comparison.ratio ?? 1) : abs(comparison.gap)
    }

    private func part(_ comparison: GroupComparison) -> AuditFinding.Part {
        let name =
            "\(comparison.path): \(comparison.measure.rawValue), \(comparison.attribute) "
            + "\(comparison.group) against \(comparison.reference)"
            + (comparison.window.map { ", since \($0.name)" } ?? "")
        return .init(
            name, status(comparison), n: comparison.n, estimate: comparison.estimate,
            interval: comparison.interval,
            note: comparison.measure == .selection ? "ratio" : "difference")
    }
}
