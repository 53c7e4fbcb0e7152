import RealModule
import Statistics

/// Holds each generation against real rows.
struct CollapseReport {
    private static let tailShare = 0.05
    private static let mostWords = 20_000
    private static let mostSelfBLEU = 500
    private static let mostVendi = 100

    /// A generation's share of the tail over that of real rows.
    private struct Generation {
        var name: String
        var typed: TypedRows
        var ratio: Double
        /// Of 95 %.
        var interval: Interval
        /// The upper limit at which it fires.
        var upper: Double
        var coverage: Double
    }

    private let scope: AuditScope
    private let name: String
    private let real: TypedRows
    private let tail: Set<UInt64>
    private let generations: [Generation]
    /// The share of training rows that are real ones; `nil` without training data.
    private let kept: Double?
    private let realMass: Double
    private let meanings: MeaningVariety?

    init(
        _ scope: AuditScope, real: [DatasetRow], name: String,
        generations: [(name: String, rows: [DatasetRow])], training: Dataset?,
        meanings: MeaningVariety?
    ) {
        self.scope = scope
        self.meanings = meanings
        self.name = name
        let typed = TypedRows(real, scope.fields)
        self.real = typed
        let tail = typed.half(0).tail(Self.tailShare)
        self.tail = tail
        let held = typed.half(1).mass(of: tail)
        realMass = held.share
        let z = Normal.quantile(1 - scope.budget.alpha(checks: generations.count))
        self.generations = generations.filter { $0.rows.count >= CollapseAudit.leastRows }.map {
            let rows = TypedRows($0.rows, scope.fields)
            let own = rows.mass(of: tail)
            let ratio = held.share > 0 ? own.share / held.share : 1
            // Without a single hit: as if one row in the set had one.
            let share = max(own.share, 1 / Double(max(1, rows.words)))
            let variance = max(own.variance, own.share > 0 ? 0 : share * share)
            let spread =
                (variance / (share * share)
                + held.variance / max(held.share * held.share, .leastNormalMagnitude)).squareRoot()
            let center = held.share > 0 ? share / held.share : 1
            let covered = Set(rows.budget(typed.words / 2).joined()).intersection(tail).count
            return Generation(
                name: $0.name, typed: rows, ratio: ratio,
                interval: Interval(
                    lower: min(ratio, center * .exp(-1.96 * spread)),
                    upper: max(ratio, center * .exp(1.96 * spread))),
                upper: center * .exp(z * spread),
                coverage: Double(covered) / Double(max(1, tail.count)))
        }
        kept = training.map { training in
            let known = Set(typed.rows)
            let rows = TypedRows(Array(training.rows), scope.fields).rows
            return Double(rows.count { known.contains($0) }) / Double(max(1, rows.count))
        }
    }

    private func status(_ generation: Generation) -> AuditFinding.Status {
        let least = scope.thresholds[CollapseAudit.tailRatio].value
        if generation.upper < least { return .fires }
        if generation.interval.upper < least { return .watch }
        return generation.interval.lower < least && generation.interval.width > 1
            ? .cannotTell : .ok
    }

    func finding() -> AuditFinding {
        guard let last = generations.last, !tail.isEmpty, realMass > 0 else {
            return .cannotTell(
                .collapse, "The real rows have no rare words or values to lose.",
                n: real.rows.count,
                missing: [.init("more real rows", how: "name more of them as `datasets.golden`")])
        }
        let varieties = varieties(last)
        let status =
            status(last) == .ok && (varieties + trend).contains { $0.status == .watch }
            ? .watch : status(last)
        var finding = AuditFinding(.collapse, status, sentence(last, status))
        finding.n = last.typed.rows.count
        finding.measure = "tail mass of \(last.name) over that of real rows"
        finding.estimate = last.ratio
        finding.interval = last.interval
        finding.threshold = scope.thresholds[CollapseAudit.tailRatio]
        finding.parts = generations.map(part) + varieties + trend
        finding.advice = advice(status)
        if status == .cannotTell {
            finding.missing = [
                .init(
                    "more rows: the interval is too wide", how: "name more real and generated rows")
            ]
        }
        finding.assumptions = [
            "Real rows are those of \(name): \(AuditWords.count(real.rows.count)), with \(AuditWords.count(tail.count)) rare words or "
                + "values among every second one.",
            "Each generation is judged once, at a chance of a false alarm of "
                + "\(AuditWords.points(scope.budget.alpha(checks: generations.count))) %.",
        ]
        return finding
    }

    private func part(_ generation: Generation) -> AuditFinding.Part {
        .init(
            "tail mass ratio of \(generation.name)", status(generation),
            n: generation.typed.rows.count, estimate: generation.ratio,
            interval: generation.interval,
            note: "holds \(AuditWords.percent(generation.coverage)) of the rare words or values")
    }

    /// Figures over as many words of either.
    private func varieties(_ last: Generation) -> [AuditFinding.Part] {
        let words = min(Self.mostWords, real.words, last.typed.words)
        let (real, made) = (real.budget(words), last.typed.budget(words))
        let rows = min(real.count, made.count)
        func vendi(_ rows: [[UInt64]]) -> Double? {
            let rows = Array(rows.filter { !$0.isEmpty }.prefix(min(rows.count, Self.mostVendi)))
            return rows.count == Self.mostVendi ? vendiScore(cosines(rows)) : nil
        }
        let least = scope.thresholds[CollapseAudit.variety].value
        func ratio(
            _ name: String, _ a: Double?, _ b: Double?, n: Int
        ) -> AuditFinding.Part? {
            guard let a, let b, b > 0 else { return nil }
            return .init(
                name, a / b < least ? .watch : .ok, n: n, estimate: a / b,
                note: "\(AuditWords.decimal(a)) against \(AuditWords.decimal(b)) of real rows")
        }
        let blue = (
            selfBLEU(Array(made.prefix(min(rows, Self.mostSelfBLEU)))),
            selfBLEU(Array(real.prefix(min(rows, Self.mostSelfBLEU))))
        )
        return [
            ratio(
                "distinct pairs of words (distinct-2), ratio", distinctPairs(made),
                distinctPairs(real), n: rows),
            ratio("Vendi score of 100 rows, ratio", vendi(made), vendi(real), n: Self.mostVendi),
            ratio(
                "outcomes that there are in effect (exp H), ratio",
                last.typed.effectiveOutcomes, self.real.effectiveOutcomes,
                n: rows),
            meanings?.failed,
            ratio(
                MeaningVariety.name, meanings?.generated, meanings?.real, n: Self.mostVendi),
            blue.0.map {
                .init(
                    "self-BLEU", .ok, n: rows, estimate: $0,
                    note: "\(AuditWords.decimal(blue.1 ?? 0)) of real rows; higher is more alike")
            },
        ].compactMap(\.self)
    }

    /// What four generations or more show, and whether real rows are kept.
    private var trend: [AuditFinding.Part] {
        var parts: [AuditFinding.Part] = []
        if generations.count >= 4, let tau = kendallTau(generations.map(\.ratio)) {
            parts.append(
                .init(
                    "tail mass ratio over generations (Kendall's τ)", tau <= -0.8 ? .watch : .ok,
                    n: generations.count, estimate: tau))
        }
        if let kept, generations.count > 1 {
            parts.append(
                .init(
                    "training rows that are real rows", kept == 0 ? .watch : .ok,
                    n: generations.count, estimate: kept,
                    note: kept == 0
                        ? "real rows were replaced; kept, they prevent collapse" : nil))
        }
        return parts
    }

    private func sentence(_ last: Generation, _ status: AuditFinding.Status) -> String {
        let held =
            "Generated data holds \(AuditWords.percent(min(1, last.ratio))) of what is rare in real "
            + "rows"
        let found =
            switch status {
            case .fires: "\(held); adding more will make rare cases worse."
            case .watch: "\(held); it begins to lose variety."
            case .cannotTell: "\(held), give or take too much to tell."
            case .ok: "\(held)."
            }
        return found + (meanings?.failedSentence ?? "")
    }

    private func advice(_ status: AuditFinding.Status) -> String {
        guard status == .fires || status == .watch else { return "" }
        return "Add no more of this generation. Keep every real row in the training data, and ask "
            + "for, or write, 50 rare cases by hand."
    }
}

/// Returns Kendall's τ-a of values and their order; `nil` below two.
package func kendallTau(_ values: [Double]) -> Double? {
    guard values.count > 1 else { return nil }
    var sum = 0
    for later in values.indices {
        for earlier in 0..<later where values[earlier] != values[later] {
            sum += values[later] > values[earlier] ? 1 : -1
        }
    }
    return Double(sum) / Double(values.count * (values.count - 1) / 2)
}
