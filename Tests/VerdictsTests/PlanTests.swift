import Decisions
import Diagnostics
import Evidence
import Statistics
import Testing
import Verdicts

struct PlanTests {
    static func plan(_ change: (inout Plan) -> Void = { _ in }) -> Plan {
        var economics = Economics(wrong: 10, abstain: 2, fail: 4)
        economics.wrongPairs[.init(truth: "a", answer: "b")] = 25
        economics.casesPerYear = 100_000
        economics.upkeepPerMonth = ["heuristic": 50, "model": 300]
        var plan = Plan(
            frozenAt: Timestamp(microseconds: 1_790_000_000_000_000), line: 2, alpha: 0.05,
            unit: .user,
            outcome: OutcomeDefinition(dependsOnAnswer: .no, maturesAfter: .seconds(90)),
            economics: economics,
            claims: [
                .init(
                    question: "kind", path: "model", challenger: .model, alpha: 0.03, effect: 0.25,
                    deviation: 3.5),
                .init(
                    question: "kind", path: "model", challenger: .cascade, alpha: 0.02,
                    effect: 1.0 / 3, deviation: 2),
            ],
            slices: ["shop"],
            caps: [
                .init(path: "heuristic", price: 0, seconds: 1),
                .init(
                    path: "model", inputTokens: 9_000, outputTokens: 64, price: 0.0021, seconds: 11),
            ],
            versions: [Scene.version("heuristic"), Scene.version("model")])
        change(&plan)
        return plan
    }

    private static func feature() throws -> Feature {
        let text = """
            feature: demo
            questions:
              - { name: kind, type: choice, instructions: Which?, choices: [a, b] }
            fields: { shop: { type: string, from: $text } }
            paths:
              heuristic: { rules: rules.yaml }
              model: { api: chat, base_url: "http://localhost", model: small-1 }
            outcome: { depends_on_answer: no }
            slices: [shop]
            """
        return try #require(
            FeatureFile.read(SourceText(name: "feature.yaml", text: text), folder: "f").feature)
    }

    private static func read(_ text: String) throws -> (plan: Plan?, diagnostics: [Diagnostic]) {
        PlanFile.read(SourceText(name: "plan.yaml", text: text), for: try feature())
    }

    @Test func `a plan reads back as it was written, with the same hash`() throws {
        let plan = Self.plan()
        let (again, diagnostics) = try Self.read(PlanFile.text(of: plan))
        #expect(diagnostics.map(\.description) == [])
        #expect(again == plan)
        #expect(again?.hash == plan.hash)
        #expect(Self.plan { $0.alpha = 0.04 }.hash != plan.hash)
    }

    @Test(arguments: [
        ("alpha: 0.05", "alpha: 0.9", "plan.yaml:4:8: `alpha` is `0.9`; expected 1e-09 to 0.5"),
        ("alpha: 0.03", "alpha: 0.04", "the claims spend 0.06 together; `alpha` is 0.05"),
        ("challenger: cascade", "challenger: model", "the claim is promised twice"),
        ("path: \"model\", challenger: cascade", "path: \"modle\", challenger: cascade", "`model`"),
        ("\"shop\"", "\"shp\"", "did you mean `shop`?"),
        ("looks: any", "looks: weekly", "expected `any`"),
        ("open: worst-case", "open: dropped", "expected `worst-case`"),
        ("line: 2", "line: 0", "expected a whole number from 1"),
        ("frozen_at: 2", "frozen_at: x2", "`frozen_at` is no time"),
        ("unit: user", "unit: users", "did you mean `user`?"),
    ])
    func `a fault in a plan is found where it stands`(
        text: String, fault: String, message: String
    ) throws {
        let faulty = PlanFile.text(of: Self.plan()).replacing(text, with: fault, maxReplacements: 1)
        let (plan, diagnostics) = try Self.read(faulty)
        #expect(plan == nil)
        #expect(diagnostics.contains { $0.description.contains(message) })
    }

    @Test func `what was fixed and is otherwise now is told`() {
        let plan = Self.plan()
        func changes(
            _ economics: Economics? = nil, _ caps: [Plan.Caps]? = nil,
            _ versions: [PathVersion]? = nil, slices: [String] = ["shop", "other"],
            shadow: ShadowDefinition = ShadowDefinition()
        ) -> [Plan.Change] {
            plan.changes(
                economics: economics ?? plan.economics, outcome: plan.outcome,
                caps: caps ?? plan.caps, versions: versions ?? plan.versions, slices: slices,
                shadow: shadow)
        }
        #expect(changes() == [])
        #expect(changes(Economics(wrong: 9)) == [.costs])
        var dearer = plan.caps
        dearer[1].price = 0.0022
        #expect(changes(nil, dearer) == [.caps])
        #expect(changes(nil, nil, [Scene.version("heuristic")]) == [.versions])
        #expect(changes(slices: []) == [.slices])
        var rarer = ShadowDefinition()
        rarer.sample = 0.2
        #expect(changes(shadow: rarer) == [])
        rarer.onDisagreement = 1
        #expect(changes(shadow: rarer) == [.sampling])
    }

    @Test func `the least chance of being asked is written where chances differ, and read back`()
        throws
    {
        var plan = Self.plan()
        #expect(!PlanFile.text(of: plan).contains("least_inclusion"))
        plan.leastInclusion = 0.2
        #expect(PlanFile.text(of: plan).contains("\nleast_inclusion: 0.2\n"))
        let (again, diagnostics) = try Self.read(PlanFile.text(of: plan))
        #expect(again == plan, "\(diagnostics)")
        #expect(plan.hash != Self.plan().hash)
    }

    /// The model is right where the heuristic is wrong in three cases of ten.
    private static func scene(_ change: (inout VerdictInput) -> Void) -> Scene {
        var scene = Scene(change)
        for number in 0..<200 {
            scene.add(
                truth: 0, heuristic: .says(number % 10 < 3 ? 1 : 0),
                model: .says(number % 20 == 19 ? 1 : 0))
        }
        return scene
    }

    @Test func `cases from before the plan do not count`() {
        let verdict = Self.scene { $0.firstCase = 150 }.verdict()
        #expect(verdict.counts.beforePlan == 150)
        #expect(verdict.counts.cases == 50)
        #expect(verdict.units == 50)
        let none = Self.scene { $0.firstCase = 200 }.verdict()
        #expect(none.reasons == [.nothingSincePlan(before: 200)])
    }

    @Test func `a plan that no longer fits decides nothing`() {
        let verdict = Self.scene { $0.planProblem = .planOutdated([.versions]) }.verdict()
        #expect(verdict.decision == .notYetKnown)
        #expect(verdict.reasons.first == .planOutdated([.versions]))
        #expect(verdict.timeLine.points.allSatisfy { $0.decision == .notYetKnown })
    }

    @Test func `a promised claim has its own share, and limits that are narrow as planned`() throws
    {
        let promise = Plan.PromisedClaim(
            question: "kind", path: "model", challenger: .model, alpha: 0.025, effect: 2.5,
            deviation: 5)
        let planned = Self.scene { input in
            input.challengers = [.model]
            input.promised = [promise]
        }.verdict()
        let unplanned = Self.scene { input in
            input.challengers = [.model]
            input.alpha = 0.025
        }.verdict()
        let (with, without) = (
            try #require(planned.claim(of: .model)), try #require(unplanned.claim(of: .model))
        )
        #expect(with.alpha == without.alpha)
        #expect(abs(with.alpha - lineAlpha(0.025, line: 1)) < 1e-15)
        #expect(with.limits.lower > without.limits.lower + 0.1)
        #expect(with.estimate == without.estimate)
    }

    @Test func `cases of one user are units where the plan says so`() {
        var scene = Scene { $0.unit = .case }
        scene.add(30, truth: 0, heuristic: .says(1), model: .says(0), user: 4)
        let verdict = scene.verdict()
        #expect(verdict.units == 30 && !verdict.hasUsers)
    }

    @Test func `the effect expected is that of two won disagreements in three`() {
        let scene = Self.scene { _ in }
        var tally = DisagreementTally(scene.input.question)
        for row in scene.rows { tally.append(row) }
        #expect(tally.cases == 200)
        // 60 cases by the heuristic and 10 by the model are wrong, never the same one.
        #expect(tally.share(.model) == 0.35)
        #expect(tally.share(.cascade) == 0)
        let expectation = Expectation(
            .model, tally, Economics(wrong: 10), question: scene.input.question, worthHaving: 0.1)
        #expect(abs(expectation.effect - (0.35 * 10 / 3 - 0.1)) < 1e-12)
        let mean = 0.35 * 10 / 3
        #expect(abs(expectation.deviation - (35 - mean * mean).squareRoot()) < 1e-12)
    }

    @Test func `the pairs needed are those of the formulas and of the simulation`() throws {
        let planned = PlannedEffect(line: 0, effect: 0.4, deviation: 3.44)
        let needed = PairsNeeded(
            planned, disagreement: 0.12, alpha: 0.05, bounds: Interval(lower: -10, upper: 10),
            streams: 50)
        // ((1.959964 + 0.841621)·3.44/0.4)²
        #expect(needed.atOneLook == 581)
        #expect(needed.mcNemar == 587)
        let watched = try #require(needed.watched)
        #expect((581...910).contains(watched))
        #expect(try #require(needed.watchedAtHalf) <= 581 * 10)
    }
}
