/// Cases as few numbered features each, for learners that take no other.
package struct HashedCases: Sendable {
    /// Features lie in `0..<buckets`; those in `0..<amounts` have values of any size, the others
    /// are there or not.
    package let buckets: Int
    package let amounts: Int
    let starts: [Int]
    let features: [UInt32]
    let values: [Float]

    package var count: Int { starts.count - 1 }

    /// Takes the features of each case, and whether they have amounts, as they are.
    package init(buckets: Int, amounts: Int, cases: [[(feature: Int, value: Float)]]) {
        self.buckets = buckets
        self.amounts = amounts
        starts = cases.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
        features = cases.joined().map { UInt32($0.feature) }
        values = cases.joined().map(\.value)
    }

    init(buckets: Int, amounts: Int, starts: [Int], features: [UInt32], values: [Float]) {
        self.buckets = buckets
        self.amounts = amounts
        self.starts = starts
        self.features = features
        self.values = values
    }
}
