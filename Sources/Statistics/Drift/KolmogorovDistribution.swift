import RealModule

/// Returns P(Dₙ ≥ d) for Kolmogorov's two-sided one-sample statistic of `size` observations.
///
/// The choice of method follows Simard & L'Ecuyer (2011): twice Smirnov's one-sided law where both
/// tails hardly ever meet, Durbin's matrix (Marsaglia, Tsang & Wang 2003) for few observations or
/// small distances, else the expansion of Pelz & Good (1976), good to about 10⁻⁷.
func kolmogorovSurvival(_ d: Double, size n: Int) -> Double {
    let count = Double(n)
    if d >= 1 { return 0 }
    if 2 * count * d <= 1 { return 1 }
    let square = count * d * d
    if d >= 0.5 || square >= (n <= 140 ? 4 : 2.2) { return min(1, 2 * smirnovSurvival(d, size: n)) }
    let isSmall = n <= 140 || (n <= 100_000 && count * d * d.squareRoot() <= 1.4)
    return isSmall ? 1 - durbinCDF(d, size: n) : 1 - pelzGoodCDF(d, size: n)
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

/// Returns P(Dₙ < d) ≈ K₀(z) + K₁(z)/√n + K₂(z)/n + K₃(z)/n^1.5 with z = √n d.
///
/// Pelz & Good (1976), eqs. 4 to 7, as sums that converge fast for small z.
private func pelzGoodCDF(_ d: Double, size n: Int) -> Double {
    let root = Double(n).squareRoot()
    let z = root * d
    let (z2, z4, z6) = (z * z, Double.pow(z, 4), Double.pow(z, 6))
    var k0 = 0.0
    var (k1, k2, k3) = (0.0, 0.0, 0.0)
    for k in 0...20 {
        let half = Double(k) + 0.5
        let a = Double.pi * Double.pi * half * half
        let weight = Double.exp(-a / (2 * z2))
        let second = 6 * z6 + 2 * z4 + a * (2 * z4 - 5 * z2) + a * a * (1 - 2 * z2)
        let cubic = a * a * a * (5 - 30 * z2) + a * a * (212 * z4 - 60 * z2)
        k0 += weight
        k1 += weight * (a - z2)
        k2 += weight * second / (72 * .pow(z, 7))
        k3 +=
            weight * (cubic + a * (135 * z4 - 96 * z6) - 30 * z6 - 90 * z4 * z4)
            / (6_480 * .pow(z, 10))
        let whole = Double.pi * Double.pi * Double(k * k)
        let other = whole * Double.exp(-whole / (2 * z2))
        k2 -= other / (36 * z2 * z)
        k3 += other * (3 * z2 - whole) / (216 * z6)
    }
    let series = k0 / z + k1 / (6 * z4 * root) + k2 / Double(n) + k3 / (Double(n) * root)
    return min(1, max(0, (2 * Double.pi).squareRoot() * series))
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
