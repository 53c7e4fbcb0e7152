/// What an answer costs, by truth (row) and answer (column).
package struct CostMatrix: Sendable, Equatable {
    package let costs: [[Double]]

    /// Creates a matrix; rows are truths, columns the possible answers.
    package init(_ costs: [[Double]]) {
        precondition(costs.allSatisfy { $0.count == costs.first?.count }, "ragged matrix")
        self.costs = costs
    }

    /// The largest and smallest cost: the declared bounds of an item's error cost.
    package var bounds: Interval? {
        guard let lowest = costs.joined().min(), let highest = costs.joined().max() else {
            return nil
        }
        return Interval(lower: lowest, upper: highest)
    }

    /// Returns the mean cost of answers to items of known truth; nil for no items.
    package func meanCost(truths: [Int], answers: [Int]) -> Double? {
        precondition(truths.count == answers.count, "an answer per truth")
        return mean(zip(truths, answers).map { costs[$0][$1] })
    }

    /// Returns each answer's expected cost under a posterior over the truths.
    package func expectedCosts(posterior: [Double]) -> [Double] {
        precondition(posterior.count == costs.count, "a probability per truth")
        return (costs.first ?? []).indices.map { answer in
            zip(posterior, costs).reduce(0) { $0 + $1.0 * $1.1[answer] }
        }
    }

    /// Returns the answer of least expected cost, the first of equals; nil for an empty matrix.
    package func bestAnswer(posterior: [Double]) -> Int? {
        let expected = expectedCosts(posterior: posterior)
        return expected.indices.min { expected[$0] < expected[$1] }
    }
}
