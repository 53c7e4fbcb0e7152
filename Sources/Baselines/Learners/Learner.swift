/// A small classifier that learns a case at a time and can answer at any moment.
package protocol Learner: Sendable {
    /// Learns the label of case `row`.
    mutating func learn(_ cases: HashedCases, row: Int, label: Int)
    /// Returns the probability of each label for case `row`; they sum to 1.
    func probabilities(_ cases: HashedCases, row: Int) -> [Double]
}

extension Learner {
    /// Returns the likeliest label, the first of equals.
    package func label(_ cases: HashedCases, row: Int) -> Int {
        let probabilities = probabilities(cases, row: row)
        return probabilities.firstIndex(of: probabilities.max() ?? 0) ?? 0
    }
}
