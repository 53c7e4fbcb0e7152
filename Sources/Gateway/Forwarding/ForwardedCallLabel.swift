import JSONCodec

/// What metrics say of a call that is passed on: to whom, for what, and which model it asks for.
struct ForwardedCallLabel: Hashable, Sendable {
    var provider: String
    var operation: String
    /// As the client names it; `nil` where it names none.
    var model: String?

    init(_ provider: String, _ operation: String, model: String?) {
        self.provider = provider
        self.operation = operation
        self.model = model
    }

    /// Makes the label of a request by its body, of which no more is read than up to its `model`.
    init(_ provider: String, _ operation: String, body: [UInt8]) {
        self.init(provider, operation, model: Self.model(in: body))
    }

    private static func model(in body: [UInt8]) -> String? {
        body.withUnsafeBufferPointer { bytes in
            var scanner = JSONScanner(bytes)
            return try? model(&scanner)
        }
    }

    private static func model(_ scanner: inout JSONScanner) throws(JSONError) -> String? {
        guard try scanner.peekKind() == .object else { return nil }
        try scanner.beginObject()
        while let key = try scanner.nextKey() {
            guard scanner.equals(key, "model"), try scanner.peekKind() == .string else {
                try scanner.skipValue()
                continue
            }
            return scanner.string(try scanner.readString())
        }
        return nil
    }
}
