import Foundation

/// Returns the number of fewest decimals in `low..<high`, which people would have chosen; values up to
/// `low` lie on one side of it and those from `high` on the other.
func roundestNumber(from low: Double, below high: Double) -> Double {
    let middle = low / 2 + high / 2
    for decimals in -9...15 {
        let scale = pow(10, Double(decimals.magnitude))
        let rounded =
            decimals < 0
            ? (middle / scale).rounded(.down) * scale : (middle * scale).rounded(.down) / scale
        if rounded >= low, rounded < high { return rounded }
    }
    return low
}
