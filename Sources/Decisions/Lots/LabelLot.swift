/// Draws of which cases people are asked what is true.
///
/// A case's draw depends on the feature, the question and the case's number in the log alone, so that
/// it is the same whenever and wherever somebody labels, and nobody's answer can have shaped it.
package struct LabelLot: Sendable {
    private let sample: LabelSample
    private let purposes: [StableHash.Purpose]

    package init(_ feature: Feature) {
        self.init(
            feature: feature.name, questions: feature.questions.map(\.name),
            feature.outcome.labels)
    }

    /// Creates the draws of a feature's questions.
    package init(feature: String, questions: [String], _ sample: LabelSample) {
        self.sample = sample
        purposes = questions.map { StableHash.Purpose("label " + $0, salt: feature) }
    }

    /// Returns the case's place in the order of asking, in [0, 1); nil where it is not drawn.
    ///
    /// `question` is the question's index.
    package func place(
        caseNumber: Int, question: Int, isDisagreement: Bool
    ) -> Double? {
        let number = StableHash(String(caseNumber)).number(for: purposes[question])
        return number < sample.chance(isDisagreement: isDisagreement) ? number : nil
    }
}
