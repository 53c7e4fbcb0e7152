import RealModule

/// Returns ln of the mixture of processes that begin with each of `count` windows, so that a change
/// late in a stream shows; the one that begins with the kth weighs 6/(π²k²).
///
/// `logE` is ln of the process that begins with a window, by its place from 0. Processes that have not
/// begun yet stand at 1.
func mixtureOverStarts(_ count: Int, logE: (Int) -> Double) -> Double {
    var terms: [Double] = []
    var spare = 1.0
    for start in 0..<count {
        let weight = lineAlpha(1, line: start + 1)
        spare -= weight
        terms.append(.log(weight) + logE(start))
    }
    if spare > 0 { terms.append(.log(spare)) }
    return logSum(terms)
}

/// Returns ln Σ exp of `terms`, of which one at least is finite.
func logSum(_ terms: [Double]) -> Double {
    let highest = terms.max() ?? 0
    return highest + .log(terms.reduce(0) { $0 + .exp($1 - highest) })
}
