package import Decisions
import JSONCodec

/// A key as the gateway knows it: everything but the key.
package struct StoredKey: Hashable, Sendable {
    package var id: String
    /// Whose it is, for people and for the log.
    package var name: String
    package var scopes: KeyScopes
    /// Requests a second; `nil` where the key has no limit of its own.
    package var rateLimit: Int?
    package var createdAt: Timestamp
    /// From when on it is worth nothing; `nil` where it has no end.
    package var endsAt: Timestamp?
    /// SHA-256 of the key.
    var hash: [UInt8]

    package init(
        _ key: APIKey, name: String, scopes: KeyScopes, rateLimit: Int? = nil, createdAt: Timestamp
    ) {
        id = key.id
        self.name = name
        self.scopes = scopes
        self.rateLimit = rateLimit
        self.createdAt = createdAt
        hash = APIKey.hash(key.text.utf8)
    }

    package func isValid(at now: Timestamp) -> Bool {
        endsAt.map { now < $0 } ?? true
    }
}

extension StoredKey {
    /// Reads a line of the file.
    init?(_ json: JSONValue) {
        guard let id = json["id"]?.string, let name = json["name"]?.string,
            let created = json["created_at"]?.string.flatMap({ Timestamp($0) }),
            let names = json["scopes"]?.array,
            let hash = json["sha256"]?.string.flatMap(Self.bytes(hexadecimal:)), hash.count == 32
        else { return nil }
        var scopes: KeyScopes = []
        for name in names {
            guard let scope = name.string.flatMap({ KeyScopes(name: $0) }) else { return nil }
            scopes.formUnion(scope)
        }
        self.id = id
        self.name = name
        self.scopes = scopes
        createdAt = created
        self.hash = hash
        if let limit = json["requests_per_second"], !limit.isNull {
            guard let number = limit.int, number > 0 else { return nil }
            rateLimit = Int(number)
        }
        guard let end = json["ends_at"], end != .null else { return }
        guard let endsAt = end.string.flatMap({ Timestamp($0) }) else { return nil }
        self.endsAt = endsAt
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        for (name, text) in [("id", id), ("name", name)] {
            writer.key(name)
            writer.string(text)
        }
        writer.key("scopes" as StaticString)
        writer.beginArray()
        for scope in scopes.names { writer.string(scope) }
        writer.endArray()
        writer.key("requests_per_second" as StaticString)
        if let rateLimit { writer.int(rateLimit) } else { writer.null() }
        writer.key("created_at" as StaticString)
        writer.string(createdAt.description)
        writer.key("ends_at" as StaticString)
        if let endsAt { writer.string(endsAt.description) } else { writer.null() }
        writer.key("sha256" as StaticString)
        writer.string(
            hash.map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined())
        writer.endObject()
    }

    private static func bytes(hexadecimal text: String) -> [UInt8]? {
        let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] * 16 + digits[$0 + 1])
        }
    }
}
