import RealModule

/// Returns P(Dₙ ≥ d) for Kolmogorov's two-sided one-sample statistic of `size` observations.
///
/// Durbin's matrix (Marsaglia, Tsang & Wang 2003) where it is cheap, twice Smirnov's one-sided
/// law where both tails hardly ever meet (n d² ≥ 4), else the limit law, good to about 1/n.
func kolmogorovSurvival(_ d: Double, size n: Int) -> Double {
    let count = Double(n)
    if d >= 1 { return 0 }
    if 2 * count * d <= 1 { return 1 }
    if count * d * d >= 4 || d >= 0.5 { return min(1, 2 * smirnovSurvival(d, size: n)) }
    return n <= 1_000 ? 1 - durbinCDF(d, size: n) : limitSurvival(count.squareRoot() * d)
}

/// Returns P(Dₙ⁺ ≥ d) = d Σⱼ C(n, j) (d + j/n)^(j−1) (1 − d − j/n)^(n−j).
private func smirnovSurvival(_ d: Double, size n: Int) -> Double {
    let count = Double(n)
    let last = Int((count * (1 - d)).rounded(.down))
    var sum = Double.pow(1 - d, n)
    for j in stride(from: 1, through: last, by: 1) {
        let share = Double(j) / count
        let rest = 1 - d - share
        guard rest > 0 else { continue }
        let choose = -logBeta(Double(j + 1), Double(n - j + 1)) - .log(count + 1)
        sum += d * .exp(choose + Double(j - 1) * .log(d + share) + Double(n - j) * .log(rest))
    }
    return sum
}

/// Returns 2 Σ (−1)^(k−1) exp(−2k²x²).
private func limitSurvival(_ x: Double) -> Double {
    var sum = 0.0
    for k in 1...100 {
        let term = Double.exp(-2 * Double(k * k) * x * x)
        sum += k.isMultiple(of: 2) ? -term : term
        if term < 1e-18 { break }
    }
    return min(1, max(0, 2 * sum))
}

/// Returns P(Dₙ < d) = n!/nⁿ (Hⁿ)ₖₖ with Durbin's (2k − 1)-square matrix H.
private func durbinCDF(_ d: Double, size n: Int) -> Double {
    let k = Int(Double(n) * d) + 1
    let m = 2 * k - 1
    let h = Double(k) - Double(n) * d
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: m), count: m)
    for i in 0..<m {
        for j in 0..<m where i - j + 1 >= 0 { matrix[i][j] = 1 }
    }
    for i in 0..<m {
        matrix[i][0] -= .pow(h, i + 1)
        matrix[m - 1][i] -= .pow(h, m - i)
    }
    if 2 * h - 1 > 0 { matrix[m - 1][0] += .pow(2 * h - 1, m) }
    for i in 0..<m {
        for j in 0..<m where i - j + 1 > 0 {
            for g in 1...(i - j + 1) { matrix[i][j] /= Double(g) }
        }
    }
    var logScale = 0.0
    let power = matrixPower(matrix, n, logScale: &logScale)
    let logFactorial = logGamma(Double(n) + 1) - Double(n) * .log(Double(n))
    return min(1, max(0, power[k - 1][k - 1] * .exp(logScale + logFactorial)))
}

/// Returns `matrix` to the `exponent`, divided by exp(`logScale`).
private func matrixPower(
    _ matrix: [[Double]], _ exponent: Int, logScale: inout Double
) -> [[Double]] {
    if exponent == 1 { return matrix }
    var halfScale = 0.0
    let half = matrixPower(matrix, exponent / 2, logScale: &halfScale)
    var result = product(half, half)
    logScale += 2 * halfScale
    if !exponent.isMultiple(of: 2) { result = product(result, matrix) }
    let middle = result[result.count / 2][result.count / 2]
    if middle > 1e100 {
        for row in result.indices { for column in result.indices { result[row][column] /= middle } }
        logScale += .log(middle)
    }
    return result
}

private func product(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
    a.map { row in
        var result = [Double](repeating: 0, count: row.count)
        for (k, factor) in row.enumerated() where factor != 0 {
            for j in result.indices { result[j] += factor * b[k][j] }
        }
        return result
    }
}
