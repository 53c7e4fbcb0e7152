import Decisions
import Gateway
import JSONCodec

/// A key that has just been made, shown this once.
struct KeyText {
    var key: APIKey
    var stored: StoredKey

    func print(asJSON: Bool) {
        guard asJSON else {
            Console.print(key.text)
            Console.note("keep it: it is shown this once; the gateway knows its hash alone")
            return
        }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("schema" as StaticString)
        writer.string("assay.key/1")
        writer.key("key" as StaticString)
        writer.string(key.text)
        writer.fields(of: stored)
        writer.endObject()
        Console.print(json: String(decoding: writer.bytes, as: UTF8.self))
    }
}

/// The keys of a file, without what opens the gateway.
struct KeyListText {
    var keys: [StoredKey]
    var now: Timestamp

    var description: String {
        guard !keys.isEmpty else { return "there are no keys; `assay keys create` makes one" }
        return keys.map { key in
            let end = key.endsAt.map {
                key.isValid(at: now) ? ", ends at \($0)" : ", ended at \($0)"
            }
            return "\(key.id)  \(key.name): \(key.scopes.names.joined(separator: ", "))"
                + (key.rateLimit.map { ", \($0) requests a second" } ?? "")
                + ", made at \(key.createdAt)" + (end ?? "")
        }.joined(separator: "\n")
    }

    /// One object, `assay.keys/1`.
    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("schema" as StaticString)
        writer.string("assay.keys/1")
        writer.key("keys" as StaticString)
        writer.beginArray()
        for key in keys {
            writer.beginObject()
            writer.fields(of: key)
            writer.key("valid" as StaticString)
            writer.bool(key.isValid(at: now))
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension JSONWriter {
    fileprivate mutating func fields(of key: StoredKey) {
        self.key("id" as StaticString)
        string(key.id)
        self.key("name" as StaticString)
        string(key.name)
        self.key("scopes" as StaticString)
        beginArray()
        for scope in key.scopes.names { string(scope) }
        endArray()
        self.key("requests_per_second" as StaticString)
        if let limit = key.rateLimit { int(limit) } else { null() }
        self.key("created_at" as StaticString)
        string(key.createdAt.description)
        self.key("ends_at" as StaticString)
        if let end = key.endsAt { string(end.description) } else { null() }
    }
}
