/// A cascade's accuracy and price for every number of escalated items.
///
/// The least confident items go to the model. In-sample: a threshold chosen on this curve needs
/// another sample for its verdict.
package struct CascadeCurve: Sendable, Equatable {
    package struct Point: Sendable, Equatable {
        /// Items that went to the model.
        package let escalated: Int
        package let accuracy: Double
        /// Mean price per item.
        package let cost: Double
    }

    /// The points for 0, 1, …, n escalated items.
    package let points: [Point]

    /// Creates the curve, equal confidences keeping their order; nil for no items.
    package init?(
        confidence: [Double], heuristicRight: [Bool], modelRight: [Bool], pricePerCall: Double
    ) {
        let n = confidence.count
        precondition(heuristicRight.count == n && modelRight.count == n, "a value per item")
        guard n > 0 else { return nil }
        // Most confident first; escalation eats from the end.
        let order = confidence.indices.sorted {
            (confidence[$1], $0) < (confidence[$0], $1)
        }
        var right = heuristicRight.count { $0 }
        var points = [Point(escalated: 0, accuracy: Double(right) / Double(n), cost: 0)]
        for (position, item) in order.reversed().enumerated() {
            right += (modelRight[item] ? 1 : 0) - (heuristicRight[item] ? 1 : 0)
            points.append(
                Point(
                    escalated: position + 1, accuracy: Double(right) / Double(n),
                    cost: Double(position + 1) * pricePerCall / Double(n)))
        }
        self.points = points
    }

    /// The points that no cheaper or equally dear point equals or beats in accuracy.
    package var frontier: [Point] {
        var best = -Double.infinity
        return points.filter { point in
            defer { best = max(best, point.accuracy) }
            return point.accuracy > best
        }
    }
}
