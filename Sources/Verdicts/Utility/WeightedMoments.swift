/// The mean and the spread of values that count with weights.
struct WeightedMoments: Sendable {
    private(set) var count = 0
    private(set) var weight = 0.0
    private(set) var squaredWeight = 0.0
    private(set) var mean = 0.0
    private var squares = 0.0

    mutating func add(_ value: Double, weight added: Double) {
        count += 1
        weight += added
        squaredWeight += added * added
        let before = value - mean
        mean += before * added / weight
        squares += before * (value - mean) * added
    }

    /// The mean of the squared values; 0 without any.
    var meanSquare: Double { weight > 0 ? mean * mean + max(0, squares) / weight : 0 }
}
