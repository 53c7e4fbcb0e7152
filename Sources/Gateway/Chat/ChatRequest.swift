import JSONCodec

/// What of a chat's request a feature needs to answer it.
struct ChatRequest {
    var model = ""
    var subject: Subject?
    var isStreamed = false
    /// Whether the client asked for a last event with the usage.
    var includesUsage = false
    var choices = 1
    var format = ChatFormat.label
    /// The end user as the client names them.
    var user: String?
    var extensions: Range<Int>?

    /// Reads a body; throws where it is not JSON or what a feature needs is malformed.
    init(_ body: UnsafeBufferPointer<UInt8>) throws {
        var scanner = JSONScanner(body)
        guard try scanner.peekKind() == .object else {
            throw WireProblem(.notJSON, "the body is no JSON object")
        }
        try scanner.beginObject()
        while let key = try scanner.nextKey() {
            let kind = try scanner.peekKind()
            if scanner.equals(key, "model"), kind == .string {
                model = scanner.string(try scanner.readString())
            } else if scanner.equals(key, "messages"), kind == .array {
                subject = try Subject.messages(&scanner, at: "messages")
            } else if try Self.has("stream", .boolean, key, kind, scanner) {
                isStreamed = try scanner.readBool()
            } else if scanner.equals(key, "stream_options"), kind == .object {
                includesUsage = try scanner.readValue()["include_usage"]?.bool ?? false
            } else if try Self.has("n", .number, key, kind, scanner) {
                choices = Int(try scanner.readNumber().int64 ?? 0)
            } else if try Self.has("response_format", .object, key, kind, scanner) {
                format = try ChatFormat(try scanner.readValue(limit: 10_000))
            } else if scanner.equals(key, "safety_identifier") || scanner.equals(key, "user"),
                kind == .string
            {
                user = scanner.string(try scanner.readString())
            } else if scanner.equals(key, "x_assay") {
                extensions = try scanner.readRawValue()
            } else {
                try scanner.skipValue()
            }
        }
        try scanner.finish()
        guard (1...16).contains(choices) else {
            throw WireProblem(.invalid, "`n` is not from 1 to 16", at: [.member("n")])
        }
    }

    /// Whether `key` is `name` and has a value; throws where that is of another kind.
    private static func has(
        _ name: StaticString, _ expected: JSONKind, _ key: JSONString, _ kind: JSONKind,
        _ scanner: JSONScanner
    ) throws -> Bool {
        guard scanner.equals(key, name), kind != .null else { return false }
        guard kind == expected else {
            throw WireProblem(
                .invalid, "`\(name)` is of another type", at: [.member("\(name)")])
        }
        return true
    }
}

/// In what form a chat's reply is wanted.
enum ChatFormat: Hashable, Sendable {
    /// The bare label.
    case label
    /// An object of all questions.
    case object
    case schema(JSONValue)

    init(_ format: JSONValue) throws(WireProblem) {
        switch format["type"]?.string {
        case "json_object": self = .object
        case "json_schema":
            guard let schema = format["json_schema"]?["schema"], schema.object != nil else {
                throw WireProblem(
                    .missing, "`json_schema` has no `schema`",
                    at: [.member("response_format"), .member("json_schema"), .member("schema")])
            }
            self = .schema(schema)
        default: self = .label
        }
    }
}
