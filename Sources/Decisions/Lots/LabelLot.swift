/// Draws of which cases people are asked what is true.
///
/// A case's draw depends on the feature, the question and the case's number in the log alone, so that
/// it is the same whenever and wherever somebody labels, and nobody's answer can have shaped it.
package struct LabelLot: Sendable {
    package let sample: LabelSample
    private let purposes: [StableHash.Purpose]
    /// What label plans draw besides: with what chance, by question and case number.
    private var doubtful: [Int: [Int: Double]] = [:]

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

    /// Returns the case's number, in [0, 1): it is drawn by every chance above that.
    ///
    /// `question` is the question's index.
    package func number(ofCase caseNumber: Int, question: Int) -> Double {
        StableHash(String(caseNumber)).number(for: purposes[question])
    }

    /// Returns the case's place in the order of asking, in [0, 1); nil where it is not drawn.
    package func place(
        caseNumber: Int, question: Int, isDisagreement: Bool
    ) -> Double? {
        let number = number(ofCase: caseNumber, question: question)
        let chance = chance(
            ofCase: caseNumber, question: question, isDisagreement: isDisagreement)
        return number < chance ? number : nil
    }

    /// With what chance a case is drawn that is known to be drawn.
    package func chance(ofCase caseNumber: Int, question: Int, isDisagreement: Bool) -> Double {
        max(
            sample.chance(isDisagreement: isDisagreement),
            doubtful[question]?[caseNumber] ?? 0)
    }

    /// Draws a case with a chance of its own, besides that of its kind.
    package mutating func draw(case caseNumber: Int, question: Int, chance: Double) {
        // Only what is drawn need be kept.
        guard number(ofCase: caseNumber, question: question) < chance else { return }
        doubtful[question, default: [:]][caseNumber] = chance
    }
}
