/// Percentile intervals of a statistic of sums, whole clusters being drawn.
///
/// Rows of one cluster, such as a user, are correlated. Each cluster brings its sums, so that time
/// grows with the number of clusters and not of rows.
package struct ClusterBootstrap: Sendable {
    private let sums: [[Double]]

    /// Creates the bootstrap from the sums of each cluster, all of one length.
    package init(_ sums: [[Double]]) {
        precondition(
            sums.allSatisfy { $0.count == sums[0].count }, "every cluster has the same sums")
        self.sums = sums
    }

    /// Returns the interval; nil below two clusters, or where the statistic has no value too often.
    package func interval(
        confidence: Double = 0.95, resamples: Int = 400, seed: UInt64 = 1,
        statistic: ([Double]) -> Double?
    ) -> Interval? {
        guard sums.count > 1 else { return nil }
        let width = sums[0].count
        let flat = sums.flatMap(\.self)
        let count = sums.count
        var generator = SeededGenerator(seed: seed)
        var found: [Double] = []
        for _ in 0..<resamples {
            var total = [Double](repeating: 0, count: width)
            for _ in 0..<count {
                let start = Int(generator.next() % UInt64(count)) * width
                for place in 0..<width { total[place] += flat[start + place] }
            }
            if let value = statistic(total), value.isFinite { found.append(value) }
        }
        guard found.count * 10 >= resamples * 9 else { return nil }
        let tail = (1 - confidence) / 2
        guard let low = quantile(found, tail), let high = quantile(found, 1 - tail) else {
            return nil
        }
        return Interval(lower: low, upper: high)
    }
}
