import Decisions
package import Verdicts

extension FeatureStatus.Judgement {
    /// What a verdict says, as `assay verdict` prints it.
    package init(_ verdict: Verdict) {
        let sentences = VerdictSentences(verdict)
        self.init(
            question: verdict.question.name, decision: verdict.decision.rawValue,
            sentences: [
                ("Decision", sentences.decision), ("Worth a year", sentences.worth),
                ("Worst risk", sentences.risk), ("What would flip it", sentences.flip),
                ("Look again", sentences.review),
            ])
    }
}
