import Decisions

/// Which answers are worth the same at any cost of an error: right, abstained, failed, and errors by
/// what they cost now.
struct CostKinds: Sendable {
    /// What a path may have done: an option, abstained, or failed.
    let slots: Int
    let count: Int
    private let kinds: [UInt16]

    init(_ economics: Economics, question: Question) {
        let labels = question.labels
        var numbers: [Double: UInt16] = [:]
        var kinds: [UInt16] = []
        for truth in labels {
            for answer in labels {
                let cost = economics.costOfError(truth: truth, answer: answer)
                // Right, abstained and failed come first.
                let new = UInt16(3 + numbers.count)
                kinds.append(answer == truth ? 0 : numbers[cost] ?? new)
                if answer != truth, numbers[cost] == nil { numbers[cost] = new }
            }
            kinds += [1, 2]
        }
        slots = labels.count + 2
        count = 3 + numbers.count
        self.kinds = kinds
    }

    subscript(truth: Int, slot: Int) -> Int { Int(kinds[truth * slots + slot]) }

    /// Returns what each kind is worth by `utility`.
    func worths(_ utility: CaseUtility) -> [Double] {
        var worths = [Double](repeating: 0, count: count)
        for truth in 0..<(slots - 2) {
            for slot in 0..<slots {
                worths[self[truth, slot]] = utility.worth(truth: truth, slot: slot)
            }
        }
        return worths
    }
}
