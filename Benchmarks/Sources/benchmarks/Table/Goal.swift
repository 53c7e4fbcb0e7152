/// What a figure should be.
enum Goal {
    case atMost(Double)
    case atLeast(Double)
    /// So many times the reference at most.
    case atMostTimesReference(Double)
    /// So large a part of the reference at least.
    case atLeastTimesReference(Double)

    func isMet(by ours: Double, reference: Double?) -> Bool {
        switch self {
        case .atMost(let limit): ours <= limit
        case .atLeast(let limit): ours >= limit
        case .atMostTimesReference(let factor): reference.map { ours <= $0 * factor } ?? false
        case .atLeastTimesReference(let factor): reference.map { ours >= $0 * factor } ?? false
        }
    }

    func text(_ unit: Unit) -> String {
        switch self {
        case .atMost(let limit): "≤ \(unit.text(limit))"
        case .atLeast(let limit): "≥ \(unit.text(limit))"
        case .atMostTimesReference(let factor): "≤ \(factor)×"
        case .atLeastTimesReference(let factor): "≥ \(factor)×"
        }
    }
}
