import Audits
import Decisions
import Reports
import Testing
import Verdicts

struct VerdictWordingTests {
    @Test func `a gap between groups puts no figure in doubt, and keeps the heuristic in place`() {
        var story = Story.modelEarns
        story.input.audits = [
            AuditFinding(.bias, .fires, "`heuristic` gives `billing` to `north` half as often.")
        ]
        let sentences = VerdictSentences(story.verdict)
        #expect(
            sentences.decision.contains(
                "Nothing takes the heuristic's place while a check fails: `heuristic` gives"))
        #expect(sentences.worth.hasPrefix("The model would bring about"))
        #expect(sentences.risk.hasPrefix("What audit A7 found: `heuristic` gives"))
        #expect(sentences.flip.hasSuffix("until then nothing takes the heuristic's place."))
    }

    @Test func `paths that never differed are said to be the same so far`() {
        var story = Story()
        story.add(40, truth: "billing", heuristic: "billing", model: "billing")
        #expect(
            VerdictSentences(story.verdict).decision.contains(
                "They gave the same answer in all 40 cases that both answered."))
        #expect(VerdictText(story.verdict, isDetailed: true).text.contains("no pair differs"))
    }

    @Test(arguments: [(4, false), (5, true), (100, false)])
    func `calls that fail are named from a twentieth on, until all do`(failed: Int, isNamed: Bool) {
        var story = Story()
        story.add(100 - failed, truth: "billing", heuristic: "billing", model: "other")
        story.add(failed, truth: "billing", heuristic: "billing", model: "!")
        let decision = VerdictSentences(story.verdict).decision
        #expect(decision.contains("of the model's calls failed") == isNamed)
    }

    @Test(arguments: [(6.0, "so far seems to outweigh that."), (12, "outweighs that.")])
    func `a model that is right more often and worth less is explained`(
        cost: Double, finding: String
    ) {
        let decision = VerdictSentences(Self.dearMistakes(cost: cost).verdict).decision
        #expect(
            decision.contains(
                "The model is right more often (90% of cases against 80%), but what its mistakes, "
                    + "price and waiting cost " + finding), "\(decision)")
    }

    @Test func `why most right answers are not worth most is said beside the frontier`() {
        let verdict = Self.dearMistakes(cost: 6).verdict
        let sentence = "Most right answers were promised by asking in 30% of the cases (later 90%"
        let text = VerdictText(verdict, isDetailed: true).text
        #expect(text.contains(sentence), "\(text)")
        #expect(VerdictReport([verdict]).html.contains(sentence))
        let frontier = VerdictText(Story.modelEarns.verdict, isDetailed: true).text
        #expect(!frontier.contains("Most right answers were promised"))
    }

    /// Of a few cases no path is surely better than the most frequent answer; of many it is.
    @Test(arguments: [
        (2, 1, "Nothing surely beats the most frequent answer, which is right in 5"),
        (12, 1, "The model beats the most frequent answer, which is right in 5"),
        (12, 1, "; the heuristic may not"),
        (12, 100, "Both beat the most frequent answer, which is right in 60%"),
    ])
    func `only what its interval bears out is said to beat the most frequent answer`(
        moreRight: Int, times: Int, title: String
    ) {
        var story = Story()
        story.addMixed(
            [
                (24, "technical", "technical", "technical"), (1, "billing", "billing", "billing"),
                (moreRight, "billing", "technical", "billing"),
                (15 - moreRight, "billing", "technical", "other"),
            ], times: times)
        #expect(VerdictReport([story.verdict]).html.contains(title))
    }

    /// The model is right more often, and its few mistakes are the dearest.
    private static func dearMistakes(cost: Double) -> Story {
        var story = Story { input in
            input.economics?.wrongPairs = [.init(truth: "other", answer: "billing"): cost]
        }
        story.addMixed(
            [
                (70, "technical", "technical", "technical"),
                (20, "technical", "other", "technical"),
                (10, "other", "other", "billing"),
            ], times: 10)
        return story
    }

    /// The reference is statsmodels 0.15.0: `cohens_kappa([[40, 5, 5], [5, 30, 0], [10, 0, 5]],
    /// wt="quadratic").kappa`, and `SquareTable(…, shift_zeros=False).homogeneity().pvalue`.
    @Test(arguments: [(Question.Kind.score, true), (.choice, false)])
    func `levels have a kappa that tells near from far, and all answers a test of their shares`(
        kind: Question.Kind, isOrdered: Bool
    ) throws {
        var story = Story { input in
            input.question = Question(
                name: "team", kind: kind, instructions: "", options: input.question.options)
        }
        story.addMixed(
            [
                (40, "billing", "billing", "billing"), (5, "billing", "billing", "technical"),
                (5, "billing", "billing", "other"), (5, "billing", "technical", "billing"),
                (30, "technical", "technical", "technical"), (10, "other", "other", "billing"),
                (5, "other", "other", "other"),
            ], times: 1)
        let agreement = try #require(story.verdict.agreement)
        #expect((agreement.quadraticKappa != nil) == isOrdered)
        let json = String(decoding: story.verdict.json, as: UTF8.self)
        #expect(json.contains(#""quadratic_kappa":{"estimate":0.2893401015"#) == isOrdered)
        #expect(abs(try #require(agreement.equalSharesP) - 0.43459820850707764) < 1e-9)
        let text = VerdictText(story.verdict, isDetailed: true).text
        #expect(text.contains("kappa, quadratic weights") == isOrdered)
        #expect(text.contains("(Stuart-Maxwell, for ONE planned look)"))
    }

    @Test func `a lead that upkeep eats up is said to be decided by it`() {
        var story = Story { $0.economics?.worthHaving = 2 }
        story.add(300, truth: "technical", heuristic: "technical", model: "technical")
        story.add(100, truth: "technical", heuristic: "other", model: "technical")
        #expect(
            VerdictReport([story.verdict]).html.contains("What a change must bring decided: $2.0"))
    }

    @Test func `upkeep that was not asked for is not said to be paid by the claim`() {
        var story = Story.modelEarns
        #expect(VerdictSentences(story.verdict).decision.contains("upkeep and all"))
        story.input.economics?.casesPerYear = nil
        #expect(!VerdictSentences(story.verdict).decision.contains("upkeep and all"))
        #expect(
            VerdictText(story.verdict, isDetailed: true).text.contains(
                "Upkeep is paid in the year's money"))
    }
}
