extension Double {
    /// The shortest digits that stand for the number, without a fraction where there is none; for
    /// messages.
    var celText: String {
        if let special { return special }
        let text = description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// As `string(x)` writes it: like C's `%g` with the shortest digits, so that from a million on
    /// there is an exponent, as in the other implementations.
    var exponentText: String {
        if let special { return special }
        let (sign, digits, exponent) = shortest
        guard exponent < -4 || exponent >= 6 else { return decimalText }
        let rest = digits.dropFirst()
        let magnitude = padded(abs(exponent), 2)
        return sign + String(digits.prefix(1)) + (rest.isEmpty ? "" : "." + rest) + "e"
            + (exponent < 0 ? "-" : "+") + magnitude
    }

    /// All digits without an exponent, as `%s` writes it.
    var decimalText: String {
        if let special { return special }
        let (sign, digits, exponent) = shortest
        if exponent < 0 {
            return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
        }
        let whole = digits.prefix(exponent + 1)
        let zeros = String(repeating: "0", count: exponent + 1 - whole.count)
        let fraction = digits.dropFirst(exponent + 1)
        return sign + whole + zeros + (fraction.isEmpty ? "" : "." + fraction)
    }

    private var special: String? {
        if isNaN { return "NaN" }
        return isInfinite ? (self < 0 ? "-Infinity" : "Infinity") : nil
    }

    /// The shortest digits that stand for a finite number, without zeros at the end, the first of
    /// them before the point, and the power of ten they are multiplied by.
    private var shortest: (sign: String, digits: String, exponent: Int) {
        let parts = magnitude.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let fraction = mantissa.count > 1 ? mantissa[1] : ""
        let all = mantissa[0] + fraction
        let significant = all.drop { $0 == "0" }
        let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let exponent = power + mantissa[0].count - 1 - (all.count - significant.count)
        var digits = String(significant)
        while digits.last == "0" { digits.removeLast() }
        let isZero = digits.isEmpty
        return (sign == .minus ? "-" : "", isZero ? "0" : digits, isZero ? 0 : exponent)
    }
}
