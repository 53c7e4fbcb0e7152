import Decisions
import Evidence
import Statistics
import Testing

@testable import Verdicts

/// People label the disagreements that a lot draws; the others count for what is known of them.
struct LabelLotVerdictTests {
    /// Of a hundred cases on which the paths differ: in the others they agree.
    private static let wins = 16
    private static let losses = 4

    /// Whom the lot of a feature of that number draws.
    private static func lot(_ feature: Int, _ chance: Double) -> LabelLot {
        LabelLot(
            feature: "lots \(feature)", questions: ["kind"], LabelSample(disagreements: chance))
    }

    /// A scene of `cases` in which the model wins 16 % and loses 4 %.
    ///
    /// An error costs a dollar and a call nothing. `truth` is what is known of a case, given whether it
    /// was drawn and whether the paths differ; it is 0.
    private static func scene(
        feature: Int, chance: Double, cases: Int = 1_000,
        truth: (_ number: Int, _ isDrawn: Bool, _ differs: Bool) -> Int? = { _, drawn, _ in
            drawn ? 0 : nil
        }
    ) -> Scene {
        var scene = Scene { input in
            input.feature = "lots \(feature)"
            input.economics = Economics(wrong: 1)
            input.model?.price = .free
            input.challengers = [.model]
            input.outcome.labels = LabelSample(disagreements: chance)
        }
        scene.modelPrice = .zero
        let lot = lot(feature, chance)
        for number in 0..<cases {
            let rest = number * 37 % 100
            let differs = rest < wins + losses
            let isDrawn =
                lot.place(caseNumber: number, question: 0, isDisagreement: differs) != nil
            scene.add(
                truth: truth(number, isDrawn, differs),
                heuristic: .says(rest < wins ? 1 : 0),
                model: .says((wins..<(wins + losses)).contains(rest) ? 1 : 0), day: 1)
        }
        return scene
    }

    private static func claim(_ scene: Scene) throws -> Claim {
        try #require(scene.verdict().claim(of: .model))
    }

    @Test(arguments: [(0.1, 0.012), (0.5, 0.004)])
    func `the mean that limits are built on is unbiased over the lots`(
        chance: Double, margin: Double
    ) {
        let means = (0..<300).map { feature in
            let scene = Self.scene(feature: feature, chance: chance, cases: 500)
            var accumulator = VerdictAccumulator(scene.input)
            for row in scene.rows { accumulator.append(row) }
            var mean = Double.nan
            accumulator.watch {
                if $0.units == 500 { mean = $0[.model]?.lowestMean ?? .nan }
                return true
            }
            return mean
        }
        let mean = means.reduce(0, +) / 300
        // 0.16 − 0.04; the standard error of 300 means of lots among 100 disagreements each.
        #expect(abs(mean - 0.12) < margin, "\(mean)")
        let spread = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 299
        let expected = 0.2 * (1 - chance) / chance / 500
        #expect(spread > 0.7 * expected && spread < 1.4 * expected)
    }

    @Test(arguments: [0.1, 0.5])
    func `poststratified estimates are close to what all labels give`(chance: Double) throws {
        let estimates = try (0..<100).map {
            try #require(Self.claim(Self.scene(feature: $0, chance: chance, cases: 500)).estimate)
        }
        #expect(abs(estimates.reduce(0, +) / 100 - 0.12) < 0.02)
    }

    @Test func `with fewer labels limits are wider and hold, with all of them they are as ever`()
        throws
    {
        let all = try Self.claim(Self.scene(feature: 1, chance: 1))
        let half = try Self.claim(Self.scene(feature: 1, chance: 0.5))
        let tenth = try Self.claim(Self.scene(feature: 1, chance: 0.1))
        #expect(all.limits.width < half.limits.width && half.limits.width < tenth.limits.width)
        for claim in [all, half, tenth] { #expect(claim.limits.contains(0.12)) }
        #expect(all.effectiveUnits == nil)
        #expect(try #require(half.effectiveUnits) > #require(tenth.effectiveUnits))
        var undeclared = Self.scene(feature: 1, chance: 1)
        undeclared.input.outcome.labels = LabelSample()
        let plain = try Self.claim(undeclared)
        #expect(plain.limits == all.limits)
    }

    @Test func `a lot's labels decide where the same labels without one could not`() throws {
        let drawn = Self.scene(feature: 3, chance: 0.5, cases: 2_000)
        var undeclared = drawn
        undeclared.input.outcome.labels = LabelSample()
        #expect(drawn.verdict().decision == .modelEarns)
        #expect(undeclared.verdict().decision == .notYetKnown)
    }

    @Test func `truths of disagreements outside the lot change no limit and no estimate`() throws {
        let drawn = try Self.claim(Self.scene(feature: 2, chance: 0.3))
        // Somebody brings the truths of all cases that the model won.
        let volunteered = try Self.claim(
            Self.scene(feature: 2, chance: 0.3) { number, isDrawn, differs in
                isDrawn || (differs && number * 37 % 100 < Self.wins) ? 0 : nil
            })
        let counts = Self.scene(feature: 2, chance: 0.3) { number, isDrawn, differs in
            isDrawn || (differs && number * 37 % 100 < Self.wins) ? 0 : nil
        }.verdict().counts
        #expect(counts.outsideLot > 80 && counts.outsideLot < 140)
        #expect(volunteered.accuracy == drawn.accuracy)
        #expect(volunteered.limits == drawn.limits)
        #expect(volunteered.estimate == drawn.estimate)
        #expect(volunteered.waiting == 0)
    }

    @Test(arguments: [0.5, 1])
    func `labels that a judge's doubt alone has drawn change nothing`(chance: Double) throws {
        let drawn = Self.scene(feature: 2, chance: chance)
        let lot = Self.lot(2, chance)
        func isBeyondLot(_ number: Int) -> Bool {
            lot.place(
                caseNumber: number, question: 0,
                isDisagreement: number * 37 % 100 < Self.wins + Self.losses) == nil
        }
        // Of every other case, the paths are said to err where they agree.
        var doubted = Self.scene(feature: 2, chance: chance) { number, isDrawn, _ in
            isDrawn ? 0 : number.isMultiple(of: 2) ? 1 : nil
        }
        doubted.draw { isBeyondLot($0.caseNumber) ? 0.9 : nil }
        let (plain, more) = (drawn.verdict(), doubted.verdict())
        #expect(more.counts.otherChance > 300 && more.counts.outcomes == plain.counts.outcomes)
        #expect(more.model?.accuracy == plain.model?.accuracy)
        #expect(more.difference?.difference == plain.difference?.difference)
        #expect(more.claim(of: .model)?.limits == plain.claim(of: .model)?.limits)
        doubted.draw { _ in nil }
        #expect(doubted.verdict().model?.accuracy != plain.model?.accuracy)
    }

    @Test func `labels that were drawn and have not come count at their worst`() throws {
        func scene(late: Int?) -> Scene {
            Self.scene(feature: 4, chance: 0.5) { number, isDrawn, differs in
                guard isDrawn else { return nil }
                return differs && number.isMultiple(of: 3) ? late : 0
            }
        }
        let (whole, open) = (try Self.claim(scene(late: 0)), try Self.claim(scene(late: nil)))
        #expect(open.waiting > 20)
        // Each lies anywhere from −1 to 1, twice.
        let share = 2 * Double(open.waiting) / 1_000
        #expect(open.limits.lower < whole.limits.lower - share * 0.3)
        #expect(open.limits.upper >= whole.limits.upper)
        #expect(open.limits.width > whole.limits.width + share * 0.5)
        // Whatever they turn out to be, limits on all labels lie within.
        for truth in [0, 1] {
            let claim = try Self.claim(scene(late: truth))
            #expect(claim.waiting == 0)
            #expect(open.limits.lower <= claim.limits.lower + 1e-9)
            #expect(open.limits.upper >= claim.limits.upper - 1e-9)
        }
    }

    @Test func `as many labels as are said to be needed settle it, and half as many do not`() throws
    {
        func scene(_ labelled: Int) -> Scene {
            var given = 0
            return Self.scene(feature: 5, chance: 0.5, cases: 3_000) { _, isDrawn, differs in
                guard isDrawn else { return nil }
                if differs { given += 1 }
                return differs && given > labelled ? nil : 0
            }
        }
        let begun = scene(60)
        let claim = try Self.claim(begun)
        let needed = try #require(claim.labelsNeeded)
        #expect(begun.verdict().decision == .notYetKnown)
        #expect(needed > 0 && needed < claim.waiting)
        #expect(scene(60 + needed / 2).verdict().decision == .notYetKnown)
        #expect(scene(60 + Int(Double(needed) * 1.2)).verdict().decision == .modelEarns)
    }

    @Test(arguments: ["lots", "few-lots", "labelling", "late-labels"])
    func `limits on drawn labels hold at every look`(id: String) throws {
        let part = try #require(VerdictStudy.parts.first { $0.id == id })
        let streams = id == "late-labels" ? 10 : 100
        guard case .watched(let result) = VerdictStudy.run(part, streams: 0..<streams, seed: 9)
        else {
            Issue.record("\(id) is not watched")
            return
        }
        #expect(result.lies <= streams * 5 / 100 && result.misses <= streams * 5 / 100)
    }

    @Test func `a larger chance than the frozen one ends the plan's line`() throws {
        let plan = PlanTests.plan { $0.outcome.labels = LabelSample(disagreements: 0.5) }
        var now = plan.outcome
        func changes() -> [Plan.Change] {
            plan.changes(
                economics: plan.economics, outcome: now, caps: plan.caps, versions: plan.versions,
                slices: plan.slices, thresholds: plan.thresholds, shadow: ShadowDefinition())
        }
        #expect(changes() == [])
        now.labels.agreements = 0.3
        #expect(changes() == [])
        now.labels.disagreements = 0.6
        #expect(changes() == [.outcome])
    }
}
