import RealModule

/// Returns the arithmetic mean, or nil for no values.
package func mean(_ values: some Collection<Double>) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
}

/// Returns the variance Σ(x − x̄)²/(n − `lostDegrees`), or nil for fewer than `lostDegrees` + 1 values.
///
/// `lostDegrees` 1 gives the sample variance, 0 the population variance.
package func variance(_ values: some Collection<Double>, lostDegrees: Int = 1) -> Double? {
    guard values.count > lostDegrees, let center = mean(values) else { return nil }
    let squares = values.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    return squares / Double(values.count - lostDegrees)
}

/// Returns the sample standard deviation (n − 1 degrees of freedom), or nil below two values.
package func standardDeviation(_ values: some Collection<Double>) -> Double? {
    variance(values).map { $0.squareRoot() }
}

/// Returns the covariance Σ(x − x̄)(y − ȳ)/(n − `lostDegrees`) of paired values.
///
/// Nil for fewer than `lostDegrees` + 1 pairs; both arrays must be of one length.
package func covariance(_ x: [Double], _ y: [Double], lostDegrees: Int = 1) -> Double? {
    precondition(x.count == y.count, "covariance needs pairs")
    guard x.count > lostDegrees, let centerX = mean(x), let centerY = mean(y) else { return nil }
    let products = zip(x, y).reduce(0) { $0 + ($1.0 - centerX) * ($1.1 - centerY) }
    return products / Double(x.count - lostDegrees)
}

/// Returns the ranks of `values`, from 1, ties sharing the mean of their ranks.
package func midRanks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
        var end = start
        while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
        let shared = Double(start + end) / 2 + 1
        for position in start...end { ranks[order[position]] = shared }
        start = end + 1
    }
    return ranks
}
