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
                    // Long texts come in lines.
                    var encoded = Data(text.utf8.filter { $0 != 0x0A && $0 != 0x0D })
                    // Padding may be left out, but not a part of it.
                    if encoded.last != UInt8(ascii: "=") {
                        encoded += Array(
                            repeating: UInt8(ascii: "="), count: (4 - encoded.count % 4) % 4)
                    }
                    guard encoded.count.isMultiple(of: 4), let data = Data(base64Encoded: encoded)
                    else {
                        throw Failure(.invalidConversion, "`\(value.display)` is not base64")
                    }
                    return .bytes(Array(data))
                }),
        ])
}
