import Advisor
import Diagnostics
import Testing

struct TrustTests {
    private let portfolio: Portfolio

    init() throws {
        portfolio = try Portfolio()
    }

    /// A modest assistant, and an autopilot that is worth more and errs in sight.
    private var pair: [LaunchCandidate] {
        [
            portfolio.candidate(
                "modest",
                [
                    "value": 2, "reach": 3, "wrong_share": 1, "visible": 0, "severity": 0,
                    "reversible": 0, "correction": 0, "tier": 0,
                ]),
            portfolio.candidate(
                "bold",
                [
                    "value": 4, "reach": 3, "wrong_share": 2, "visible": 4, "severity": 3,
                    "reversible": 4, "correction": 4, "tier": 4,
                ]),
        ]
    }

    private func compare(
        _ changes: [LaunchAssumption: Double], of candidates: [LaunchCandidate]? = nil
    ) throws -> TrustComparison {
        var assumptions = LaunchAssumptions.usual
        for (assumption, value) in changes { assumptions[assumption] = value }
        return try #require(
            LaunchPlan(
                candidates ?? pair, portfolio.questionnaire, assumptions: assumptions, draws: 40
            ).trust)
    }

    @Test
    func `the orders are compared as they are named`() throws {
        let trust = try compare([:])
        #expect(trust.result(.recommended)?.features == ["modest", "bold"])
        #expect(trust.result(.boldestFirst)?.features == ["bold", "modest"])
        #expect(trust.result(.valueFirst)?.features == ["bold", "modest"])
        #expect(trust.result(.recommended)?.recommendedHolds == 1)
    }

    @Test
    func `trust stays between 0 and 1, quantiles are in order, and nobody leaves for nothing`()
        throws
    {
        for result in try compare([:]).results {
            let quantiles = result.trust.quantiles
            #expect(quantiles.joined().allSatisfy { (0...1).contains($0) })
            for (low, high) in zip(quantiles, quantiles.dropFirst()) {
                #expect(zip(low, high).allSatisfy { $0 <= $1 })
            }
        }
        let flawless = Portfolio.bold.merging(["reversible": 0]) { $1 }
        var perfect = portfolio.candidate("perfect", flawless)
        perfect.measured = MeasuredError(
            question: "q", path: "p", isHeuristic: true, mistakes: 0, answers: 10_000_000,
            unanswered: 0)
        let trust = try compare([:], of: [perfect]).result(.recommended)?.trust.last ?? []
        #expect(trust.allSatisfy { $0 > 0.999_99 })
    }

    @Test
    func `where hardly anybody turns away, the bold order wins, and the plan says so`() throws {
        let trust = try compare([.turningAway: 0.05, .mistakeCost: 0, .goodwill: 5])
        #expect(trust.best != .recommended)
    }

    @Test
    func `an assumption that is named turns the finding, and one just short of it does not`() throws
    {
        let settled = try compare([:])
        let flip = try #require(
            settled.flips.first { $0.changes.count == 1 })
        let change = flip.changes[0]
        #expect(try compare([change.assumption: change.value]).best != settled.best)
        let usual = change.assumption.usual
        let short = usual + (change.value - usual) * 0.9
        #expect(try compare([change.assumption: short]).best == settled.best)
    }

    @Test
    func `one assistant alone leaves nothing to compare`() throws {
        let trust = try compare([:], of: [pair[0]])
        #expect(trust.best == .recommended)
        #expect(trust.flips.isEmpty)
    }

    @Test(arguments: [
        ("spill: 2", "a.yaml:1:8: `spill` is `2.0`; expected 0.0 to 1.0"),
        ("spil: 0.5", "a.yaml:1:1: unknown key `spil` in the assumptions; did you mean `spill`?"),
        ("caught: often", "a.yaml:1:9: `caught` is a text; expected a number"),
        ("- spill", "a.yaml:1:1: the assumptions is a list; expected a mapping"),
    ])
    func `assumptions that cannot be are refused where they stand`(text: String, message: String) {
        let read = LaunchAssumptions.read(SourceText(name: "a.yaml", text: text))
        #expect(read.assumptions == nil)
        #expect(read.diagnostics.map(\.summary) == [message])
    }

    @Test
    func `every assumption's usual value is within its range, and a file states others`() {
        for assumption in LaunchAssumption.allCases {
            #expect(assumption.range.contains(assumption.usual))
        }
        let read = LaunchAssumptions.read(
            SourceText(name: "a.yaml", text: "spill: 0.5\nhorizon_weeks: 26\n"))
        #expect(read.assumptions?[.spill] == 0.5)
        #expect(read.assumptions?[.horizon] == 26)
        #expect(read.assumptions?[.caught] == LaunchAssumption.caught.usual)
    }
}
