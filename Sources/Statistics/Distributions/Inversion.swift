/// Roots of monotone functions.
enum Inversion {
    /// Returns the x in (`lower`, `upper`) at which an increasing `excess` changes sign.
    ///
    /// Newton steps with the given slope, bisection where they leave the bracket. The upper end
    /// may be infinite; then the bracket grows by doubling.
    static func increasingRoot(
        from start: Double, in bracket: Interval,
        excess: (Double) -> (value: Double, slope: Double)
    ) -> Double {
        var (low, high) = (bracket.lower, bracket.upper)
        var x = start > low && start < high ? start : (low + min(high, low + 2)) / 2
        for _ in 0..<400 {
            let (value, slope) = excess(x)
            if value == 0 { return x }
            if value < 0 { low = x } else { high = x }
            var next = x - value / slope
            if !(next > low && next < high) {
                next = high.isInfinite ? 2 * low + 1 : low + (high - low) / 2
            }
            if abs(next - x) <= 1e-16 * abs(x) || next == low || next == high { return next }
            x = next
        }
        return x
    }

    /// Returns the point of [`lower`, `upper`] at which `isBelow` turns from true to false.
    ///
    /// Bisection to the last bit, for functions without a usable slope.
    static func boundary(
        lower: Double, upper: Double, isBelow: (Double) -> Bool
    ) -> Double {
        var (low, high) = (lower, upper)
        for _ in 0..<200 {
            let middle = low + (high - low) / 2
            if middle <= low || middle >= high { break }
            if isBelow(middle) { low = middle } else { high = middle }
        }
        return low + (high - low) / 2
    }
}
