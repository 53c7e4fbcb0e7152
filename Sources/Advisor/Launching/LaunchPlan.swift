import Statistics

/// The recommended order of features, with what keeps each where it is.
package struct LaunchPlan: Sendable {
    /// A figure over the draws.
    package struct Spread: Sendable {
        package let mean: Double
        /// The 5th and the 95th percentile.
        package let low: Double
        package let high: Double

        init(_ values: [Double]) {
            mean = values.mean
            low = quantile(values, 0.05) ?? 0
            high = quantile(values, 0.95) ?? 0
        }

        package var isKnown: Bool { high - low <= 1e-9 * max(1, high.magnitude) }
    }

    /// Why a feature has to wait for more than its turn.
    package enum Hold: Sendable, Hashable {
        case mayBeFinal
        case audit(LaunchCandidate.FiringAudit)
        /// Depends on a feature that an audit holds back.
        case dependsOnHeld(String)
    }

    /// A feature's place in the order.
    package struct Step: Sendable {
        package let candidate: LaunchCandidate
        package let value: Spread
        package let exposure: Spread
        package let rank: Spread
        /// The share of answers that are wrong and seen to be.
        package let visibleError: Spread
        /// The share of mistakes that are seen, on average.
        package let visible: Double
        /// In which share of the draws it comes first.
        package let first: Double
        /// The share of users with whom it begins.
        package let startShare: Double
        /// `nil` where it errs too often for any number of cases to be enough.
        package let promotion: PromotionCriterion?
        package let holds: [Hold]
        /// Items that nobody has answered with one answer.
        package let open: [Item]
    }

    package let steps: [Step]
    /// Whether all that could go first may make mistakes that are final, or is held back.
    package let nothingMayGoFirst: Bool
    package let draws: Int
    package let seed: UInt64
    package let assumptions: LaunchAssumptions
    /// What each open answer is worth, those that may change most first.
    package let information: [InformationValue]
    /// `nil` where nothing may be launched, or no draws were asked for.
    package let trust: TrustComparison?
    package let questionnaire: Questionnaire

    package static let usualDraws = 2_000
    /// Enough for quantiles that a picture shows.
    package static let usualTrustDraws = 400

    /// Orders features without `problems`.
    package init(
        _ candidates: [LaunchCandidate], _ questionnaire: Questionnaire,
        assumptions: LaunchAssumptions = .usual, draws: Int = usualDraws,
        trustDraws: Int = usualTrustDraws, seed: UInt64 = 1
    ) {
        let uses = assumptions[.firstUses]
        func rank(_ figures: LaunchFigures) -> Double { figures.rank(within: uses) }
        let drawn = candidates.map { LaunchDraws($0, count: draws, seed: seed) }
        let figures = drawn.map(\.figures)
        let allRanks = figures.map { $0.map(rank) }
        let ranks = allRanks.map(\.mean)
        let values = figures.map { $0.map(\.value).mean }
        let held = LaunchOrder.held(candidates)
        let firsts = (0..<draws).compactMap { draw in
            LaunchOrder.recommended.first(candidates, ranks: allRanks.map { $0[draw] }, held: held)
        }
        let orders = LaunchOrder.allCases.map {
            (order: $0, features: $0.indices(candidates, ranks: ranks, values: values))
        }
        let order = orders[0].features
        let steps = candidates.indices.map { index in
            Step(
                candidates[index], figures[index], assumptions, held: held,
                first: Double(firsts.count { $0 == index }) / Double(max(1, draws)))
        }
        self.steps = order.map { steps[$0] }
        nothingMayGoFirst = self.steps.first.map { !$0.holds.isEmpty } ?? false
        self.draws = draws
        self.seed = seed
        self.assumptions = assumptions
        self.questionnaire = questionnaire
        information = InformationValue.all(
            candidates, draws: drawn, ranks: ranks, values: values, rank: rank)
        // What is held back is in none of the orders, or they would not launch the same.
        let launchable = orders.map { order in
            (order.order, order.features.filter { !held.contains(candidates[$0].name) })
        }
        let bench = TrustBench(
            candidates, figures: figures, orders: launchable,
            isPromotable: steps.map { $0.promotion != nil }, draws: min(draws, trustDraws))
        trust =
            bench.draws == 0 || held.count == candidates.count
            ? nil : bench.comparison(assumptions)
    }
}

extension LaunchPlan.Step {
    /// Shares of users that a launch goes through.
    private static let rungs = [0.01, 0.05, 0.1, 0.25, 0.5, 1]

    fileprivate init(
        _ candidate: LaunchCandidate, _ figures: [LaunchFigures],
        _ assumptions: LaunchAssumptions, held: Set<String>, first: Double
    ) {
        let uses = assumptions[.firstUses]
        self.candidate = candidate
        self.first = first
        value = .init(figures.map(\.value))
        exposure = .init(figures.map { $0.exposure(within: uses) })
        rank = .init(figures.map { $0.rank(within: uses) })
        visibleError = .init(figures.map(\.visibleError))
        visible = figures.map(\.visible).mean
        // So that few of all users can see a mistake before anybody could react.
        let allowed = exposure.mean > 0 ? assumptions[.startBudget] / exposure.mean : 1
        startShare = Self.rungs.last { $0 <= allowed } ?? Self.rungs[0]
        promotion = PromotionCriterion(
            rate: visibleError.mean, budget: assumptions[.budget])
        holds =
            candidate.firingAudits.map(LaunchPlan.Hold.audit)
            + (candidate.mayBeIrreversible ? [.mayBeFinal] : [])
            + candidate.assessment.dependsOn.filter(held.contains)
            .map(LaunchPlan.Hold.dependsOnHeld)
        open = LaunchItem.allCases.filter(candidate.isOpen)
            .compactMap { candidate.questionnaire.item($0.rawValue) }
    }

    /// Whether an audit keeps it from being launched at all, its own or that of what it builds on.
    package var isHeldBack: Bool {
        holds.contains { hold in
            switch hold {
            case .audit, .dependsOnHeld: true
            case .mayBeFinal: false
            }
        }
    }

    /// The share of wrong answers below which enough cases could promote it.
    package func errorToReach(_ budget: Double) -> Double { min(1, budget / max(visible, 1e-9)) }
}
