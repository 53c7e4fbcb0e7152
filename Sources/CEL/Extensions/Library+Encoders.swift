import Foundation

extension Library {
    /// `base64.encode` and `base64.decode`.
    public static let encoders = Library(
        name: "encoders",
        functions: [
            Function(
                "base64.encode", [Signature([.bytes], .string)],
                .unary { (value, frame) throws(Failure) in
                    guard case .bytes(let bytes) = value else {
                        throw noOverload("base64.encode", value)
                    }
                    try frame.charge(size: bytes.count)
                    return .string(Data(bytes).base64EncodedString())
                }),
            Function(
                "base64.decode", [Signature([.string], .bytes)],
                .unary { (value, frame) throws(Failure) in
                    guard case .string(let text) = value else {
                        throw noOverload("base64.decode", value)
                    }
                    try frame.charge(size: text.utf8.count)
                    // Padding may be left out, but not a part of it.
                    let isPadded = text.utf8.last == UInt8(ascii: "=")
                    let missing = isPadded ? 0 : (4 - text.utf8.count % 4) % 4
                    let padded = text + String(repeating: "=", count: missing)
                    guard let data = Data(base64Encoded: padded) else {
                        throw Failure(.invalidConversion, "`\(value.display)` is not base64")
                    }
                    return .bytes(Array(data))
                }),
        ])
}
