extension JSONScanner {
    /// Passes a number and returns its parts.
    package mutating func readNumber() throws(JSONError) -> JSONNumber {
        skipWhitespace()
        var number = JSONNumber(
            offset: offset, length: 0, isInteger: true, isNegative: false, isExact: true,
            exponent: 0, significand: 0)
        if peek() == .minus {
            number.isNegative = true
            offset += 1
        }
        guard let first = peek()?.digit else {
            throw unexpected(number.isNegative ? .digit : .number)
        }
        scanDigits(of: &number, areFraction: false)
        if first == 0, offset - number.offset > (number.isNegative ? 2 : 1) {
            throw JSONError(.leadingZero, at: number.offset)
        }
        if peek() == .dot {
            offset += 1
            number.isInteger = false
            guard peek()?.digit != nil else { throw unexpected(.digit) }
            scanDigits(of: &number, areFraction: true)
        }
        if let byte = peek(), byte | 0x20 == .letter("e") {
            offset += 1
            number.isInteger = false
            number.exponent += try scanExponent()
        }
        number.length = offset - number.offset
        return number
    }

    /// Passes an integer that fits 64 bits.
    package mutating func readInt64() throws(JSONError) -> Int64 {
        let number = try readNumber()
        guard number.isInteger else { throw JSONError(.notAnInteger, at: number.offset) }
        guard let value = number.int64 else {
            throw JSONError(.numberOutOfRange, at: number.offset)
        }
        return value
    }

    /// Passes a number and returns the nearest double; one beyond all doubles is an error.
    package mutating func readDouble() throws(JSONError) -> Double {
        let number = try readNumber()
        guard let value = double(number) else {
            throw JSONError(.numberOutOfRange, at: number.offset)
        }
        return value
    }

    /// Returns the double nearest to `number`, nil if it is beyond all doubles.
    package func double(_ number: JSONNumber) -> Double? {
        if let value = number.fastDouble { return value }
        guard let value = Double(text(of: number)), value.isFinite else { return nil }
        return value
    }

    /// Returns `number` as it is written.
    package func text(of number: JSONNumber) -> String {
        String(decoding: slice(number.range), as: UTF8.self)
    }

    @inline(__always)
    private mutating func scanDigits(of number: inout JSONNumber, areFraction: Bool) {
        while let digit = peek()?.digit {
            offset += 1
            if number.isExact, number.significand <= (UInt64.max - 9) / 10 {
                number.significand = number.significand * 10 + UInt64(digit)
                if areFraction { number.exponent -= 1 }
            } else {
                number.isExact = false
                if !areFraction { number.exponent += 1 }
            }
        }
    }

    private mutating func scanExponent() throws(JSONError) -> Int {
        let isNegative = peek() == .minus
        if isNegative || peek() == .plus { offset += 1 }
        guard peek()?.digit != nil else { throw unexpected(.digit) }
        var exponent = 0
        while let digit = peek()?.digit {
            offset += 1
            // Saturates far beyond every double.
            if exponent < 100_000 { exponent = exponent * 10 + Int(digit) }
        }
        return isNegative ? -exponent : exponent
    }
}
