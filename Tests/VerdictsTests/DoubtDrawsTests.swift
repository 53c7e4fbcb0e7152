import Decisions
import Statistics
import Testing

@testable import Verdicts

/// People label what a judge doubts, with chances that a label plan fixed.
struct DoubtDrawsTests {
    /// What a judge's confidence is worth.
    enum Judge: CaseIterable {
        /// Nearly always right, and doubtful where it is wrong.
        case informative
        /// As good, and its confidence is drawn by lot.
        case worthless
        /// Wrong more often than right, and surest where it is wrong.
        case misleading
    }

    private static let cases = 400
    private static let planned = 100

    /// The heuristic is right in 70 %, the model in 80 %; one user has a case, or several.
    private struct World {
        var judge = Judge.informative
        var usersCases = 1
        var unit = Plan.Unit.user
        var chance = LabelSample(disagreements: 0.1, agreements: 0.02)
        /// What else keeps a label from coming.
        var isTold: (Int) -> Bool = { _ in true }

        func cases(_ generator: inout SeededGenerator) -> [JudgedCase] {
            var user = (number: 0, isHard: false)
            return (0..<DoubtDrawsTests.cases).map { number in
                if number % usersCases == 0 {
                    user = (number, generator.flip(0.3))
                }
                // All of a hard user's cases are, so that a user's cases are alike.
                let isHard = usersCases > 1 ? user.isHard : generator.flip(0.3)
                let truth = generator.flip(0.5) ? 1 : 0
                func says(_ right: Double) -> Int { generator.flip(right) ? truth : 1 - truth }
                let heuristic = says(isHard ? 0.35 : 0.85)
                let model = says(isHard ? 0.45 : 0.95)
                let (opinion, confidence) = opinion(isHard, truth, &generator)
                return JudgedCase(
                    number: number, user: usersCases > 1 ? "u\(user.number)" : nil,
                    truth: isTold(number) ? truth : nil, opinion: opinion, confidence: confidence,
                    heuristic: heuristic, model: model)
            }
        }

        private func opinion(
            _ isHard: Bool, _ truth: Int, _ generator: inout SeededGenerator
        ) -> (Int, Double?) {
            let right =
                switch judge {
                case .informative, .worthless: isHard ? 0.6 : 0.99
                case .misleading: isHard ? 0.1 : 0.5
                }
            let opinion = generator.flip(right) ? truth : 1 - truth
            let confidence: Double? =
                switch judge {
                case .informative: isHard ? 0.6 : 0.97
                case .worthless: generator.flip(0.2) ? nil : Double(generator.next() % 101) / 100
                case .misleading: isHard ? 0.99 : 0.6
                }
            return (opinion, confidence)
        }

        func draws(run: Int) throws -> DoubtDraws {
            var generator = SeededGenerator(seed: UInt64(run))
            let cases = cases(&generator)
            var input = Scene().input
            input.feature = "doubts \(run)"
            input.outcome.labels = chance
            input.unit = unit
            let fitted = try #require(
                LabelPlan.fit(
                    cases.map {
                        (
                            chance.chance(isDisagreement: $0.isDisagreement(options: 2)),
                            $0.confidence
                        )
                    }, planned: DoubtDrawsTests.planned))
            let plan = LabelPlan(
                question: "kind", judge: "big-judge", frozenAt: Timestamp(microseconds: 0),
                lastCase: 1_000, planned: DoubtDrawsTests.planned, scale: fitted.scale,
                least: fitted.least)
            return DoubtDraws(plan, cases, input)
        }
    }

    /// An error costs ten dollars.
    private static let truths: [JudgeFigures.Measure.Kind: Double] = [
        .heuristicAccuracy: 0.7, .modelAccuracy: 0.8, .accuracyDifference: 0.1, .worthDifference: 1,
    ]

    /// Of many samples, how far each measure is off on average in standard errors of that average,
    /// the share of intervals that cover what is true, and the mean gain.
    private static func study(
        _ world: World, runs: Int
    ) throws -> [JudgeFigures.Measure.Kind: (bias: Double, coverage: Double, gain: Double)] {
        var sums: [JudgeFigures.Measure.Kind: (errors: [Double], covered: Int, gain: Double)] = [:]
        for run in 0..<runs {
            for measure in try world.draws(run: run).measures {
                let truth = try #require(truths[measure.kind])
                var sum = sums[measure.kind, default: ([], 0, 0)]
                sum.errors.append(measure.estimate.value - truth)
                sum.covered += measure.estimate.interval.contains(truth) ? 1 : 0
                sum.gain += try #require(measure.gain) / Double(runs)
                sums[measure.kind] = sum
            }
        }
        return sums.mapValues { sum in
            let spread = ((variance(sum.errors) ?? 0) / Double(runs)).squareRoot()
            return ((mean(sum.errors) ?? 0) / spread, Double(sum.covered) / Double(runs), sum.gain)
        }
    }

    @Test(arguments: Judge.allCases)
    func `whatever the judge's confidence is worth, estimates are unbiased and intervals hold`(
        judge: Judge
    ) throws {
        let found = try Self.study(World(judge: judge), runs: 200)
        #expect(found.count == 4)
        for (kind, figures) in found {
            #expect(abs(figures.bias) < 3.5, "\(kind): \(figures)")
            #expect(figures.coverage > 0.91, "\(kind): \(figures)")
        }
        let gain = try #require(found[.modelAccuracy]).gain
        switch judge {
        case .informative: #expect(gain > 1.5, "\(gain)")
        case .worthless: #expect(gain > 1, "\(gain)")
        case .misleading: #expect(gain > 0.8, "\(gain)")
        }
    }

    @Test func `a user's cases are alike, and the intervals are those of users`() throws {
        var world = World(usersCases: 10)
        let users = try #require(try Self.study(world, runs: 150)[.modelAccuracy])
        #expect(users.coverage > 0.9 && abs(users.bias) < 3.5, "\(users)")
        let covered = try (0..<150).count { run in
            try #require(world.draws(run: run).agreement).raw.interval.contains(0.873)
        }
        #expect(covered > 130, "\(covered) of 150")
        world.unit = .case
        let cases = try #require(try Self.study(world, runs: 150)[.modelAccuracy])
        #expect(cases.coverage < users.coverage - 0.03, "\(cases)")
    }

    @Test func `one case in twenty may stay untold, and those told count for it`() throws {
        // In 80 cases the model is right and the heuristic wrong, in 320 both are right; all of the
        // former are drawn. Of those four stay untold, and the judge knows nothing.
        var generator = SeededGenerator(seed: 7)
        let cases = (0..<400).map { number in
            let truth = number / 2 % 2
            let isHard = number % 5 == 0
            return JudgedCase(
                number: number, user: nil, truth: isHard && number % 100 == 0 ? nil : truth,
                opinion: generator.flip(0.5) ? 1 : 0, confidence: nil,
                heuristic: isHard ? 1 - truth : truth, model: truth)
        }
        var input = Scene().input
        input.outcome.labels = LabelSample(disagreements: 1, agreements: 0.1)
        let plan = LabelPlan(
            question: "kind", judge: "big-judge", frozenAt: Timestamp(microseconds: 0),
            lastCase: 1_000, planned: 100, scale: 0.02, least: 0.02)
        let draws = DoubtDraws(plan, cases, input)
        #expect(draws.drawing.differing == JudgeFigures.DrawnPart(drawn: 80, labelled: 76))
        #expect(draws.drawing.lacking == 0)
        let difference = draws.measures.first { $0.kind == .accuracyDifference }
        #expect(abs(try #require(difference).estimate.value - 0.2) < 0.003, "\(difference as Any)")
    }

    @Test func `what is lacking is lacking where the paths differ, or where they do not`() {
        func lacking(_ differing: Int, _ others: Int) -> Int {
            JudgeFigures.Drawing(
                plan: LabelPlan(
                    question: "kind", judge: "big-judge", frozenAt: Timestamp(microseconds: 0),
                    lastCase: 1_000, planned: 100, scale: 1, least: 0.1),
                differing: JudgeFigures.DrawnPart(drawn: 40, labelled: differing),
                others: JudgeFigures.DrawnPart(drawn: 400, labelled: others)
            ).lacking
        }
        #expect(lacking(38, 380) == 0)
        // Of all together there would be enough.
        #expect(lacking(30, 400) == 8)
        #expect(lacking(40, 379) == 1)
    }

    @Test
    func `a plan draws about as many as it says, doubtful cases more often, and all of the lots`()
        throws
    {
        var world = World()
        world.chance = LabelSample(disagreements: 0.3, agreements: 0.1)
        var (drawn, doubtful, sure) = (0, 0, 0)
        for run in 0..<40 {
            let draws = try world.draws(run: run)
            drawn += draws.drawing.drawn
            let lot = LabelLot(feature: "doubts \(run)", questions: ["kind"], world.chance)
            for item in draws.cases {
                if item.truth != nil {
                    if item.confidence == 0.6 { doubtful += 1 } else { sure += 1 }
                }
                let place = lot.place(
                    caseNumber: item.number, question: 0,
                    isDisagreement: item.isDisagreement(options: 2))
                #expect(place == nil || item.truth != nil)
            }
        }
        // The standard deviation of a draw is below 10.
        #expect(abs(Double(drawn) / 40 - Double(Self.planned)) < 5)
        // Three in ten are doubtful.
        #expect(doubtful > sure)
    }

    @Test func `nothing is said until nearly all that was drawn is labelled`() throws {
        var world = World()
        let whole = try world.draws(run: 1).drawing
        #expect(whole.lacking == 0 && whole.labelled == whole.drawn)
        world.isTold = { $0 % 2 == 0 }
        let half = try world.draws(run: 1).drawing
        let parts = [(whole.differing, half.differing), (whole.others, half.others)]
        #expect(
            half.lacking == parts.reduce(0) { $0 + $1.0.drawn - $1.0.drawn / 20 - $1.1.labelled })
        world.isTold = { _ in false }
        #expect(try world.draws(run: 1).agreement == nil)
    }

    @Test func `the judge's agreement is that of all its cases, not of those it doubts`() throws {
        var total = 0.0
        for run in 0..<100 {
            let draws = try World().draws(run: run)
            total += try #require(draws.agreement).raw.value / 100
        }
        // Right in 60 % of three cases in ten, and in 99 % of the others.
        #expect(abs(total - 0.873) < 0.015, "\(total)")
    }
}

extension SeededGenerator {
    fileprivate mutating func flip(_ chance: Double) -> Bool {
        Double.random(in: 0..<1, using: &self) < chance
    }
}
