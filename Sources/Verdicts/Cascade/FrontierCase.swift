/// A case that both paths were asked, with what could tell whether the heuristic is sure.
struct FrontierCase: Sendable {
    let record: CaseRecord
    let truth: Int
    /// Probability of the heuristic's answer, as it stated it; nil where it stated none.
    let probability: Double?
    /// The rule that answered, by its number in the log; 0 for none.
    let rule: UInt16

    var heuristic: Int { Int(record.heuristic) }
    var model: Int { Int(record.model) }
}
