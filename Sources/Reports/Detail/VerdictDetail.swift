import Audits
import Evidence
import Statistics
import Verdicts

/// The tables behind a verdict, for who wants to check it.
struct VerdictDetail {
    let verdict: Verdict
    let style: ANSIStyle
    let width: Int
    /// Whether the map and what textbooks would say are left out, as among many verdicts.
    private let isBrief: Bool

    init(_ verdict: Verdict, style: ANSIStyle, width: Int, isBrief: Bool = false) {
        self.verdict = verdict
        self.style = style
        self.width = width
        self.isBrief = isBrief
    }

    /// All sections, each after an empty line and its heading.
    var lines: [String] {
        sections.filter { !$0.lines.isEmpty }.flatMap { section in
            ["", style.bold(section.heading)] + section.lines.map { $0.isEmpty ? "" : "  " + $0 }
        }
    }

    private var sections: [(heading: String, lines: [String])] {
        [
            ("Why", wrapped(VerdictSentences(verdict).reasons)),
            ("Cases", cases),
            ("Paths", PathTable(verdict).lines(width: width - 2)),
            ("Worth of a case, in dollars (outcome known)", ownWorth),
            ("Right and wrong", ConfusionText(verdict).lines(width: width - 2)),
            ("Agreement (cases that both answered; this is not accuracy)", agreement),
            ("Accuracy of the model less that of the heuristic", difference),
            (
                "All paths on the same cases",
                AllPathsText(verdict).lines(width: width - 2)
            ),
            (
                "Accuracy of the model less that of the heuristic, by slice",
                SliceText(verdict).lines(width: width - 2)
            ),
            ("Worth against the heuristic, in dollars a case", worth),
            (
                "Worth against the heuristic, as textbooks would have it",
                isBrief ? [] : OneLookText(verdict).lines(width: width - 2)
            ),
            ("Break-even", breakEven),
            (
                "Decision map (if errors cost more or less)",
                isBrief ? [] : MapText(verdict)?.lines(width: width - 2) ?? []
            ),
            ("What any path must beat", baselines),
            (
                "What the cases alone teach",
                LearntText(verdict).lines(width: width - 2)
            ),
            (
                "With a judge's labels, for ONE look at a number of outcomes fixed ahead",
                JudgeText(verdict).lines(width: width - 2)
            ),
            (
                "Rules first, the model for the rest",
                FrontierText(verdict).lines(width: width - 2)
            ),
            (
                "Stated confidence (is a path right as often as it says?)",
                ConfidenceText(verdict).lines(width: width - 2)
            ),
            ("Noise floor", noiseFloor),
            (
                "Audits",
                wrapped(verdict.audits.map { "\($0.id) \($0.status.rawValue): \($0.sentence)" })
            ),
            (
                "Self-test",
                verdict.selfTests.isEmpty ? [] : wrapped(SelfTestText(verdict).sentences)
            ),
            ("Assumptions", wrapped(AssumptionText(verdict).sentences)),
            ("Notes", wrapped(verdict.notes)),
            ("Versions", versions),
        ]
    }

    private var versions: [String] {
        verdict.versions.map { "\($0.path) \($0.version)" }
            + (verdict.plan.map { ["plan \($0)"] } ?? [])
    }

    private func lines(_ table: TableText) -> [String] { table.lines(width: width - 2) }

    private func wrap(_ text: String) -> [String] { LabelledText.wrap(text, width: width - 2) }

    private func wrapped(_ sentences: [String]) -> [String] {
        let column = LabelledText(labelWidth: 2, width: min(VerdictText.proseWidth, width) - 2)
        return sentences.flatMap { column.lines("-", $0) }
    }

    private var cases: [String] {
        let counts = verdict.counts
        var table = TableText(["", "cases"])
        table.append(["put to at least one path", NumberText.count(counts.cases)])
        table.append(["old enough, outcome known", NumberText.count(counts.outcomes)])
        table.append(["old enough, outcome unknown", NumberText.count(counts.missing)])
        table.append(["too young to count", NumberText.count(counts.immature)])
        table.append(["outcome disputed", NumberText.count(counts.disputed)])
        table.append(["outcome known, put to both", NumberText.count(verdict.pairs)])
        table.append(["put to the heuristic only", NumberText.count(counts.onlyHeuristicAsked)])
        table.append(["put to the model only", NumberText.count(counts.onlyModelAsked)])
        if verdict.hasUsers {
            table.append(["users that the limits rest on", NumberText.count(verdict.units)])
        }
        return lines(table)
    }

    private var agreement: [String] {
        guard let agreement = verdict.agreement else { return [] }
        var table = TableText(["", "estimate", "95% interval"])
        table.append(["same answer"] + Self.shares(agreement.raw))
        if let ac1 = agreement.ac1 { table.append(["Gwet's AC1"] + Self.coefficients(ac1)) }
        if let kappa = agreement.kappa {
            table.append(["Cohen's kappa"] + Self.coefficients(kappa))
        }
        if let kappa = agreement.quadraticKappa {
            table.append(["kappa, quadratic weights"] + Self.coefficients(kappa))
        }
        let shares = agreement.equalSharesP.map {
            wrap(
                "each answer is as often the one's as the other's: p \(Self.probability($0)) "
                    + "(Stuart-Maxwell, for ONE planned look)")
        }
        let isThin = agreement.bothAnswered - agreement.agreed < Self.fewDisagreements
        return lines(table) + ["over " + NumberText.counted(agreement.bothAnswered, "case")]
            + (shares ?? [])
            + (isThin ? ["AC1 and kappa: fewer than 10 differ, intervals too narrow"] : [])
    }

    /// With fewer, the large-sample intervals of AC1 and kappa contain the truth too seldom, as
    /// `assay study verdict --only rare-errors-150` shows.
    private static let fewDisagreements = 10

    private var difference: [String] {
        guard let figures = verdict.difference else { return [] }
        var table = TableText(["", "value"])
        let interval = figures.difference.interval
        table.append(["difference, in points", Self.points(figures.difference.value)])
        table.append([
            "95% interval (Newcombe)",
            "\(Self.points(interval.lower)) to \(Self.points(interval.upper))",
        ])
        table.append([
            "95% interval (Tango), for ONE planned look",
            "\(Self.points(figures.tango.lower)) to \(Self.points(figures.tango.upper))",
        ])
        table.append(["only the model right", NumberText.count(figures.onlyModelRight)])
        table.append(["only the heuristic right", NumberText.count(figures.onlyHeuristicRight)])
        let isTold = figures.onlyModelRight + figures.onlyHeuristicRight > 0
        table.append([
            "McNemar mid-p, for ONE planned look",
            isTold ? Self.probability(figures.midP) : "no pair differs",
        ])
        table.append(["anytime p, steady effect assumed", Self.probability(figures.anytimeP)])
        table.append(["e-value now, steady effect assumed", Self.eValue(figures.eValue)])
        return lines(table)
    }

    /// What each path was worth by itself, part by part.
    private var ownWorth: [String] {
        let paths = [verdict.heuristic] + (verdict.model.map { [$0] } ?? [])
        guard paths.contains(where: { $0.utility != nil }) else { return [] }
        let parts: [(String, (UtilityFigures) -> Double?)] = [
            ("right answers", { $0.correct }), ("wrong answers", { $0.wrong }),
            ("abstained", { $0.abstained }), ("failed", { $0.failed }),
            ("price of the call", { $0.price }), ("waiting", { $0.waiting }),
            ("in all", { $0.total }),
        ]
        var table = TableText([""] + paths.map(\.name))
        for (title, part) in parts {
            table.append(
                [title]
                    + paths.map { path in
                        guard let figures = path.utility else { return "-" }
                        return part(figures).map(Self.roughly) ?? "unknown"
                    })
        }
        return lines(table)
    }

    private var worth: [String] {
        guard !verdict.claims.isEmpty else { return [] }
        var table = TableText([
            "", "estimate", "anytime limits", "if the effect is steady", "must exceed",
            "model asked",
        ])
        for claim in verdict.claims {
            let name = claim.challenger.rawValue
            guard !claim.isEmpty else {
                table.append([name, "no claim: the heuristic always answered"])
                continue
            }
            table.append([
                name, claim.estimate.map(NumberText.money) ?? "unknown", Self.money(claim.limits),
                Self.steady(claim), NumberText.money(claim.worthHaving),
                NumberText.tablePercent(claim.askedShare),
            ])
        }
        let isUnpriced = verdict.claims.contains(where: \.isAtPriceZero)
        return lines(table) + steadyUnits
            + (isUnpriced
                ? wrap("as if calls were free, since nobody has said what one costs") : [])
    }

    /// The limits for a steady effect are dear to compute, so they stop early.
    private var steadyUnits: [String] {
        guard let units = verdict.claims.compactMap(\.stableEffectUnits).first else { return [] }
        let noun = verdict.hasUsers ? "users" : "cases"
        return wrap(
            "the limits for a steady effect rest on the first \(NumberText.count(units)) \(noun)")
    }

    private var breakEven: [String] {
        guard let points = verdict.breakEven else { return [] }
        var table = TableText(["", "estimate", "limits"])
        if let price = points.modelPrice {
            table.append(["price of a call, model asked always"] + Self.price(price))
        }
        if let price = points.cascadePrice {
            table.append(["price of a call, model asked where needed"] + Self.price(price))
        }
        if let cost = points.errorCost {
            let name = VerdictSentences(verdict).wrongAnswer.dropFirst(2)
            table.append(["cost of a \(name)", NumberText.money(cost)])
        }
        if let cases = points.casesPerYear {
            table.append(["cases a year", NumberText.count(Int(cases.rounded()))])
        }
        if let gain = points.accuracyGain {
            let name = gain > 0 ? "accuracy that is lacking" : "accuracy to spare"
            table.append(["\(name), in points", Self.points(abs(gain))])
        }
        return lines(table)
    }

    private var baselines: [String] {
        guard let baselines = verdict.baselines else { return [] }
        var table = TableText(["", "right", "dollars a case"])
        table.append([
            "most frequent answer so far", NumberText.tablePercent(baselines.majorityAccuracy),
        ])
        table.append([
            "always `\(baselines.majority)`, known afterwards",
            NumberText.tablePercent(baselines.majorityShare),
        ])
        table.append([
            "guessing by the shares of the outcomes",
            NumberText.tablePercent(baselines.priorAccuracy),
        ])
        if let best = baselines.bestConstant, let utility = baselines.bestConstantUtility {
            table.append(["always `\(best)`, the cheapest constant", "", NumberText.money(utility)])
        }
        return lines(table)
    }

    private var noiseFloor: [String] {
        guard let noise = verdict.noiseFloor else { return [] }
        var table = TableText(["", "estimate", "95% interval"])
        table.append(["two answers to a case differ"] + Self.shares(noise.disagreement))
        return lines(table)
            + wrap(
                "\(NumberText.count(noise.answers)) answers of the model to "
                    + "\(NumberText.count(noise.cases)) cases, every pair of a case counted")
    }
}

extension VerdictDetail {
    static func shares(_ estimate: Estimate) -> [String] {
        [
            NumberText.tablePercent(estimate.value),
            "\(NumberText.tablePercent(estimate.interval.lower)) to "
                + NumberText.tablePercent(estimate.interval.upper),
        ]
    }

    static func coefficients(_ estimate: Estimate) -> [String] {
        let texts = [estimate.value, estimate.interval.lower, estimate.interval.upper].map {
            NumberText.decimal($0, decimals: 3)
        }
        return [texts[0], "\(texts[1]) to \(texts[2])"]
    }

    static func points(_ share: Double) -> String {
        (share > 0 ? "+" : "") + NumberText.decimal(share * 100, decimals: 2)
    }

    static func probability(_ p: Double) -> String {
        p < 0.0001 ? "below 0.0001" : NumberText.decimal(p, decimals: 4)
    }

    private static func eValue(_ e: Double) -> String {
        if e > 1e6 { return "above 1,000,000" }
        return e < 1e-6 ? "below 0.000001" : NumberText.decimal(e, decimals: e < 10 ? 3 : 0)
    }

    static func money(_ interval: Interval) -> String {
        "\(NumberText.money(interval.lower)) to \(NumberText.money(interval.upper))"
    }

    private static func steady(_ claim: Claim) -> String {
        guard let limits = claim.stableEffectLimits else { return "" }
        return claim.isSteady == false ? "it is not steady" : money(limits)
    }

    /// Money of a case; a millionth of a dollar is none that matters.
    private static func roughly(_ dollars: Double) -> String {
        dollars != 0 && abs(dollars) < 1e-6 ? "about $0" : NumberText.money(dollars)
    }

    /// A price to stay under, or that none is low enough.
    private static func price(_ price: BreakEvenFigures.Price) -> [String] {
        let none = "no price would pay"
        let low = price.low > 0 ? NumberText.money(price.low) : "none"
        return [
            price.estimate > 0 ? NumberText.money(price.estimate) : none,
            price.high > 0 ? "\(low) to \(NumberText.money(price.high))" : none,
        ]
    }
}
