package import Decisions

/// A stretch of four weeks in UTC, by which figures are shown over time.
package struct AuditWindow: Hashable, Sendable, Comparable {
    private static let length: Int64 = 28 * 86_400_000_000

    /// Windows since 1970.
    package let number: Int64

    package init(holding time: Timestamp) {
        let (quotient, rest) = time.microseconds.quotientAndRemainder(dividingBy: Self.length)
        number = rest < 0 ? quotient - 1 : quotient
    }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    /// Its first day, such as `2026-01-31`.
    package var name: String {
        String(Timestamp(microseconds: number * Self.length).description.prefix(10))
    }
}
