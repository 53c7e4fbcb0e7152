/// What a figure should be.
enum Goal {
    case atMost(Double)
    case atLeast(Double)
    /// So many times the reference at most.
    case atMostTimesReference(Double)
    /// So large a part of the reference at least.
    case atLeastTimesReference(Double)
    /// At most a limit, and so many times faster than each of these references.
    case faster(Double, than: [(name: String, times: Double)])

    func isMet(by ours: Double, beside references: [Row.Reference]) -> Bool {
        let reference = references.first?.samples.median
        return switch self {
        case .atMost(let limit): ours <= limit
        case .atLeast(let limit): ours >= limit
        case .atMostTimesReference(let factor): reference.map { ours <= $0 * factor } ?? false
        case .atLeastTimesReference(let factor): reference.map { ours >= $0 * factor } ?? false
        case .faster(let limit, let others):
            ours <= limit
                && others.allSatisfy { name, times in
                    let other = references.first { $0.name == name }?.samples.median
                    return other.map { ours * times <= $0 } ?? false
                }
        }
    }

    func text(_ unit: Unit) -> String {
        switch self {
        case .atMost(let limit): "≤ \(unit.text(limit))"
        case .atLeast(let limit): "≥ \(unit.text(limit))"
        case .atMostTimesReference(let factor): "≤ \(factor)×"
        case .atLeastTimesReference(let factor): "≥ \(factor)×"
        case .faster(let limit, let others):
            others.reduce("≤ \(unit.text(limit))") {
                "\($0), \(Unit.number($1.times))× faster than \($1.name)"
            }
        }
    }
}
