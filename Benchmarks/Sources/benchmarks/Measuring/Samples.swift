/// What was measured in several runs of the same work.
struct Samples: Encodable {
    let median: Double
    let least: Double
    let greatest: Double

    /// At least one value is required.
    init(_ values: [Double]) {
        let sorted = values.sorted()
        precondition(!sorted.isEmpty, "a measurement has at least one run")
        let middle = sorted.count / 2
        median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        least = sorted[0]
        greatest = sorted[sorted.count - 1]
    }
}
