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

    @Test func `a model that is right more often and worth less is explained`() {
        var story = Story()
        story.add(700, truth: "technical", heuristic: "technical", model: "technical")
        story.add(200, truth: "technical", heuristic: "other", model: "technical")
        story.add(100, truth: "billing", heuristic: "billing", model: "other")
        #expect(
            VerdictSentences(story.verdict).decision.contains(
                "The model is right more often (90% of cases against 80%), but what its mistakes"))
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
