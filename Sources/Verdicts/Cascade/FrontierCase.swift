/// A case that both paths were asked, with what could tell whether the heuristic is sure.
struct FrontierCase: Sendable {
    let record: CaseRecord
    private let trueOption: UInt16
    /// The rule that answered, by its number in the log; 0 for none.
    let rule: UInt16
    private let stated: Float

    /// `stated` is the probability of the heuristic's answer as the log has it: below 0 for none.
    init(record: CaseRecord, truth: Int, stated: Float, rule: UInt16) {
        self.record = record
        trueOption = UInt16(clamping: truth)
        self.stated = stated
        self.rule = rule
    }

    var truth: Int { Int(trueOption) }

    /// Probability of the heuristic's answer, as it stated it before the log stored it in 4 bytes:
    /// `below` compares with that; nil where it stated none.
    var probability: Double? { stated >= 0 ? Double("\(stated)") : nil }

    var heuristic: Int { Int(record.heuristic) }
    var model: Int { Int(record.model) }
}
