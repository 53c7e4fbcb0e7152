import Advisor
import Testing

struct LaunchPlanTests {
    private let portfolio: Portfolio

    init() throws {
        portfolio = try Portfolio()
    }

    @Test
    func `what cannot be undone never goes first, however well it ranks`() {
        #expect(portfolio.order([portfolio.bold, portfolio.timid("timid")]) == ["timid", "bold"])
    }

    @Test
    func `where all is final, the plan says that nothing may go first`() {
        #expect(portfolio.plan([portfolio.bold]).nothingMayGoFirst)
    }

    @Test
    func `what may be final counts as final until somebody knows better`() {
        var answers = Portfolio.bold
        answers["reversible"] = nil
        let unsure = portfolio.candidate("unsure", answers)
        #expect(portfolio.order([unsure, portfolio.timid("timid")]) == ["timid", "unsure"])
    }

    @Test
    func `a dependency goes before what needs it`() {
        #expect(
            portfolio.order([portfolio.timid("a", dependsOn: ["b"]), portfolio.timid("b")])
                == ["b", "a"])
    }

    @Test
    func `tiers go in order`() {
        var answers = Portfolio.bold
        answers["tier"] = 4
        answers["reversible"] = 0
        let autopilot = portfolio.candidate("autopilot", answers)
        #expect(
            portfolio.order([autopilot, portfolio.timid("assistant")])
                == ["assistant", "autopilot"])
    }

    @Test
    func `an audit that fires holds a feature back, and what builds on it`() {
        var best = portfolio.candidate("best", Portfolio.bold.merging(["reversible": 0]) { $1 })
        best.firingAudits = [.init(id: "A3", sentence: "Test questions are in the training data")]
        let dependent = portfolio.timid("dependent", dependsOn: ["best"])
        let plan = portfolio.plan([best, dependent, portfolio.timid("timid")])
        #expect(plan.steps.map(\.candidate.name) == ["timid", "best", "dependent"])
        #expect(plan.steps[1].holds == [.audit(best.firingAudits[0])])
        #expect(plan.steps[2].holds == [.dependsOnHeld("best")])
        let compared = LaunchPlan(
            [best, dependent, portfolio.timid("timid")], portfolio.questionnaire, draws: 10)
        #expect(compared.trust?.result(.recommended)?.features == ["timid"])
        #expect(portfolio.plan([best]).nothingMayGoFirst)
    }

    @Test
    func `a measured error takes the place of the opinion`() throws {
        var measured = portfolio.timid("measured")
        measured.measured = MeasuredError(
            question: "q", path: "heuristic", isHeuristic: true, mistakes: 0, answers: 2_000,
            unanswered: 0.1)
        let plan = portfolio.plan([measured, portfolio.timid("guessed")])
        #expect(plan.steps.map(\.candidate.name) == ["measured", "guessed"])
        #expect(plan.steps[0].exposure.mean < 0.01)
        #expect(plan.steps[0].open.isEmpty)
        // scipy 1.12.0: beta.ppf(0.975, 1, 2000)
        #expect(abs((measured.measured?.upper ?? 0) - 0.0018427) < 1e-7)
    }

    @Test
    func `eight visible mistakes in a hundred are seen by 57 per cent in ten uses`() throws {
        let plan = portfolio.plan(
            [
                portfolio.candidate(
                    "f",
                    [
                        "value": 0, "reach": 4, "wrong_share": 2, "visible": 4, "severity": 0,
                        "reversible": 0, "correction": 0, "tier": 0,
                    ])
            ], draws: 1)
        let step = try #require(plan.steps.first)
        #expect(abs(step.exposure.mean - 0.5656) < 0.0001)
        #expect(abs(step.rank.mean - 0.4344) < 0.0001)
        // At most a twentieth of all users may see a mistake: 0.05 / 0.57 is above 5 %.
        #expect(step.startShare == 0.05)
    }

    @Test
    func `an unknown answer that decides the order is named as the one to find out`() throws {
        var unsure = Portfolio.timid
        unsure["value"] = nil
        let plan = portfolio.plan(
            [portfolio.candidate("unsure", unsure), portfolio.timid("known")], draws: 500)
        let best = try #require(plan.information.first)
        #expect(best.feature == "unsure")
        #expect(best.item.id == "value")
        // Of five possible values, one is below the known feature's and ranks after it; an equal one
        // leaves the order as it is or turns it round.
        #expect(best.changesFirst > 0 && best.changesFirst < 1)
        #expect(plan.steps.allSatisfy { $0.first > 0 && $0.first < 1 })
    }

    @Test
    func `answers that do not go together are named`() {
        var answers = Portfolio.timid
        answers["correction"] = 4
        let sentences = portfolio.candidate("f", answers).contradictions
        #expect(sentences.count == 1)
        #expect(sentences.first?.hasPrefix("It is undone with one click") == true)
    }

    @Test(arguments: [
        (0.0, 190, 0), (0.005, 280, 1), (0.01, 650, 6), (0.015, 2_890, 43),
    ])
    func
        `the cases to promote a feature are those at which the exact interval ends below the budget`(
            rate: Double, cases: Int, mistakes: Int
        )
    {
        let criterion = PromotionCriterion(rate: rate, budget: 0.02)
        #expect(criterion?.cases == cases)
        #expect(criterion?.mistakes == mistakes)
    }

    @Test(arguments: [0.02, 0.3, 0.019_999])
    func `no number of cases promotes what errs as often as the budget allows`(rate: Double) {
        #expect(PromotionCriterion(rate: rate, budget: 0.02) == nil)
    }
}
