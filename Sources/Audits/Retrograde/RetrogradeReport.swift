import Decisions
import Evidence
import RealModule
import Statistics

/// Says how many cases come from where the feature never was, and how it fares there.
struct RetrogradeReport {
    /// A place's figures.
    private struct Novelty {
        var index: Int
        var name: String
        /// The last window with 200 cases, with those after it; else all.
        var recent: RetrogradeAudit.Tally
        var whole: RetrogradeAudit.Tally
        var expected: Double
        /// P(at least as many unseen), were they as frequent as expected.
        var p: Double
        var logE: Double

        var share: Double { Double(recent.unseen) / Double(max(1, recent.cases)) }
    }

    private typealias Tally = RetrogradeAudit.Tally

    private let audit: RetrogradeAudit
    private let novelties: [Novelty]
    private let alpha: Double
    private let stream: [(window: AuditWindow, tallies: [RetrogradeAudit.Tally])]

    init(_ audit: RetrogradeAudit) {
        self.audit = audit
        let stream = audit.windows.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        self.stream = stream
        alpha = audit.scope.budget.alpha(checks: audit.places.count)
        novelties = audit.places.enumerated().map { index, place in
            let tallies = stream.map { $0.1[index] }
            let recent = Self.recent(tallies)
            let whole = tallies.reduce(into: Tally()) { $0.append($1) }
            let test = Binomial(trials: recent.cases, probability: min(1, place.expected))
            return Novelty(
                index: index, name: place.name, recent: recent, whole: whole,
                expected: place.expected, p: test.survival(recent.unseen - 1),
                logE: EqualDistributionsEProcess(
                    reference: [place.rows - place.singletons, place.singletons],
                    windows: tallies.map { [$0.newcomers.seen, $0.newcomers.unseen] },
                    withReturning: tallies.map { [$0.seen, $0.unseen] }
                ).logE)
        }
    }

    private static func recent(_ tallies: [Tally]) -> Tally {
        tallies.reversed().reduce(into: Tally()) { sum, tally in
            if sum.cases < RetrogradeAudit.leastCases { sum.append(tally) }
        }
    }

    private func status(_ novelty: Novelty) -> AuditFinding.Status {
        let thresholds = audit.scope.thresholds
        guard novelty.recent.cases >= RetrogradeAudit.leastCases else { return .cannotTell }
        let isLarge =
            novelty.share > thresholds[RetrogradeAudit.ratio].value * novelty.expected
            && novelty.share - novelty.expected >= thresholds[RetrogradeAudit.unseen].value
        guard isLarge, novelty.p < 0.01 else { return .ok }
        return novelty.logE >= -.log(alpha) && !holds(novelty) ? .fires : .watch
    }

    /// Whether labels show that answers are as good in unseen places.
    private func holds(_ novelty: Novelty) -> Bool {
        let gaps = gaps(novelty)
        let most = audit.scope.thresholds[RetrogradeAudit.gap].value
        return !gaps.isEmpty && gaps.allSatisfy { $0.interval.upper < most }
    }

    /// By path, the accuracy on seen less that on unseen places, where labels allow it.
    private func gaps(
        _ novelty: Novelty
    ) -> [(path: String, seen: ProportionSample, unseen: ProportionSample, interval: Interval)] {
        novelty.whole.labelled.sorted { $0.key < $1.key }.compactMap { path, labelled in
            guard min(labelled.seen.n, labelled.unseen.n) >= RetrogradeAudit.leastLabels else {
                return nil
            }
            let seen = ProportionSample(
                successes: labelled.seen.right, trials: labelled.seen.n)
            let unseen = ProportionSample(
                successes: labelled.unseen.right, trials: labelled.unseen.n)
            return (path, seen, unseen, newcombeIndependentInterval(seen, unseen))
        }
    }

    func finding() -> AuditFinding {
        let order: [AuditFinding.Status] = [.ok, .cannotTell, .watch, .fires]
        let worst = novelties.max { a, b in
            let ranks = [a, b].map { order.firstIndex(of: self.status($0)) ?? 0 }
            return (ranks[0], a.share - a.expected) < (ranks[1], b.share - b.expected)
        }
        guard let worst else {
            return .cannotTell(.retrograde, "No field can be compared.", missing: [])
        }
        let status =
            self.status(worst) == .ok && !audit.notCompared.isEmpty
            ? .cannotTell : self.status(worst)
        var finding = AuditFinding(.retrograde, status, sentence(worst, status))
        finding.n = worst.recent.cases
        finding.measure = "share of recent cases from unseen places, by `\(worst.name)`"
        if worst.recent.cases > 0 {
            finding.estimate = worst.share
            finding.interval = wilsonInterval(
                successes: worst.recent.unseen, trials: worst.recent.cases)
        }
        finding.threshold = audit.scope.thresholds[RetrogradeAudit.unseen]
        finding.sequential = .init(logE: worst.logE, alpha: alpha)
        finding.advice = advice(worst, status)
        finding.missing = missing(worst)
        finding.parts =
            novelties.map(part) + audit.notCompared.map(\.part) + gapParts(worst) + shifts(worst)
            + quantities
        finding.windows = windows(worst)
        finding.followed = .init(
            "largest share of cases from unseen places, by field", status, n: finding.n,
            estimate: finding.estimate, interval: finding.interval)
        finding.assumptions = [
            "The training data is what the paths learnt from; rows that were added since belong "
                + "into it.",
            "Of a user's cases the first of every four weeks counts; users are independent.",
        ]
        return finding
    }

    private func missing(_ worst: Novelty) -> [AuditFinding.Missing] {
        var missing = audit.notCompared.map { $0.missing(in: .training) }
        if worst.recent.cases < RetrogradeAudit.leastCases {
            missing.append(
                .init(
                    "cases: \(RetrogradeAudit.leastCases) that have `\(worst.name)`",
                    how: "wait for more, or replay recorded ones"))
        }
        if worst.recent.unseen > 0, gaps(worst).isEmpty {
            missing.append(
                .init(
                    "outcomes of \(RetrogradeAudit.leastLabels) cases from unseen places",
                    how: "label them; until then coverage alone is known"))
        }
        return missing
    }
}

// MARK: Figures

extension RetrogradeReport {
    private func part(_ novelty: Novelty) -> AuditFinding.Part {
        .init(
            "unseen in training: \(novelty.name)", status(novelty), n: novelty.recent.cases,
            estimate: novelty.share,
            interval: novelty.recent.cases > 0
                ? wilsonInterval(
                    successes: novelty.recent.unseen, trials: novelty.recent.cases) : nil,
            note: "by chance \(AuditWords.percent(novelty.expected)); binomial p "
                + AuditWords.decimal(novelty.p))
    }

    private func gapParts(_ worst: Novelty) -> [AuditFinding.Part] {
        gaps(worst).map {
            .init(
                "\($0.path): accuracy on seen places less that on unseen ones",
                $0.interval.lower > 0 ? .watch : .ok, n: $0.seen.trials + $0.unseen.trials,
                estimate: $0.seen.proportion - $0.unseen.proportion, interval: $0.interval,
                note: "\(AuditWords.percent($0.seen.proportion)) less "
                    + AuditWords.percent($0.unseen.proportion))
        }
    }

    /// By path, how far the change of accuracy since the first window comes of unseen places.
    private func shifts(_ worst: Novelty) -> [AuditFinding.Part] {
        let tallies = stream.map { $0.tallies[worst.index] }
        return worst.recent.labelled.sorted { $0.key < $1.key }.compactMap { path, now in
            let first = tallies.reduce(into: RetrogradeAudit.Labelled()) { sum, tally in
                guard sum.seen.n + sum.unseen.n < RetrogradeAudit.leastCases else { return }
                if let labelled = tally.labelled[path] { sum = sum + labelled }
            }
            guard
                min(first.seen.n + first.unseen.n, now.seen.n + now.unseen.n)
                    >= RetrogradeAudit.leastCases,
                let shift = MixShift(
                    before: [first.seen, first.unseen], now: [now.seen, now.unseen])
            else { return nil }
            let isGrowth = shift.change < -0.01 && shift.mix < shift.change / 2
            return .init(
                "\(path): change of accuracy since the first cases", isGrowth ? .watch : .ok,
                n: now.seen.n + now.unseen.n, estimate: shift.change,
                note: (isGrowth ? "growth: " : "")
                    + "\(AuditWords.points(shift.mix)) points by more unseen places, "
                    + "\(AuditWords.points(shift.within)) within places")
        }
    }

    private var quantities: [AuditFinding.Part] {
        audit.places.enumerated().compactMap { index, place in
            guard
                let test = KolmogorovSmirnov(place.numbers.strided(20_000), audit.numbers[index])
            else { return nil }
            return .init(
                "distribution of \(place.name)",
                test.distance >= 0.1 && test.approximateP < 0.01 ? .watch : .ok,
                n: audit.numbers[index].count, estimate: test.distance,
                note: "Kolmogorov–Smirnov distance, largest at "
                    + "\(AuditWords.decimal(test.location)); p "
                    + AuditWords.decimal(test.approximateP))
        }
    }

    private func windows(_ worst: Novelty) -> [AuditFinding.Part] {
        stream.map { window, tallies in
            let tally = tallies[worst.index]
            let released = audit.versions.filter {
                AuditWindow(holding: Timestamp(microseconds: $0.firstLoggedAt)) == window
            }.map(\.path.path)
            return .init(
                window.name, .ok, n: tally.cases,
                estimate: tally.cases > 0 ? Double(tally.unseen) / Double(tally.cases) : nil,
                interval: tally.cases > 0
                    ? wilsonInterval(successes: tally.unseen, trials: tally.cases) : nil,
                note: released.isEmpty
                    ? nil : "new version of " + Set(released).sorted().joined(separator: ", "))
        }
    }
}

// MARK: Words

extension RetrogradeReport {
    private func sentence(_ worst: Novelty, _ status: AuditFinding.Status) -> String {
        let share =
            "\(AuditWords.percent(worst.share)) of recent cases come from places that "
            + "training never had (by `\(worst.name)`)"
        let gap = gaps(worst).max {
            $0.seen.proportion - $0.unseen.proportion < $1.seen.proportion - $1.unseen.proportion
        }
        switch status {
        case .cannotTell:
            return worst.recent.cases < RetrogradeAudit.leastCases
                ? "Too few cases to tell whether the product has outgrown training."
                : "Whether the product has outgrown training cannot be told"
                    + (audit.notCompared.first.map { ": \($0.fact)." } ?? ".")
        case .ok:
            return worst.recent.unseen == 0
                ? "Recent cases come from places that training had."
                : "\(share), no more than chance brings."
        case .watch, .fires:
            guard let gap else { return "\(share); how right answers are there nobody knows." }
            return "\(share); \(gap.path) is right on \(AuditWords.percent(gap.unseen.proportion)) "
                + "there, on \(AuditWords.percent(gap.seen.proportion)) elsewhere."
        }
    }

    private func advice(_ worst: Novelty, _ status: AuditFinding.Status) -> String {
        guard status == .fires || status == .watch else { return "" }
        return "Label 100 cases with a new `\(worst.name)`; until they are learnt from, send such "
            + "cases to a person or to a rule that abstains."
    }
}

extension [Double] {
    /// At most so many, evenly spaced.
    fileprivate func strided(_ most: Int) -> [Double] {
        count <= most ? self : (0..<most).map { self[$0 * count / most] }
    }
}
