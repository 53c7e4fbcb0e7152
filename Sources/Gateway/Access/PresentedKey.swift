import Foundation

/// The key that a request presents.
struct PresentedKey: Sendable {
    let text: [UInt8]
    /// Whether a browser sent it by itself: then it says nothing of who asked it to.
    let isAmbient: Bool

    /// Finds the gateway's key in the fields that `value` returns by name; `nil` where there is none.
    ///
    /// A request may carry an upstream's key as well.
    init?(_ value: (String) -> String?) {
        let candidates = [
            value("x-assay-key").map { PresentedKey(text: $0) },
            value("authorization").flatMap { PresentedKey(authorization: $0) },
            value("x-api-key").map { PresentedKey(text: $0) },
            value("api-key").map { PresentedKey(text: $0) },
        ]
        let own = candidates.compactMap(\.self).first { $0.text.starts(with: Self.prefix) }
        guard let own else { return nil }
        self = own
    }

    private static let prefix = Array(ForwardedHeaders.ownKeyPrefix.utf8)

    private init(text: String, isAmbient: Bool = false) {
        self.text = Array(text.utf8)
        self.isAmbient = isAmbient
    }

    /// Reads `Bearer KEY`, and `Basic` with the key as the password, which is what a browser asks for.
    private init?(authorization: String) {
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        switch parts[0].lowercased() {
        case "bearer": self.init(text: String(parts[1]))
        case "basic":
            guard let data = Data(base64Encoded: String(parts[1])),
                let colon = data.firstIndex(of: UInt8(ascii: ":"))
            else { return nil }
            self.init(
                text: String(decoding: data[(colon + 1)...], as: UTF8.self), isAmbient: true)
        default: return nil
        }
    }
}
