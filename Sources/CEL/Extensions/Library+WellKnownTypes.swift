extension Library {
    /// The messages of protocol buffers that stand for plain values: wrappers such as
    /// `google.protobuf.Int64Value{value: 1}`, `Timestamp`, `Duration`, and JSON as `Value`,
    /// `Struct` and `ListValue`.
    public static let wellKnownTypes = Library(
        name: "well-known types",
        types:
            wellKnownMessages
            .filter { $0.result != .timestamp && $0.result != .duration }
            .map { ($0.name, $0.result) },
        messages: wellKnownMessages)

    private static let wellKnownMessages: [MessageType] =
        wrappers + jsonMessages + timeMessages + [any]

    fileprivate static func messageType(named name: String) -> CELType? {
        wellKnownMessages.first { $0.name == name }?.result
    }

    // MARK: Wrappers

    private static let wrappers: [MessageType] = [
        wrapper("BoolValue", .bool, .bool(false)) { (value) in value.bool.map { .bool($0) } },
        wrapper("StringValue", .string, .string("")) { (value) in
            value.string.map { .string($0) }
        },
        wrapper("BytesValue", .bytes, .bytes([])) { (value) in
            if case .bytes = value { value } else { nil }
        },
        wrapper("DoubleValue", .double, .double(0)) { (value) in
            value.double.map { .double($0) }
        },
        // A float has fewer digits than a double, and they are gone once it is set.
        wrapper("FloatValue", .double, .double(0)) { (value) in
            value.double.map { .double(Double(Float($0))) }
        },
        wrapper("Int64Value", .int, .int(0)) { (value) in value.int.map { .int($0) } },
        wrapper("UInt64Value", .uint, .uint(0)) { (value) in value.uint.map { .uint($0) } },
        wrapper("Int32Value", .int, .int(0)) { (value) throws(Failure) in
            guard let number = value.int else { return nil }
            guard Int32(exactly: number) != nil else { throw outside(value, "Int32Value") }
            return value
        },
        wrapper("UInt32Value", .uint, .uint(0)) { (value) throws(Failure) in
            guard let number = value.uint else { return nil }
            guard UInt32(exactly: number) != nil else { throw outside(value, "UInt32Value") }
            return value
        },
    ]

    private static func outside(_ value: Value, _ name: String) -> Failure {
        Failure(.overflow, "`\(value.display)` is outside of the range of `\(name)`")
    }

    private static func wrapper(
        _ name: String, _ type: CELType, _ zero: Value,
        _ wrapped: @escaping @Sendable (Value) throws(Failure) -> Value?
    ) -> MessageType {
        MessageType(
            name: "google.protobuf." + name, fields: [("value", type)], result: .wrapper(type)
        ) { (fields, _) throws(Failure) in
            guard let given = fields["value"] else { return zero }
            guard let value = try wrapped(given) else { throw noOverload(name, given) }
            return value
        }
    }

    // MARK: JSON

    private static let jsonMessages: [MessageType] = [
        MessageType(
            name: "google.protobuf.Value",
            fields: [
                ("null_value", .null), ("bool_value", .bool), ("number_value", .double),
                ("string_value", .string), ("list_value", .list(.dyn)),
                ("struct_value", .map(.string, .dyn)),
            ], result: .dyn
        ) { (fields, frame) throws(Failure) in
            guard fields.count <= 1 else {
                throw Failure(.invalidArgument, "a `Value` has one of its fields at most")
            }
            guard let (name, value) = fields.first else { return .null }
            return try json(name, value, &frame)
        },
        MessageType(
            name: "google.protobuf.ListValue", fields: [("values", .list(.dyn))],
            result: .list(.dyn)
        ) { (fields, frame) throws(Failure) in
            try fields["values"].map { (value) throws(Failure) in
                try json("list_value", value, &frame)
            } ?? .list([])
        },
        MessageType(
            name: "google.protobuf.Struct", fields: [("fields", .map(.string, .dyn))],
            result: .map(.string, .dyn)
        ) { (fields, frame) throws(Failure) in
            try fields["fields"].map { (value) throws(Failure) in
                try json("struct_value", value, &frame)
            } ?? .map(ValueMap([]))
        },
    ]

    private static func json(
        _ field: String, _ value: Value, _ frame: inout Frame
    ) throws(Failure) -> Value {
        switch (field, value) {
        case ("null_value", .null), ("bool_value", .bool), ("number_value", .double),
            ("string_value", .string), ("list_value", .list), ("struct_value", .map):
            return try value.asJSON(&frame)
        default:
            throw noOverload(field, value)
        }
    }

    // MARK: Times

    private static let timeMessages: [MessageType] = [
        MessageType(
            name: "google.protobuf.Timestamp", fields: [("seconds", .int), ("nanos", .int)],
            result: .timestamp
        ) { (fields, _) throws(Failure) in
            let (seconds, nanoseconds) = try secondsAndNanoseconds(fields, "Timestamp")
            guard let timestamp = Timestamp(seconds: seconds, nanoseconds: nanoseconds) else {
                throw Failure(.overflow, "the timestamp lies outside of the years 1 to 9999")
            }
            return .timestamp(timestamp)
        },
        MessageType(
            name: "google.protobuf.Duration", fields: [("seconds", .int), ("nanos", .int)],
            result: .duration
        ) { (fields, _) throws(Failure) in
            let (seconds, nanoseconds) = try secondsAndNanoseconds(fields, "Duration")
            let span = Nanoseconds(seconds: seconds, nanoseconds: Int64(nanoseconds))
            guard let span, seconds.signum() * Int64(nanoseconds).signum() >= 0 else {
                throw Failure(.overflow, "these seconds and nanoseconds are no duration")
            }
            return .duration(span)
        },
    ]

    private static func secondsAndNanoseconds(
        _ fields: [String: Value], _ name: String
    ) throws(Failure) -> (Int64, Int32) {
        let parts = ["seconds", "nanos"].map { fields[$0] ?? .int(0) }
        guard let seconds = parts[0].int, let part = parts[1].int else {
            throw noOverload(name, parts)
        }
        guard let nanoseconds = Int32(exactly: part), nanoseconds.magnitude < 1_000_000_000 else {
            throw outside(parts[1], "nanos")
        }
        return (seconds, nanoseconds)
    }

    // MARK: Any

    /// What is packed inside is known only to a program with its descriptors.
    private static let any = MessageType(
        name: "google.protobuf.Any", fields: [("type_url", .string), ("value", .bytes)],
        result: .dyn
    ) { (_, _) throws(Failure) in
        throw Failure(
            .invalidConversion, "a `google.protobuf.Any` cannot be unpacked without its descriptor")
    }
}

extension CELType {
    /// Returns the type of what the message `name`, such as `google.protobuf.Int64Value`, stands
    /// for; `nil` where it is not among the well-known types.
    ///
    /// A variable that holds such a message is declared with this type, and set to the plain value.
    public init?(wellKnownType name: String) {
        guard let type = Library.messageType(named: name) else { return nil }
        self = type
    }
}
