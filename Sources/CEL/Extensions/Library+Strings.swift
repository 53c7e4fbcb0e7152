extension Library {
    /// Functions of strings: `indexOf`, `replace`, `split`, `format` and so on.
    ///
    /// Positions count code points.
    public static let strings = Library(
        name: "strings",
        functions: searching + cutting + rewriting + [quote, format])

    // MARK: Arguments

    static func text(_ value: Value, _ name: String) throws(Failure) -> String {
        guard case .string(let text) = value else { throw noOverload(name, value) }
        return text
    }

    private static func number(_ value: Value, _ name: String) throws(Failure) -> Int {
        guard case .int(let number) = value else { throw noOverload(name, value) }
        return Int(clamping: number)
    }

    private static func outOfRange(_ position: Int) -> Failure {
        Failure(.indexOutOfRange, "index `\(position)` is outside of the string")
    }

    private static func member(
        _ name: String, _ parameters: [CELType], _ result: CELType,
        _ body: @escaping @Sendable ([Value], inout Frame) throws(Failure) -> Value
    ) -> Function {
        Function(
            name, isMember: true, [Signature(parameters, result)],
            .variadic { (values, frame) throws(Failure) in
                for value in values {
                    if case .string(let text) = value {
                        try frame.charge(size: 4 * text.utf8.count)
                    }
                }
                let result = try body(values, &frame)
                if case .string(let text) = result { try frame.charge(size: text.utf8.count) }
                return result
            })
    }

    // MARK: Searching

    private static let searching: [Function] = [
        member("charAt", [.string, .int], .string) { (values, frame) throws(Failure) in
            let scalars = Array(try text(values[0], "charAt").unicodeScalars)
            let position = try number(values[1], "charAt")
            guard (0...scalars.count).contains(position) else { throw outOfRange(position) }
            return .string(position == scalars.count ? "" : String(Character(scalars[position])))
        },
        member("indexOf", [.string, .string], .int) { (values, frame) throws(Failure) in
            try firstIndex(values, from: 0)
        },
        member("indexOf", [.string, .string, .int], .int) { (values, frame) throws(Failure) in
            try firstIndex(values, from: try number(values[2], "indexOf"))
        },
        member("lastIndexOf", [.string, .string], .int) { (values, frame) throws(Failure) in
            try lastIndex(values, through: nil)
        },
        member("lastIndexOf", [.string, .string, .int], .int) { (values, frame) throws(Failure) in
            try lastIndex(values, through: try number(values[2], "lastIndexOf"))
        },
    ]

    private static func firstIndex(_ values: [Value], from start: Int) throws(Failure) -> Value {
        let (text, part) = (try text(values[0], "indexOf"), try text(values[1], "indexOf"))
        let scalars = ScalarOffsets(text)
        guard let first = scalars.byte(of: start) else { throw outOfRange(start) }
        guard !part.isEmpty else { return .int(Int64(start)) }
        var found = -1
        TextSearch(part).matches(in: scalars.bytes, from: first) { match in
            found = scalars.position(ofByte: match)
            return false
        }
        return .int(Int64(found))
    }

    private static func lastIndex(
        _ values: [Value], through last: Int?
    ) throws(Failure) -> Value {
        let (text, part) = (try text(values[0], "lastIndexOf"), try text(values[1], "lastIndexOf"))
        let scalars = ScalarOffsets(text)
        let limit = last ?? scalars.count
        guard let limitByte = scalars.byte(of: limit) else { throw outOfRange(limit) }
        guard !part.isEmpty else { return .int(Int64(limit)) }
        var found: Int?
        TextSearch(part).matches(in: scalars.bytes) { match in
            if match <= limitByte { found = match }
            return match <= limitByte
        }
        return .int(Int64(found.map { scalars.position(ofByte: $0) } ?? -1))
    }

    // MARK: Cutting

    private static let cutting: [Function] = [
        member("substring", [.string, .int], .string) { (values, frame) throws(Failure) in
            try substring(values, to: nil)
        },
        member("substring", [.string, .int, .int], .string) { (values, frame) throws(Failure) in
            try substring(values, to: try number(values[2], "substring"))
        },
        member("split", [.string, .string], .list(.string)) { (values, frame) throws(Failure) in
            try split(values, limit: -1)
        },
        member("split", [.string, .string, .int], .list(.string)) {
            (values, frame) throws(Failure) in
            try split(values, limit: try number(values[2], "split"))
        },
        member("trim", [.string], .string) { (values, frame) throws(Failure) in
            let scalars = try text(values[0], "trim").unicodeScalars
            guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
                let end = scalars.lastIndex(where: { !$0.properties.isWhitespace })
            else { return .string("") }
            return .string(String(scalars[start...end]))
        },
    ]

    private static func substring(_ values: [Value], to end: Int?) throws(Failure) -> Value {
        let scalars = ScalarOffsets(try text(values[0], "substring"))
        let start = try number(values[1], "substring")
        let end = end ?? scalars.count
        guard let startByte = scalars.byte(of: start) else { throw outOfRange(start) }
        guard let endByte = scalars.byte(of: end) else { throw outOfRange(end) }
        guard start <= end else {
            throw Failure(.invalidArgument, "a substring from `\(start)` cannot end at `\(end)`")
        }
        return .string(String(decoding: scalars.bytes[startByte..<endByte], as: UTF8.self))
    }

    private static func split(_ values: [Value], limit: Int) throws(Failure) -> Value {
        let (text, mark) = (try text(values[0], "split"), try text(values[1], "split"))
        guard limit != 0 else { return .list([]) }
        let most = limit < 0 ? Int.max : limit
        guard !mark.isEmpty else {
            let scalars = text.unicodeScalars.map { Value.string(String(Character($0))) }
            guard scalars.count > most else { return .list(scalars) }
            let rest = String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(most - 1)))
            return .list(scalars.prefix(most - 1) + [.string(rest)])
        }
        let bytes = Array(text.utf8)
        var parts: [Value] = []
        var start = 0
        for match in TextSearch(mark).separateMatches(in: bytes, limit: most - 1) {
            parts.append(.string(String(decoding: bytes[start..<match], as: UTF8.self)))
            start = match + mark.utf8.count
        }
        parts.append(.string(String(decoding: bytes[start...], as: UTF8.self)))
        return .list(parts)
    }

    // MARK: Rewriting

    private static let rewriting: [Function] = [
        member("replace", [.string, .string, .string], .string) { (values, frame) throws(Failure) in
            try replace(values, limit: -1, &frame)
        },
        member("replace", [.string, .string, .string, .int], .string) {
            (values, frame) throws(Failure) in
            try replace(values, limit: try number(values[3], "replace"), &frame)
        },
        member("lowerAscii", [.string], .string) { (values, frame) throws(Failure) in
            let bytes = try text(values[0], "lowerAscii").utf8.map {
                (65...90).contains($0) ? $0 + 32 : $0
            }
            return .string(String(decoding: bytes, as: UTF8.self))
        },
        member("upperAscii", [.string], .string) { (values, frame) throws(Failure) in
            let bytes = try text(values[0], "upperAscii").utf8.map {
                (97...122).contains($0) ? $0 - 32 : $0
            }
            return .string(String(decoding: bytes, as: UTF8.self))
        },
        member("reverse", [.string], .string) { (values, frame) throws(Failure) in
            let reversed = try text(values[0], "reverse").unicodeScalars.reversed()
            return .string(String(String.UnicodeScalarView(reversed)))
        },
        member("join", [.list(.string)], .string) { (values, frame) throws(Failure) in
            try join(values, "", &frame)
        },
        member("join", [.list(.string), .string], .string) { (values, frame) throws(Failure) in
            try join(values, try text(values[1], "join"), &frame)
        },
    ]

    private static func replace(
        _ values: [Value], limit: Int, _ frame: inout Frame
    ) throws(Failure) -> Value {
        let name = "replace"
        let (text, old) = (try text(values[0], name), try text(values[1], name))
        let new = try Self.text(values[2], name)
        let most = limit < 0 ? Int.max : limit
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        var start = 0
        let matches =
            old.isEmpty
            ? ScalarOffsets(text).allBytes.prefix(most).map(\.self)
            : TextSearch(old).separateMatches(in: bytes, limit: most)
        try frame.charge(size: matches.count * new.utf8.count)
        for match in matches {
            output += bytes[start..<match]
            output += new.utf8
            start = match + old.utf8.count
        }
        output += bytes[start...]
        return .string(String(decoding: output, as: UTF8.self))
    }

    private static func join(
        _ values: [Value], _ mark: String, _ frame: inout Frame
    ) throws(Failure) -> Value {
        guard case .list(let list) = values[0] else { throw noOverload("join", values) }
        var result = ""
        for (index, element) in list.enumerated() {
            let part = try text(element, "join")
            try frame.charge(size: mark.utf8.count + part.utf8.count)
            if index > 0 { result += mark }
            result += part
        }
        return .string(result)
    }

    private static let quote = Function(
        "strings.quote", [Signature([.string], .string)],
        .unary { (value, frame) throws(Failure) in
            let text = try text(value, "strings.quote")
            try frame.charge(size: 2 * text.utf8.count)
            let escapes: [Unicode.Scalar: String] = [
                "\u{7}": "\\a", "\u{8}": "\\b", "\u{C}": "\\f", "\n": "\\n", "\r": "\\r",
                "\t": "\\t", "\u{B}": "\\v", "\\": "\\\\", "\"": "\\\"",
            ]
            var quoted = "\""
            for scalar in text.unicodeScalars {
                if let escape = escapes[scalar] {
                    quoted += escape
                } else {
                    quoted.unicodeScalars.append(scalar)
                }
            }
            return .string(quoted + "\"")
        })
}

/// A string's bytes with the places of its code points.
private struct ScalarOffsets {
    let bytes: [UInt8]
    /// Where each code point starts, and the end.
    let allBytes: [Int]

    init(_ text: String) {
        bytes = Array(text.utf8)
        allBytes = bytes.indices.filter { [bytes] in bytes[$0] & 0xC0 != 0x80 } + [bytes.count]
    }

    var count: Int { allBytes.count - 1 }

    func byte(of position: Int) -> Int? {
        allBytes.indices.contains(position) ? allBytes[position] : nil
    }

    func position(ofByte byte: Int) -> Int {
        var (low, high) = (0, allBytes.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if allBytes[middle] <= byte { low = middle } else { high = middle }
        }
        return low
    }
}
