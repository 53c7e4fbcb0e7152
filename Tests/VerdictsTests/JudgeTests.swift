import Decisions
import Evidence
import Statistics
import Testing
import Verdicts

struct JudgeTests {
    private struct Log {
        var input = Scene().input
        var judge = "big-judge"
        /// Whether the heuristic abstains.
        var isSilent: (Int) -> Bool = { _ in false }
        var user: (Int) -> String? = { _ in nil }
        /// Whether the outcome of a case is known.
        var isLabelled: (Int) -> Bool = { $0 % 2 == 0 }
        /// What the judge says is true, given the truth.
        var opinion: (Int, Int) -> Int? = { number, truth in
            [3, 4].contains(number % 10) ? 1 - truth : truth
        }

        /// 400 cases: the heuristic always says `a`, the model what is true but for every fifth case.
        func figures(more: [LoggedObservation] = []) -> JudgeFigures? {
            var sample = JudgedSample(input)
            for number in 0..<400 { sample.append(observation(number)) }
            for observation in more { sample.append(observation) }
            return JudgeFigures(sample)
        }

        static func truth(_ number: Int) -> Int { number * 37 % 100 < 60 ? 0 : 1 }

        func observation(_ number: Int) -> LoggedObservation {
            let values = input.question.options.map(\.value)
            let truth = Self.truth(number)
            let says = number % 5 == 0 ? 1 - truth : truth
            let known = isLabelled(number) ? [outcome(values[truth], "human", "ann")] : []
            let opinions = opinion(number, truth).map { [outcome(values[$0], "judge", judge)] }
            var observation = LoggedObservation(
                seq: Int64(number), id: EvidenceID(high: 0, low: UInt64(number)), question: "kind",
                caseID: "\(number)", caseNumber: number,
                time: Timestamp(microseconds: Int64(number) * 1_000_000),
                loggedAt: Timestamp(microseconds: 0), environment: .replay, user: user(number),
                answers: [
                    LoggedAnswer(
                        path: "heuristic", version: Scene.version("heuristic").version,
                        status: isSilent(number) ? .abstained : .answered, value: values[0]),
                    LoggedAnswer(
                        path: "model", version: Scene.version("model").version,
                        value: values[says]),
                ], outcomes: known + (opinions ?? []))
            observation.outcome = known.first
            return observation
        }

        private func outcome(
            _ value: OptionValue, _ source: String, _ rater: String
        ) -> LoggedOutcome {
            LoggedOutcome(
                value: value, source: source, rater: rater, receivedAt: Timestamp(microseconds: 9))
        }
    }

    @Test func `the judge stands beside the outcomes, and sharpens what they say`() throws {
        let figures = try #require(Log().figures())
        #expect(figures.cases == 400 && figures.labelled == 200 && figures.lacking == 0)
        #expect(figures.judge == "big-judge" && figures.otherJudges == 0)
        #expect(figures.agreement?.raw.value == 0.8)
        let measures = Dictionary(uniqueKeysWithValues: figures.measures.map { ($0.kind, $0) })
        #expect(measures.count == 4)
        let difference = try #require(measures[.accuracyDifference])
        // The heuristic is right in 60 %, the model in 80 %.
        #expect(difference.estimate.interval.contains(0.2))
        #expect(try #require(difference.gain) > 1)
        #expect(try #require(difference.trust.differing) > 0.2 && difference.trust.agreeing == nil)
        let model = try #require(measures[.modelAccuracy]).estimate
        let heuristic = try #require(measures[.heuristicAccuracy]).estimate
        #expect(model.interval.contains(0.8) && heuristic.interval.contains(0.6))
        // An error costs 10 dollars.
        let worth = try #require(measures[.worthDifference]).estimate
        #expect(abs(worth.value - 10 * difference.estimate.value) < 1e-9)
    }

    @Test
    func `with outcomes of disagreements alone, the difference is told and accuracies are not`()
        throws
    {
        var log = Log()
        log.isLabelled = { number in
            (number % 5 == 0) != (Log.truth(number) == 1) && number % 3 != 0
        }
        let figures = try #require(log.figures())
        #expect(figures.agreeing.labelled == 0 && figures.lacking == 30)
        #expect(figures.measures.map(\.kind) == [.accuracyDifference, .worthDifference])
        #expect(figures.measures[0].estimate.interval.contains(0.2))
    }

    @Test func `where a path has no answer, outcomes are needed of such cases too`() throws {
        var log = Log()
        log.isSilent = { $0 % 4 == 1 }
        let lacking = try #require(log.figures())
        #expect(lacking.silent.cases == 100 && lacking.silent.labelled == 0)
        #expect(lacking.lacking == 30 && lacking.measures.isEmpty)
        log.isLabelled = { $0 % 3 == 0 }
        let figures = try #require(log.figures())
        #expect(figures.measures.count == 4)
        #expect(try #require(figures.measures[0].trust.silent) == 0)
    }

    @Test func `of few outcomes nothing is said but how many are lacking`() throws {
        var log = Log()
        log.isLabelled = { $0 < 40 }
        let figures = try #require(log.figures())
        #expect(figures.measures.isEmpty && figures.lacking >= 10)
        #expect(figures.agreement?.bothAnswered == 40)
    }

    @Test func `a user counts once`() throws {
        var log = Log()
        log.user = { "u\($0 / 2)" }
        #expect(try #require(log.figures()).cases == 200)
    }

    @Test func `the judge of most cases counts, and a path is no judge of itself`() throws {
        var other = Log()
        other.judge = "other"
        var log = Log()
        log.judge = "small-1"
        let figures = try #require(log.figures(more: (400..<420).map(other.observation)))
        #expect(figures.judge == "small-1" && figures.otherJudges == 1)
        #expect(figures.isComparedPath && figures.cases == 400)
    }

    @Test func `with a label plan, what its judge had said by then counts, and what it drew`()
        throws
    {
        var log = Log()
        log.input.labelPlan = LabelPlan(
            question: "kind", judge: "big-judge", frozenAt: Timestamp(microseconds: 10),
            lastCase: 299, planned: 200, scale: 0.5, least: 0.3)
        let begun = try #require(log.figures())
        let drawing = try #require(begun.drawing)
        #expect(begun.cases == 300 && begun.labelled == drawing.labelled && begun.lacking > 0)
        #expect(begun.measures.isEmpty && begun.agreement == nil)
        log.isLabelled = { _ in true }
        let whole = try #require(log.figures())
        #expect(whole.labelled == drawing.drawn && whole.labelled < 300 && whole.lacking == 0)
        #expect(whole.measures.count == 4 && whole.agreement?.bothAnswered == drawing.drawn)
        #expect(try #require(whole.measures.first).estimate.interval.contains(0.6))
        // All of what the judge says came later.
        log.input.labelPlan?.frozenAt = Timestamp(microseconds: 8)
        #expect(log.figures() == nil)
    }

    @Test func `nothing is said without a judge, or where the answers shape the outcomes`() {
        var log = Log()
        log.opinion = { _, _ in nil }
        #expect(log.figures() == nil)
        log = Log()
        log.input.outcome = OutcomeDefinition(dependsOnAnswer: .yes)
        #expect(log.figures() == nil)
    }
}
