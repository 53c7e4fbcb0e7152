/// An amount of money in billionths of a US dollar.
package struct Money: Hashable, Sendable, Comparable, AdditiveArithmetic {
    package var nanoUSD: Int64

    package init(nanoUSD: Int64) {
        self.nanoUSD = nanoUSD
    }

    /// The nearest whole amount to `usd` dollars, or `nil` where it is not finite or too large.
    package init?(usd: Double) {
        let nanos = (usd * 1e9).rounded()
        guard nanos.isFinite, abs(nanos) < 9e18 else { return nil }
        nanoUSD = Int64(nanos)
    }

    package var usd: Double { Double(nanoUSD) / 1e9 }

    package static let zero = Money(nanoUSD: 0)

    package static func + (left: Money, right: Money) -> Money {
        let (sum, overflow) = left.nanoUSD.addingReportingOverflow(right.nanoUSD)
        return Money(nanoUSD: overflow ? (left.nanoUSD < 0 ? .min : .max) : sum)
    }

    /// Spelled out, as the one that a protocol brings costs several times as much.
    package static func += (left: inout Money, right: Money) { left = left + right }

    package static func - (left: Money, right: Money) -> Money {
        let (sum, overflow) = left.nanoUSD.subtractingReportingOverflow(right.nanoUSD)
        return Money(nanoUSD: overflow ? (left.nanoUSD < 0 ? .min : .max) : sum)
    }

    package static func < (left: Money, right: Money) -> Bool { left.nanoUSD < right.nanoUSD }
}
