import Decisions
import Statistics

/// Says what the persona lock audit has counted.
struct PersonaLockReport {
    private let scope: AuditScope
    private let level: Double
    private let floor: AuditThreshold
    private let weeks: [WeekOfUse]
    private let known: Int
    private let served: Int

    init(_ audit: PersonaLockAudit) {
        scope = audit.scope
        level = audit.scope.thresholds[PersonaLockAudit.level].value
        floor = audit.scope.thresholds[PersonaLockAudit.fall]
        var byWeek: [Int: [(row: ServedLog.Row, isReworded: Bool)]] = [:]
        var known = 0
        for (place, row) in audit.served.rows.enumerated()
        where row.asked != nil && row.shown != nil {
            known += 1
            byWeek[row.time.week, default: []].append((row, audit.reworded.contains(place)))
        }
        self.known = known
        served = audit.served.rows.count
        weeks = byWeek.filter { $0.value.count >= PersonaLockAudit.leastOfWeek }
            .sorted { $0.key < $1.key }
            .map { WeekOfUse($0.key, $0.value, options: audit.scope.question.options.count) }
    }

    /// The trends of all weeks.
    private struct Trends {
        var surfaced, asked, gap, reword, bypass, trouble, abandon, edit,
            miscalibration: MannKendall
    }

    private func trend(_ value: (WeekOfUse) -> Double) -> MannKendall? {
        weeks.count >= PersonaLockAudit.leastWeeks ? MannKendall(weeks.map(value)) : nil
    }

    private var trends: Trends? {
        guard let surfaced = trend(\.surfacedVariety), let asked = trend(\.askedVariety),
            let gap = trend({ $0.surfacedVariety - $0.askedVariety }),
            let reword = trend(\.rewordRate), let bypass = trend(\.bypassRate),
            let trouble = trend(\.troubleRate),
            let abandon = trend(\.abandonRate), let edit = trend(\.editRate),
            let miscalibration = trend(\.miscalibration)
        else { return nil }
        return Trends(
            surfaced: surfaced, asked: asked, gap: gap, reword: reword, bypass: bypass,
            trouble: trouble, abandon: abandon, edit: edit, miscalibration: miscalibration)
    }

    func finding() -> AuditFinding {
        guard let trends else { return tooFew }
        let fall = -trends.surfaced.slope * Double(weeks.count - 1)
        let status = status(trends, fall: fall)
        var finding = AuditFinding(.personaLock, status, sentence(status))
        finding.n = weeks.reduce(0) { $0 + $1.count }
        finding.measure = "fall of the surfaced variety H/ln K, by Sen's slope"
        finding.estimate = fall
        finding.threshold = floor
        finding.advice = advice(status)
        finding.parts = parts(trends)
        finding.windows = weeks.map {
            .init(
                name($0), .ok, n: $0.count, estimate: $0.surfacedVariety,
                note: "asked \(AuditWords.decimal($0.askedVariety)); reworded "
                    + "\(AuditWords.percent($0.rewordRate)); bypassed "
                    + AuditWords.percent($0.bypassRate))
        }
        finding.assumptions = [
            "What was asked for is the outcome, else what an answer was edited to, else the answer "
                + "where it was accepted; \(known) of \(served) cases tell.",
            "Weeks are independent of each other.",
            "It takes no claim from the verdict, so that no e-process guards repeated looks.",
        ]
        return finding
    }

    /// Whether people are offered less than they ask for, and show it.
    ///
    /// A user who asks for less, and gets less, is narrow and not locked in: surfaced variety must
    /// fall against asked variety, which must not fall half as fast beyond chance. A small fall of
    /// what is asked, which chance gives one year in forty, hides no large one of what is surfaced.
    private func status(_ trends: Trends, fall: Double) -> AuditFinding.Status {
        let isNarrowing =
            trends.surfaced.falls(level) && trends.gap.falls(level)
            && !(trends.asked.falls(level) && trends.asked.slope <= trends.surfaced.slope / 2)
        // Both at once show a rise of either earlier than each alone.
        let isTrouble = [trends.reword, trends.bypass, trends.trouble].contains { $0.rises(level) }
        if isNarrowing, isTrouble, fall >= floor.value { return .fires }
        return isNarrowing ? .watch : .ok
    }

    private func parts(_ trends: Trends) -> [AuditFinding.Part] {
        let all: [(String, MannKendall, KeyPath<WeekOfUse, Double>, Bool)] = [
            ("surfaced variety", trends.surfaced, \.surfacedVariety, trends.surfaced.falls(level)),
            ("asked variety", trends.asked, \.askedVariety, false),
            (
                "C_KL of surfaced against asked", trends.miscalibration, \.miscalibration,
                trends.miscalibration.rises(level)
            ),
            ("reword rate", trends.reword, \.rewordRate, trends.reword.rises(level)),
            ("bypass rate", trends.bypass, \.bypassRate, trends.bypass.rises(level)),
            ("abandon rate", trends.abandon, \.abandonRate, trends.abandon.rises(level)),
            (
                "rate of switching to another answer", trends.edit, \.editRate,
                trends.edit.rises(level)
            ),
        ]
        return all.map { name, trend, value, isBad in
            .init(
                name + ", last week", isBad ? .watch : .ok, n: weeks.last?.count ?? 0,
                estimate: weeks.last?[keyPath: value],
                note: "Mann–Kendall z \(AuditWords.decimal(trend.z)), p "
                    + AuditWords.decimal(trend.p))
        }
    }
}

// MARK: Words

extension PersonaLockReport {
    private func name(_ week: WeekOfUse) -> String {
        let start = Timestamp(microseconds: Int64(week.week) * 7 * 86_400_000_000)
        return String(start.description.prefix(10))
    }

    private func average(_ weeks: some Collection<WeekOfUse>, _ value: KeyPath<WeekOfUse, Double>)
        -> Double
    {
        mean(weeks.map { $0[keyPath: value] }) ?? 0
    }

    /// The first four weeks beside the last four.
    private func sentence(_ status: AuditFinding.Status) -> String {
        let (first, last) = (weeks.prefix(4), weeks.suffix(4))
        let kinds = { (value: Double) in AuditWords.points(value / 100) }
        let offered =
            "People are offered \(kinds(average(last, \.surfacedKinds))) kinds of answer where it "
            + "was \(kinds(average(first, \.surfacedKinds))), while they ask for "
            + kinds(average(last, \.askedKinds))
        let trouble =
            "; they reword \(AuditWords.percent(average(last, \.rewordRate))) of requests (it was "
            + "\(AuditWords.percent(average(first, \.rewordRate)))) and bypass "
            + "\(AuditWords.percent(average(last, \.bypassRate))) (it was "
            + "\(AuditWords.percent(average(first, \.bypassRate))))"
        return switch status {
        case .fires: offered + trouble + "."
        case .watch: offered + trouble + "; watch it."
        case .ok, .cannotTell: offered + ": what is offered keeps up with what is asked for."
        }
    }

    private func advice(_ status: AuditFinding.Status) -> String {
        guard status == .fires || status == .watch else { return "" }
        return "Read 50 pairs of a request and its rewording; let people say \"not this time\", "
            + "give a share of answers without the profile, and compare their bypass rate."
    }

    private var tooFew: AuditFinding {
        .cannotTell(
            .personaLock,
            "\(AuditWords.counted(weeks.count, "week")) with \(PersonaLockAudit.leastOfWeek) cases "
                + "whose asked category is known: too few for a trend.",
            n: served,
            missing: [
                .init(
                    "what people asked for: \(known) of \(served) live cases tell",
                    how: "have \(PersonaLockAudit.leastWeeks) weeks of "
                        + "\(PersonaLockAudit.leastOfWeek) cases with an outcome, or with events "
                        + "`accepted` and `edited` (its value the other answer)")
            ])
    }
}
