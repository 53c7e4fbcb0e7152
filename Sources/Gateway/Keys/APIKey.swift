import Crypto

/// A key as its holder has it: `assay_<id>_<secret>`.
///
/// The secret has 256 bits from the system's generator, written as 64 hexadecimal digits. That is
/// enough for a plain SHA-256 to be its fingerprint: it cannot be guessed from a list.
package struct APIKey: Hashable, Sendable {
    package let text: String
    /// Finds the stored key; no secret.
    package let id: String

    private static let prefix = "assay_"
    static let idLength = 12

    /// Makes a new key.
    package init() {
        var random = SystemRandomNumberGenerator()
        let id = (0..<2).map { _ in Self.hexadecimal(random.next()) }.joined()
        let secret = (0..<4).map { _ in Self.hexadecimal(random.next()) }.joined()
        self.id = String(id.prefix(Self.idLength))
        text = "\(Self.prefix)\(self.id)_\(secret)"
    }

    /// The id in what somebody presents as a key; `nil` where it has not the form of one.
    static func id(in presented: some Collection<UInt8>) -> String? {
        guard presented.count == prefix.utf8.count + idLength + 1 + 64,
            presented.starts(with: prefix.utf8)
        else { return nil }
        return String(
            decoding: presented.dropFirst(prefix.utf8.count).prefix(idLength), as: UTF8.self)
    }

    static func hash(_ presented: some Collection<UInt8>) -> [UInt8] {
        Array(SHA256.hash(data: Array(presented)))
    }

    private static func hexadecimal(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
