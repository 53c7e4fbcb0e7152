/// A number in the scanned bytes: where it stands and what its digits say.
package struct JSONNumber: Hashable, Sendable, BitwiseCopyable {
    package var offset: Int
    package var length: Int
    /// Whether it is written without fraction and exponent.
    package var isInteger: Bool
    var isNegative: Bool
    /// Whether `significand` holds all digits.
    var isExact: Bool
    /// The power of ten to multiply `significand` by.
    var exponent: Int
    var significand: UInt64

    package var range: Range<Int> { offset..<(offset + length) }

    /// The value, where it is written as an integer and fits; `-0` is 0.
    package var int64: Int64? {
        guard isInteger, isExact else { return nil }
        if !isNegative { return Int64(exactly: significand) }
        if significand == 1 << 63 { return .min }
        return Int64(exactly: significand).map { -$0 }
    }

    /// The correctly rounded value, where one multiplication or division gives it (Clinger 1990).
    var fastDouble: Double? {
        guard isExact, significand <= 1 << 53, exponent >= -22, exponent <= 22 else { return nil }
        let magnitude = Double(significand)
        let value =
            if exponent < 0 {
                magnitude / Self.powersOfTen[-exponent]
            } else {
                magnitude * Self.powersOfTen[exponent]
            }
        return isNegative ? -value : value
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
}
