import RealModule

/// Returns ln Γ(x) for x > 0.
package func logGamma(_ x: Double) -> Double {
    precondition(x > 0, "log gamma is used for positive arguments")
    return .logGamma(x)
}

/// Returns ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b) for a, b > 0.
///
/// Large arguments go through Stirling's series, so that nothing cancels: full precision at 10⁹.
package func logBeta(_ a: Double, _ b: Double) -> Double {
    let (small, large) = (min(a, b), max(a, b))
    let sum = small + large
    guard large >= 10 else { return logGamma(small) + logGamma(large) - logGamma(sum) }
    let correction = stirlingRemainder(large) - stirlingRemainder(sum)
    let tail = (large - 0.5) * .log(onePlus: -small / sum)
    guard small >= 10 else {
        return logGamma(small) + correction + small - small * .log(sum) + tail
    }
    return stirlingRemainder(small) + correction + halfLogTwoPi - 0.5 * .log(sum)
        + (small - 0.5) * .log(small / sum) + tail
}

/// ½ ln 2π.
let halfLogTwoPi = 0.918938533204672741780329736406

/// Returns r(x) in ln Γ(x) = (x − ½) ln x − x + ½ ln 2π + r(x), for x > 0.
///
/// Stirling's series from 10 upwards, the recurrence of Γ below it.
func stirlingRemainder(_ x: Double) -> Double {
    var argument = x
    var shifted = 0.0
    while argument < 10 {
        shifted += (argument + 0.5) * .log(onePlus: 1 / argument) - 1
        argument += 1
    }
    let inverse = 1 / argument
    let square = inverse * inverse
    let coefficients = [
        1.0 / 156, -691.0 / 360_360, 1.0 / 1_188, -1.0 / 1_680, 1.0 / 1_260, -1.0 / 360, 1.0 / 12,
    ]
    return shifted + inverse * coefficients.reduce(0) { $0 * square + $1 }
}

/// Returns x ln(x/m) + m − x, the deviance of a count `x` from its mean `m`, without cancellation.
///
/// Loader (2000), "Fast and accurate computation of binomial probabilities", section 4.
func poissonDeviance(_ x: Double, mean m: Double) -> Double {
    guard abs(x - m) < 0.1 * (x + m) else { return x * .log(x / m) + m - x }
    let ratio = (x - m) / (x + m)
    var sum = (x - m) * ratio
    var power = 2 * x * ratio
    for order in stride(from: 3.0, through: 61, by: 2) {
        power *= ratio * ratio
        let next = sum + power / order
        if next == sum { break }
        sum = next
    }
    return sum
}
