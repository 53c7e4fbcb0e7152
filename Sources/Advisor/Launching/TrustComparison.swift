import Statistics

/// What the orders bring, over the same draws of the answers.
package struct TrustComparison: Sendable {
    /// Quantiles over the draws, week by week.
    package struct Fan: Sendable {
        package static let probabilities = [0.05, 0.25, 0.5, 0.75, 0.95]
        /// For each of `probabilities` its weeks.
        package let quantiles: [[Double]]

        init(_ courses: [[Double]]) {
            let weeks = courses.first?.indices ?? 0..<0
            let columns = weeks.map { week in courses.map { $0[week] } }
            quantiles = Self.probabilities.map { probability in
                columns.map { quantile($0, probability) ?? 0 }
            }
        }

        package var last: [Double] { quantiles.compactMap(\.last) }
    }

    package struct Result: Sendable {
        package let order: LaunchOrder
        package let features: [String]
        package let value: Fan
        package let trust: Fan
        /// The mean value over the draws at the end.
        package let mean: Double
        /// In which share of the draws the recommended order brings at least as much.
        package let recommendedHolds: Double
    }

    package let results: [Result]
    package let draws: Int
    package let weeks: Int
    /// The assumptions, one by one or two by two, with which another order is the best.
    package let flips: [AssumptionFlip]

    package func result(_ order: LaunchOrder) -> Result? { results.first { $0.order == order } }

    /// The order that brings most on average.
    package var best: LaunchOrder {
        results.max { ($0.mean, $0.order == .recommended ? 1 : 0) < ($1.mean, 0) }?.order
            ?? .recommended
    }
}

/// Other assumptions with which another order brings most.
package struct AssumptionFlip: Sendable {
    package struct Change: Sendable {
        package let assumption: LaunchAssumption
        package let value: Double
        /// Whether values still further from the assumed one do the same.
        package let isBelow: Bool
    }

    package let changes: [Change]
    /// The best at the end of the range.
    package let best: LaunchOrder
    /// How much more it brings there than the recommended order, as a share of what that brings.
    package let advantage: Double
}
