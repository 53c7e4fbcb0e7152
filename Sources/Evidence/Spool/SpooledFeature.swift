package import Decisions

/// A feature as `Spool.define` has made it known.
///
/// Every segment describes the features of its records, so that it can be read whatever the
/// feature files have become since.
package struct SpooledFeature: Sendable {
    package let name: String
    package let questions: [Question]
    package let countingRule: CountingRule
    /// Stands for the definition in the records of one run.
    let number: Int
    /// Of all that was defined: the same in every run.
    let identity: ContentHash

    init(name: String, questions: [Question], countingRule: CountingRule, number: Int) {
        self.name = name
        self.questions = questions
        self.countingRule = countingRule
        self.number = number
        identity = ContentHash(
            [("feature", name), ("rule", countingRule.rawValue)]
                + questions.flatMap { question in
                    [("question", question.name), ("kind", question.kind.rawValue)]
                        + question.options.map { option in
                            switch option.value {
                            case .text(let text): ("text", text)
                            case .flag(let flag): ("flag", "\(flag)")
                            }
                        }
                })
    }
}
