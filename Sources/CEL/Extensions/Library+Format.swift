import Foundation

extension Library {
    /// `"%s costs %.2f".format([name, price])`.
    static let format = Function(
        "format", isMember: true, [Signature([.string, .list(.dyn)], .string)],
        .binary { (pattern, values, frame) throws(Failure) in
            guard case .string(let pattern) = pattern, case .list(let values) = values else {
                throw noOverload("format", pattern, values)
            }
            var formatter = Formatter(values: values)
            let text = try formatter.format(pattern, &frame)
            return .string(text)
        })
}

/// Fills a pattern's clauses with values.
private struct Formatter {
    let values: [Value]
    private var next = 0
    private var output = ""

    init(values: [Value]) { self.values = values }

    mutating func format(_ pattern: String, _ frame: inout Frame) throws(Failure) -> String {
        var rest = Substring(pattern).unicodeScalars
        while let scalar = rest.popFirst() {
            guard scalar == "%" else {
                output.unicodeScalars.append(scalar)
                continue
            }
            let length = output.utf8.count
            try clause(&rest, &frame)
            try frame.charge(size: output.utf8.count - length)
        }
        try frame.charge(size: pattern.utf8.count)
        return output
    }

    private func invalid(_ message: String) -> Failure { Failure(.invalidArgument, message) }

    private mutating func clause(
        _ rest: inout Substring.UnicodeScalarView, _ frame: inout Frame
    ) throws(Failure) {
        if rest.first == "%" {
            rest.removeFirst()
            output += "%"
            return
        }
        let precision = try precision(&rest)
        guard let letter = rest.popFirst() else {
            throw invalid("the pattern ends within a clause; write `%%` for a percent sign")
        }
        guard "sdfebxXo".unicodeScalars.contains(letter) else {
            throw invalid("unknown clause `%\(letter)`; known are %s %d %f %e %b %x %X %o %%")
        }
        guard next < values.count else {
            throw Failure(
                .indexOutOfRange, "the pattern has more clauses than the \(values.count) values")
        }
        let value = values[next]
        next += 1
        guard let text = try text(letter, value, precision: precision, &frame) else {
            throw invalid("`%\(letter)` cannot format a `\(value.typeName)`")
        }
        output += text
    }

    private func precision(_ rest: inout Substring.UnicodeScalarView) throws(Failure) -> Int {
        guard rest.first == "." else { return 6 }
        rest.removeFirst()
        let digits = rest.prefix { ("0"..."9").contains($0) }
        rest.removeFirst(digits.count)
        guard let precision = Int(String(digits)), precision <= 1000 else {
            throw invalid("a precision is a number up to 1000")
        }
        return precision
    }

    private func text(
        _ letter: Unicode.Scalar, _ value: Value, precision: Int, _ frame: inout Frame
    ) throws(Failure) -> String? {
        switch letter {
        case "s": try plain(value, &frame)
        case "d": decimal(value)
        case "f", "e": real(letter, value, precision)
        case "b":
            if case .bool(let bool) = value { bool ? "1" : "0" } else { integer(value, radix: 2) }
        case "o": integer(value, radix: 8)
        default: hexadecimal(value, isUpper: letter == "X")
        }
    }

    private func decimal(_ value: Value) -> String? {
        if case .double(let number) = value { return number.decimalText }
        return integer(value, radix: 10)
    }

    private func integer(_ value: Value, radix: Int) -> String? {
        switch value {
        case .int(let number): String(number, radix: radix)
        case .uint(let number): String(number, radix: radix)
        default: nil
        }
    }

    private func real(_ letter: Unicode.Scalar, _ value: Value, _ precision: Int) -> String? {
        let number: Double
        switch value {
        case .double(let double): number = double
        case .int(let int): number = Double(int)
        case .uint(let uint): number = Double(uint)
        default: return nil
        }
        guard number.isFinite else { return number.celText }
        return String(format: "%.\(precision)\(letter)", number)
    }

    private func hexadecimal(_ value: Value, isUpper: Bool) -> String? {
        let text: String?
        switch value {
        case .string(let string): text = Self.hexadecimal(Array(string.utf8))
        case .bytes(let bytes): text = Self.hexadecimal(bytes)
        default: text = integer(value, radix: 16)
        }
        return isUpper ? text?.uppercased() : text
    }

    /// The text of bytes; what is not UTF-8, however long, becomes one replacement character.
    private static func repaired(_ bytes: [UInt8]) -> String {
        var text = String.UnicodeScalarView()
        var decoder = UTF8()
        var rest = bytes.makeIterator()
        var isInvalid = false
        while true {
            switch decoder.decode(&rest) {
            case .scalarValue(let scalar):
                text.append(scalar)
                isInvalid = false
            case .error:
                if !isInvalid { text.append("\u{FFFD}") }
                isInvalid = true
            case .emptyInput: return String(text)
            }
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The value without quotes; maps are sorted by their keys' text.
    private func plain(_ value: Value, _ frame: inout Frame) throws(Failure) -> String? {
        try frame.charge(1)
        switch value {
        case .string(let text):
            try frame.charge(size: text.utf8.count)
            return text
        case .null: return "null"
        case .bool(let bool): return String(bool)
        case .int, .uint: return integer(value, radix: 10)
        case .double(let number): return number.decimalText
        case .bytes(let bytes): return Self.repaired(bytes)
        case .timestamp(let timestamp): return timestamp.description
        case .duration(let duration): return duration.description
        case .type(let name): return name.description
        case .list(let list):
            var parts: [String] = []
            for element in list { parts.append(try plain(element, &frame) ?? "") }
            return "[" + parts.joined(separator: ", ") + "]"
        case .map(let map):
            var parts: [(String, String)] = []
            for entry in map.entries {
                parts.append(
                    (try plain(entry.key, &frame) ?? "", try plain(entry.value, &frame) ?? ""))
            }
            // By code points, which UTF-8 keeps.
            parts.sort { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
            return "{" + parts.map { "\($0.0): \($0.1)" }.joined(separator: ", ") + "}"
        case .opaque(let opaque): return opaque.content.text
        case .optional: return nil
        }
    }
}
