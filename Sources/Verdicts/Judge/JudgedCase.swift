/// A case that a judge labelled: options by index, what a path did by slot.
struct JudgedCase: Sendable {
    let number: Int
    let user: String?
    let truth: Int?
    let opinion: Int
    /// How sure the judge was, from 0 to 1; nil where it did not say.
    let confidence: Double?
    let heuristic: Int
    let model: Int

    /// Which labels people are asked for differs by it.
    enum Kind: CaseIterable {
        /// Both answered, and not the same.
        case differing
        /// One of them alone has an answer, or one abstained where the other failed.
        case silent
        case agreeing
    }

    func kind(options: Int) -> Kind {
        if heuristic == model { return .agreeing }
        return max(heuristic, model) < options ? .differing : .silent
    }

    /// Whether people are asked for it as for a disagreement.
    func isDisagreement(options: Int) -> Bool {
        CaseRecord.differ(UInt16(heuristic), UInt16(model), options: options)
    }
}
