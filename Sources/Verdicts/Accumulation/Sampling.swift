/// With what probabilities the model was to be asked about the cases.
struct Sampling: Sendable {
    private var range: ClosedRange<Float>?
    /// Cases in which overload kept the model from being asked.
    private(set) var shed = 0

    mutating func append(_ record: CaseRecord) {
        if record.model == CaseRecord.shed { shed += 1 }
        guard record.inclusion > 0, record.inclusion <= 1 else { return }
        note(record.inclusion...record.inclusion)
    }

    /// Adds the probabilities of other cases.
    mutating func join(_ other: Sampling) {
        shed += other.shed
        if let range = other.range { note(range) }
    }

    /// Whether some case was not sure to be asked.
    var isByLot: Bool { (range?.lowerBound ?? 1) < 1 }

    /// Whether cases were more or less likely to be asked; with one probability for all, those that
    /// were asked are a fair sample as they are.
    var isUnequal: Bool {
        guard let range, isByLot else { return false }
        return Double(range.upperBound) - Double(range.lowerBound) > 1e-6
    }

    /// Whether cases must count by the inverse of their probability.
    func weighs(_ input: VerdictInput) -> Bool {
        isUnequal || (isByLot && input.asksUnequally)
    }

    private mutating func note(_ other: ClosedRange<Float>) {
        range =
            range.map {
                min($0.lowerBound, other.lowerBound)...max($0.upperBound, other.upperBound)
            } ?? other
    }
}
