import Decisions
import Evidence

extension AnswerCell {
    /// The path's column beside a question's `options`: what it answered, or abstained, or failed;
    /// `CaseRecord.none` where it was not asked.
    func slot(options: Int) -> UInt16 {
        switch Answer.Status(rawValue: status) {
        // A value that the feature no longer has is no answer to today's question.
        case .answered: Int(code) < options ? code : UInt16(options + 1)
        case .abstained: UInt16(options)
        case .failed: UInt16(options + 1)
        case .skipped, .shed, nil: CaseRecord.none
        }
    }
}
