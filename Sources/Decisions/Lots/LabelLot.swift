/// Draws of which cases of a question people are asked what is true.
///
/// A case's lot depends on the feature, the question and the case's number in the log alone, so that
/// it is the same whenever and wherever somebody labels, and nobody's answer can have shaped it.
package struct LabelLot: Sendable {
    package let sample: LabelSample
    private let purpose: StableHash.Purpose

    package init(_ sample: LabelSample, feature: String, question: String) {
        self.sample = sample
        purpose = StableHash.Purpose("label " + question, salt: feature)
    }

    /// The lots of a question of a feature, with the usual chances where it declares none.
    package init(_ feature: Feature, _ question: Question) {
        self.init(
            feature.outcome.labels ?? LabelSample(), feature: feature.name, question: question.name)
    }

    /// The case's lot, in [0, 1): it is drawn with every chance that is larger.
    package func number(ofCase caseNumber: Int) -> Double {
        StableHash(String(caseNumber)).number(for: purpose)
    }

    /// Returns the case's place in the order of asking, in [0, 1); nil where it is not drawn.
    package func place(caseNumber: Int, isDisagreement: Bool) -> Double? {
        let number = number(ofCase: caseNumber)
        return number < sample.chance(isDisagreement: isDisagreement) ? number : nil
    }
}
