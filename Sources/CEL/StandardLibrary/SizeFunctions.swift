extension Library {
    static let sizeFunctions: [Function] = [false, true].map { isMember in
        Function(
            "size", isMember: isMember,
            [
                Signature([.string], .int), Signature([.bytes], .int),
                Signature([.list(.parameter("T"))], .int),
                Signature([.map(.parameter("K"), .parameter("V"))], .int),
            ],
            .unary { (value, frame) throws(Failure) in .int(Int64(try size(value, &frame))) })
    }

    private static func size(_ value: Value, _ frame: inout Frame) throws(Failure) -> Int {
        switch value {
        case .string(let text):
            try frame.charge(size: text.utf8.count)
            return text.unicodeScalars.count
        case .bytes(let bytes): return bytes.count
        case .list(let list): return list.count
        case .map(let map): return map.count
        default: throw noOverload("size", value)
        }
    }
}
