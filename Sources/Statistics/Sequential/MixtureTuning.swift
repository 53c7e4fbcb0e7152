import RealModule

/// Returns the mixture precision ρ that makes a boundary tightest at intrinsic time `v`.
///
/// Howard, Ramdas, McAuliffe & Sekhon (2021), section 3.5: v/(2 ln(1/α) + ln(1 + 2 ln(1/α))).
/// Any ρ fixed before the data is valid; this one is merely good around `v`.
package func mixturePrecision(optimalAt v: Double, alpha: Double) -> Double {
    precondition(v > 0 && alpha > 0 && alpha < 1, "v > 0 and alpha in (0, 1)")
    let surprise = 2 * Double.log(1 / alpha)
    return v / (surprise + .log(onePlus: surprise))
}
