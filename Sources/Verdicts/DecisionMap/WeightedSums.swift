/// Sums over the cases of a cell, each with its weight w, from which follow those of w(x + uy) for
/// any y; u is how often what the cell is worth counts in a case.
struct WeightedSums: Sendable {
    private var weights = 0.0
    private var squaredWeights = 0.0
    /// Σ w·x, Σ w²·u·x, Σ w²·x².
    private var values = 0.0
    private var squaredValues = 0.0
    private var squares = 0.0

    private(set) var isEmpty = true

    mutating func add(_ value: Double, weight: Double, times: Double = 1) {
        let (share, value) = (weight * times, weight * value)
        isEmpty = false
        weights += share
        squaredWeights += share * share
        values += value
        squaredValues += share * value
        squares += value * value
    }

    /// Returns Σ w(x + uy).
    func sum(_ y: Double) -> Double { values + y * weights }

    /// Returns Σ w²(x + uy)².
    func squares(_ y: Double) -> Double {
        squares + 2 * y * squaredValues + y * y * squaredWeights
    }
}
