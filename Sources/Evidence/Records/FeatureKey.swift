package import Decisions

/// A feature as the log knows it: what callers name, and the numbers that rows refer to.
///
/// A class: every row looks at it, and to copy it would count a reference to each of its parts.
package final class FeatureKey: Sendable {
    package let name: String
    package let questions: [Question]
    package let countingRule: CountingRule
    let id: Int64
    let questionIDs: [Int64]
    /// The questions that the log has of the feature, those included that it no longer asks.
    let loggedQuestionIDs: [Int64]
    /// By question, the value of each stored code; those of options that are gone are among them.
    let storedValues: [[OptionValue]]
    /// By question, the stored code of each option.
    private let storedCodes: [[UInt16]]
    /// By question, the option of each stored code; `nil` where the feature no longer has it.
    private let options: [[UInt16?]]

    init(
        name: String, questions: [Question], countingRule: CountingRule, id: Int64,
        questionIDs: [Int64], loggedQuestionIDs: [Int64], storedValues: [[OptionValue]]
    ) {
        self.name = name
        self.questions = questions
        self.countingRule = countingRule
        self.id = id
        self.questionIDs = questionIDs
        self.loggedQuestionIDs = loggedQuestionIDs
        self.storedValues = storedValues
        storedCodes = zip(questions, storedValues).map { question, stored in
            question.options.map { option in
                stored.firstIndex(of: option.value).flatMap(UInt16.init(exactly:))
                    ?? AnswerCell.noCode
            }
        }
        options = zip(questions, storedValues).map { question, stored in
            stored.map { question.code(of: $0).flatMap(UInt16.init(exactly:)) }
        }
    }

    package func index(ofQuestion name: String) -> Int? {
        questions.firstIndex { $0.name == name }
    }

    /// Returns the option that a stored code stands for, or `AnswerCell.noCode`.
    func option(stored code: UInt16, question: Int) -> UInt16 {
        let options = options[question]
        guard Int(code) < options.count, let option = options[Int(code)] else {
            return AnswerCell.noCode
        }
        return option
    }

    /// Returns the stored code of an option.
    func storedCode(ofOption option: Int, question: Int) -> UInt16? {
        let codes = storedCodes[question]
        return codes.indices.contains(option) ? codes[option] : nil
    }

    /// Returns the stored code of one of the question's values.
    func storedCode(of value: OptionValue, question: Int) -> UInt16? {
        questions[question].code(of: value).map { storedCodes[question][$0] }
    }
}
