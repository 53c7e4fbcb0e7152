package import Decisions

/// A feature as the log knows it: what callers name, and the numbers that rows refer to.
package struct FeatureKey: Sendable {
    package var name: String
    package var questions: [Question]
    package var countingRule: CountingRule
    let id: Int64
    let questionIDs: [Int64]
    /// By question, the stored code of each option.
    let storedCodes: [[UInt16]]
    /// By question, the option of each stored code; `nil` where the feature no longer has it.
    let optionOfStoredCode: [[Int?]]

    func index(ofQuestion name: String) -> Int? {
        questions.firstIndex { $0.name == name }
    }

    /// Returns the option that a stored code stands for, or `AnswerCell.noCode`.
    func option(stored code: UInt16, question: Int) -> UInt16 {
        let codes = optionOfStoredCode[question]
        guard Int(code) < codes.count, let option = codes[Int(code)] else {
            return AnswerCell.noCode
        }
        return UInt16(option)
    }
}
