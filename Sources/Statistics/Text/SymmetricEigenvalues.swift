import RealModule

/// Returns the eigenvalues of a small symmetric matrix, in no order; `nil` where they do not converge.
///
/// Householder's reduction to tridiagonal form, then implicit QL (Golub & Van Loan, 8.3); O(n³), for
/// up to 300 rows. Only the lower triangle is read.
package func symmetricEigenvalues(_ matrix: [[Double]]) -> [Double]? {
    let n = matrix.count
    guard n > 0, matrix.allSatisfy({ $0.count == n && $0.allSatisfy(\.isFinite) }) else {
        return nil
    }
    var (diagonal, beside) = tridiagonal(matrix)
    for low in 0..<n {
        var rounds = 0
        while true {
            var end = low
            while end < n - 1 {
                let size = abs(diagonal[end]) + abs(diagonal[end + 1])
                if abs(beside[end]) <= 1e-15 * size { break }
                end += 1
            }
            if end == low { break }
            rounds += 1
            guard rounds <= 100 else { return nil }
            sweep(&diagonal, &beside, from: low, to: end)
        }
    }
    return diagonal
}

/// One implicit QL step on rows `low` to `end`.
private func sweep(
    _ diagonal: inout [Double], _ beside: inout [Double], from low: Int, to end: Int
) {
    let shift = (diagonal[low + 1] - diagonal[low]) / (2 * beside[low])
    let root = hypotenuse(shift, 1)
    var g = diagonal[end] - diagonal[low]
    g += beside[low] / (shift + (shift >= 0 ? root : -root))
    var (sine, cosine, p) = (1.0, 1.0, 0.0)
    for row in stride(from: end - 1, through: low, by: -1) {
        let (f, b) = (sine * beside[row], cosine * beside[row])
        let length = hypotenuse(f, g)
        beside[row + 1] = length
        guard length > 0 else {
            diagonal[row + 1] -= p
            beside[end] = 0
            return
        }
        (sine, cosine) = (f / length, g / length)
        g = diagonal[row + 1] - p
        let turned = (diagonal[row] - g) * sine + 2 * cosine * b
        p = sine * turned
        diagonal[row + 1] = g + p
        g = cosine * turned - b
    }
    diagonal[low] -= p
    beside[low] = g
    beside[end] = 0
}

/// The diagonal, and what stands beside it with a last 0, of a similar tridiagonal matrix.
private func tridiagonal(_ matrix: [[Double]]) -> (diagonal: [Double], beside: [Double]) {
    var a = matrix
    let n = a.count
    var beside = [Double](repeating: 0, count: n)
    for step in 0..<max(0, n - 2) {
        var v = (step + 1..<n).map { a[$0][step] }
        let length = v.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length > 0 else { continue }
        let alpha = v[0] > 0 ? -length : length
        v[0] -= alpha
        let norm = v.reduce(0) { $0 + $1 * $1 }
        beside[step] = alpha
        guard norm > 0 else { continue }
        let size = v.count
        var p = [Double](repeating: 0, count: size)
        for i in 0..<size {
            for j in 0...i {
                let entry = a[step + 1 + i][step + 1 + j]
                p[i] += entry * v[j]
                if j < i { p[j] += entry * v[i] }
            }
        }
        for i in 0..<size { p[i] *= 2 / norm }
        let half = zip(p, v).reduce(0) { $0 + $1.0 * $1.1 } / norm
        for i in 0..<size { p[i] -= half * v[i] }
        for i in 0..<size {
            for j in 0...i { a[step + 1 + i][step + 1 + j] -= v[i] * p[j] + p[i] * v[j] }
        }
    }
    if n > 1 { beside[n - 2] = a[n - 1][n - 2] }
    return ((0..<n).map { a[$0][$0] }, beside)
}

/// Returns the Vendi score of a similarity matrix with ones on its diagonal: how many unlike items it
/// amounts to, exp(−Σ λ ln λ) over the eigenvalues λ of K/n; `nil` where they are not had.
///
/// Friedman & Dieng (2023).
package func vendiScore(_ similarities: [[Double]]) -> Double? {
    let n = Double(similarities.count)
    guard let values = symmetricEigenvalues(similarities.map { $0.map { $0 / n } }) else {
        return nil
    }
    return .exp(values.reduce(0) { $1 > 1e-12 ? $0 - $1 * .log($1) : $0 })
}
