extension Library {
    /// Addresses of the internet protocol and ranges of them: `ip`, `cidr` and their functions.
    public static let network = Library(
        name: "network",
        functions: addressFunctions + rangeFunctions + [textOfAddresses],
        types: [("net.IP", addressType), ("net.CIDR", rangeType)])

    private static let addressType = CELType.abstract("net.IP", [])
    private static let rangeType = CELType.abstract("net.CIDR", [])

    // MARK: Reading

    private static func address(_ value: Value, _ name: String) throws(Failure) -> InternetAddress {
        switch value {
        case .opaque(let box):
            if let address = box.content as? InternetAddress { return address }
        case .string(let text):
            if let address = InternetAddress(text) { return address }
            throw Failure(.invalidConversion, "`\(value.display)` is not an IP address")
        default: break
        }
        throw noOverload(name, value)
    }

    private static func range(_ value: Value, _ name: String) throws(Failure) -> AddressRange {
        switch value {
        case .opaque(let box):
            if let range = box.content as? AddressRange { return range }
        case .string(let text):
            if let range = AddressRange(text) { return range }
            throw Failure(
                .invalidConversion,
                "`\(value.display)` is not a range of addresses such as `10.0.0.0/8`")
        default: break
        }
        throw noOverload(name, value)
    }

    /// A function of a value that is not a string.
    private static func member(
        _ name: String, of type: CELType, _ result: CELType,
        _ body: @escaping @Sendable (OpaqueValue) -> Value?
    ) -> Function {
        Function(
            name, isMember: true, [Signature([type], result)],
            .unary { (value, _) throws(Failure) in
                guard case .opaque(let box) = value, let result = body(box) else {
                    throw noOverload(name, value)
                }
                return result
            })
    }

    private static func onText(
        _ name: String, _ result: CELType,
        _ body: @escaping @Sendable (String) throws(Failure) -> Value
    ) -> Function {
        Function(
            name, [Signature([.string], result)],
            .unary { (value, frame) throws(Failure) in
                guard case .string(let text) = value else { throw noOverload(name, value) }
                try frame.charge(size: text.utf8.count)
                return try body(text)
            })
    }

    // MARK: Functions

    private static let addressFunctions: [Function] = [
        onText("ip", addressType) { (text) throws(Failure) in
            .opaque(OpaqueValue(try address(.string(text), "ip")))
        },
        onText("isIP", .bool) { (text) throws(Failure) in .bool(InternetAddress(text) != nil) },
        onText("ip.isCanonical", .bool) { (text) throws(Failure) in
            .bool(try address(.string(text), "ip.isCanonical").description == text)
        },
        addressMember("family", .int) { .int($0.isVersion4 ? 4 : 6) },
        addressMember("isUnspecified", .bool) { .bool($0.isUnspecified) },
        addressMember("isLoopback", .bool) { .bool($0.isLoopback) },
        addressMember("isGlobalUnicast", .bool) { .bool($0.isGlobalUnicast) },
        addressMember("isLinkLocalMulticast", .bool) { .bool($0.isLinkLocalMulticast) },
        addressMember("isLinkLocalUnicast", .bool) { .bool($0.isLinkLocalUnicast) },
    ]

    private static func addressMember(
        _ name: String, _ result: CELType, _ body: @escaping @Sendable (InternetAddress) -> Value
    ) -> Function {
        member(name, of: addressType, result) { ($0.content as? InternetAddress).map(body) }
    }

    private static func rangeMember(
        _ name: String, _ result: CELType, _ body: @escaping @Sendable (AddressRange) -> Value
    ) -> Function {
        member(name, of: rangeType, result) { ($0.content as? AddressRange).map(body) }
    }

    private static let rangeFunctions: [Function] = [
        onText("cidr", rangeType) { (text) throws(Failure) in
            .opaque(OpaqueValue(try range(.string(text), "cidr")))
        },
        onText("isCIDR", .bool) { (text) throws(Failure) in .bool(AddressRange(text) != nil) },
        rangeMember("ip", addressType) { .opaque(OpaqueValue($0.address)) },
        rangeMember("prefixLength", .int) { .int(Int64($0.prefixLength)) },
        rangeMember("masked", rangeType) { .opaque(OpaqueValue($0.masked)) },
        rangeMember("isMask", .bool) { .bool($0.isMask) },
        containment("containsIP", of: addressType) { (range, other) throws(Failure) in
            range.contains(try address(other, "containsIP"))
        },
        containment("containsCIDR", of: rangeType) { (outer, other) throws(Failure) in
            outer.contains(try range(other, "containsCIDR"))
        },
    ]

    private static func containment(
        _ name: String, of type: CELType,
        _ test: @escaping @Sendable (AddressRange, Value) throws(Failure) -> Bool
    ) -> Function {
        Function(
            name, isMember: true,
            [Signature([rangeType, type], .bool), Signature([rangeType, .string], .bool)],
            .binary { (left, right, _) throws(Failure) in
                guard case .opaque(let box) = left, let range = box.content as? AddressRange else {
                    throw noOverload(name, left, right)
                }
                return .bool(try test(range, right))
            })
    }

    /// `string`, which here also accepts addresses and ranges.
    private static let textOfAddresses: Function = {
        let standard = conversionFunctions.first { $0.name == "string" }
        return Function(
            "string",
            (standard?.signatures ?? [])
                + [addressType, rangeType].map { Signature([$0], .string) },
            standard?.implementation)
    }()
}
