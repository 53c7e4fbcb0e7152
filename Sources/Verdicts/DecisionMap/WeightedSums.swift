/// Sums over the cases of a cell, each with its weight w, from which follow those of w(x + y) for
/// any y.
struct WeightedSums: Sendable {
    private var weights = 0.0
    private var squaredWeights = 0.0
    /// Σ w·x, Σ w²·x, Σ w²·x².
    private var values = 0.0
    private var squaredValues = 0.0
    private var squares = 0.0

    var isEmpty: Bool { squaredWeights == 0 }

    mutating func add(_ value: Double, weight: Double) {
        let squaredWeight = weight * weight
        weights += weight
        squaredWeights += squaredWeight
        values += weight * value
        squaredValues += squaredWeight * value
        squares += squaredWeight * value * value
    }

    /// Returns Σ w(x + y).
    func sum(_ y: Double) -> Double { values + y * weights }

    /// Returns Σ w²(x + y)².
    func squares(_ y: Double) -> Double {
        squares + 2 * y * squaredValues + y * y * squaredWeights
    }
}
