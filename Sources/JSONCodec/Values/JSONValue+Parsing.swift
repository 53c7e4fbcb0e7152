extension JSONValue {
    /// Parses a text that holds one value; a key twice in an object is an error.
    package init(
        parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()
    ) throws(JSONError) {
        self = try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) -> JSONValue in
            try JSONValue(parsing: buffer, limits: limits)
        }
    }

    /// Parses a text that holds one value; a key twice in an object is an error.
    package init(
        parsing bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits = JSONLimits()
    ) throws(JSONError) {
        guard bytes.count <= limits.bytes else {
            throw JSONError(.tooManyBytes(limit: limits.bytes), at: limits.bytes)
        }
        var scanner = JSONScanner(bytes, maximumDepth: limits.depth)
        var builder = JSONValueBuilder(limit: limits.values)
        self = try builder.readValue(from: &scanner)
        try scanner.finish()
    }

    /// Parses a text that holds one value; a key twice in an object is an error.
    package init(
        parsing text: String, limits: JSONLimits = JSONLimits()
    ) throws(JSONError) {
        self = try JSONValue(parsing: Array(text.utf8), limits: limits)
    }
}

extension JSONScanner {
    /// Passes any value and returns it; a key twice in an object is an error.
    package mutating func readValue(
        limit: Int = JSONLimits().values
    ) throws(JSONError) -> JSONValue {
        var builder = JSONValueBuilder(limit: limit)
        return try builder.readValue(from: &self)
    }
}

/// Makes values from a scanner, counting them.
private struct JSONValueBuilder {
    let limit: Int
    private var count = 0

    init(limit: Int) {
        self.limit = limit
    }

    mutating func readValue(from scanner: inout JSONScanner) throws(JSONError) -> JSONValue {
        let kind = try scanner.peekKind()
        count += 1
        guard count <= limit else {
            throw JSONError(.tooManyValues(limit: limit), at: scanner.offset)
        }
        switch kind {
        case .null:
            try scanner.readNull()
            return .null
        case .boolean: return .bool(try scanner.readBool())
        case .number: return Self.number(try scanner.readNumber(), in: scanner)
        case .string: return .string(scanner.string(try scanner.readString()))
        case .array: return .array(try readArray(from: &scanner))
        case .object: return .object(try readObject(from: &scanner))
        }
    }

    private static func number(_ number: JSONNumber, in scanner: JSONScanner) -> JSONValue {
        if let value = number.int64 { return .int(value) }
        if !number.isInteger, let value = scanner.double(number) { return .double(value) }
        return .largeNumber(scanner.text(of: number))
    }

    private mutating func readArray(
        from scanner: inout JSONScanner
    ) throws(JSONError) -> [JSONValue] {
        var elements: [JSONValue] = []
        try scanner.beginArray()
        while try scanner.nextElement() {
            elements.append(try readValue(from: &scanner))
        }
        return elements
    }

    private mutating func readObject(
        from scanner: inout JSONScanner
    ) throws(JSONError) -> JSONObject {
        var members: [JSONObject.Member] = []
        // Small objects are searched, large ones hashed.
        var seen: Set<String> = []
        try scanner.beginObject()
        while let range = try scanner.nextKey() {
            let key = scanner.string(range)
            if members.count == 16 { seen = Set(members.map(\.key)) }
            let isNew =
                members.count < 16
                ? !members.contains { $0.key == key } : seen.insert(key).inserted
            guard isNew else { throw JSONError(.duplicateKey(key), at: range.offset - 1) }
            members.append(JSONObject.Member(key, try readValue(from: &scanner)))
        }
        return JSONObject(distinct: members)
    }
}
