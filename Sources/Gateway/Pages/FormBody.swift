import Foundation

/// A form as a browser posts it: `application/x-www-form-urlencoded`.
struct FormBody: Sendable {
    private var values: [String: String] = [:]

    init(_ bytes: [UInt8]) throws(WireProblem) {
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.text(parts[0]),
                let value = Self.text(parts.count > 1 ? parts[1] : [])
            else { throw WireProblem(.invalid, "the form is not encoded as one") }
            values[name] = value
        }
    }

    subscript(name: String) -> String? { values[name] }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String? {
        String(decoding: bytes, as: UTF8.self).replacing("+", with: " ").removingPercentEncoding
    }
}
