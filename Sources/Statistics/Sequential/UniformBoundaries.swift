import RealModule

/// Returns the two-sided normal-mixture boundary √((v + ρ) ln((v + ρ)/(ρ α²))).
///
/// A sum of sub-Gaussian increments with variance process v leaves ±boundary with probability at
/// most `alpha`, ever. Howard et al. (2021), eq. 14.
package func normalMixtureBoundary(_ v: Double, alpha: Double, precision rho: Double) -> Double {
    precondition(v >= 0 && rho > 0, "v >= 0 and rho > 0")
    return ((v + rho) * .log((v + rho) / (rho * alpha * alpha))).squareRoot()
}

/// Returns the polynomial stitching boundary, which grows as √(v ln ln v).
///
/// Howard et al. (2021), eq. 10. One-sided, crossed with probability at most `alpha`; `c` is the
/// sub-gamma scale, 0 for sub-Gaussian sums; `start` is the v from which it is tight.
package func polynomialStitchingBoundary(
    _ v: Double, alpha: Double, start: Double = 1, scale c: Double = 0, exponent s: Double = 1.4,
    ratio eta: Double = 2
) -> Double {
    precondition(start > 0 && s > 1 && eta > 1, "start > 0, exponent > 1, ratio > 1")
    let time = max(v, start)
    let epoch = Double.log(eta * time / start)
    let spending = Double.log(zeta(s) / (alpha * .pow(.log(eta), s)))
    let level = s * .log(epoch) + spending
    let k1 = (.root(eta, 4) + 1 / Double.root(eta, 4)) / 2.squareRoot()
    let k2 = (eta.squareRoot() + 1) / 2
    let linear = k2 * c * level
    return (k1 * k1 * time * level + linear * linear).squareRoot() + linear
}

/// Returns Riemann's ζ(s) for s > 1, by Euler–Maclaurin summation.
func zeta(_ s: Double) -> Double {
    precondition(s > 1, "zeta converges above 1")
    let cut = 20
    let n = Double(cut)
    var sum = 0.0
    for k in 1..<cut { sum += .pow(Double(k), -s) }
    sum += .pow(n, 1 - s) / (s - 1) + 0.5 * .pow(n, -s)
    // B₂ⱼ/(2j)! · s(s + 1)…(s + 2j − 2) · n^(−s − 2j + 1)
    let bernoulli = [1.0 / 12, -1.0 / 720, 1.0 / 30_240, -1.0 / 1_209_600, 1.0 / 47_900_160]
    var rising = s
    var power = Double.pow(n, -s - 1)
    for (j, coefficient) in bernoulli.enumerated() {
        sum += coefficient * rising * power
        rising *= (s + Double(2 * j + 1)) * (s + Double(2 * j + 2))
        power /= n * n
    }
    return sum
}
