extension Nanoseconds {
    /// Reads a span such as `90s`, `1h30m` or `-1.5ms`; units are h, m, s, ms, us, µs and ns.
    public init?(_ text: String) {
        var rest = Substring(text).utf8
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        if rest.elementsEqual("0".utf8) {
            self.init(count: 0)
            return
        }
        guard !rest.isEmpty else { return nil }
        var total: UInt64 = 0
        while !rest.isEmpty {
            guard let part = Self.takePart(&rest) else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(part)
            guard !overflow else { return nil }
            total = sum
        }
        let limit = Int64.max.magnitude + (isNegative ? 1 : 0)
        guard total <= limit else { return nil }
        self.init(count: isNegative ? Int64(truncatingIfNeeded: 0 &- total) : Int64(total))
    }

    /// Takes one number with its unit and returns it in nanoseconds.
    private static func takePart(_ rest: inout Substring.UTF8View) -> UInt64? {
        let whole = rest.prefix { (48...57).contains($0) }
        rest.removeFirst(whole.count)
        var fraction = Substring().utf8
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = rest.prefix { (48...57).contains($0) }
            rest.removeFirst(fraction.count)
        }
        guard !whole.isEmpty || !fraction.isEmpty, let unit = takeUnit(&rest) else { return nil }
        var value: UInt64 = 0
        for digit in whole {
            let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.addingReportingOverflow(UInt64(digit - 48))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        let (scaled, overflow) = value.multipliedReportingOverflow(by: unit)
        let (sum, carry) = scaled.addingReportingOverflow(scaledFraction(fraction, unit: unit))
        return overflow || carry ? nil : sum
    }

    /// Digits below a nanosecond are cut off, so twelve are enough even for an hour.
    private static func scaledFraction(_ digits: Substring.UTF8View, unit: UInt64) -> UInt64 {
        var numerator: UInt64 = 0
        var denominator: UInt64 = 1
        for digit in digits.prefix(12) {
            numerator = numerator * 10 + UInt64(digit - 48)
            denominator *= 10
        }
        // The fraction is below 1, so the quotient is below the unit and fits.
        return denominator.dividingFullWidth(numerator.multipliedFullWidth(by: unit)).quotient
    }

    private static func takeUnit(_ rest: inout Substring.UTF8View) -> UInt64? {
        let units: [(String, UInt64)] = [
            ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000),
            ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
        ]
        for (name, size) in units where rest.starts(with: name.utf8) {
            rest.removeFirst(name.utf8.count)
            return size
        }
        return nil
    }
}
