package import Decisions

/// A case with what became of it: what precision is measured on.
package struct CalibrationCase: Sendable {
    package var time: Timestamp?
    /// The case's fields as JSON.
    package var input: [UInt8]
    /// The true option of each question, by the question's name.
    package var truths: [String: OptionValue]

    package init(time: Timestamp?, input: [UInt8], truths: [String: OptionValue]) {
        self.time = time
        self.input = input
        self.truths = truths
    }

    /// Makes a case of a recorded one, with the truths that count.
    package init(_ recorded: Case, of feature: Feature) {
        let truths = feature.questions.compactMap { question in
            feature.outcome.effective.truth(of: question.name, among: recorded.outcomes)
                .map { (question.name, $0) }
        }
        self.init(
            time: recorded.time, input: recorded.input.json,
            truths: Dictionary(truths, uniquingKeysWith: { first, _ in first }))
    }
}
