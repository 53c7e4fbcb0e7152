import Crypto
package import Decisions
import Evidence
import JSONCodec

/// Takes out of a case what neither the log nor a model may see.
///
/// Fields are left out or replaced by a keyed hash; in all other texts, keys of maps and numbers,
/// what has a known form is replaced by its name in brackets. What cannot be read is left out whole.
package struct Redactor: Sendable {
    private let definition: RedactionDefinition
    private let kinds: Set<RedactionDefinition.Kind>
    private let patterns: [(name: String, pattern: CustomPattern)]
    private let key: SymmetricKey?

    /// Makes a redactor; without a `key`, what would be hashed is left out.
    ///
    /// Throws the first pattern that is none.
    package init(
        _ definition: RedactionDefinition, key: String?
    ) throws(RedactionError) {
        self.definition = definition
        kinds = Set(definition.kinds)
        var patterns: [(name: String, pattern: CustomPattern)] = []
        for pattern in definition.patterns {
            do throws(CustomPattern.Invalid) {
                patterns.append((pattern.name, try CustomPattern(pattern.expression)))
            } catch {
                throw RedactionError(pattern: pattern.name, reason: error.reason)
            }
        }
        self.patterns = patterns
        self.key = key.flatMap { $0.isEmpty ? nil : SymmetricKey(data: Array($0.utf8)) }
    }

    /// Returns what the log and the models may see of a case; its id may become empty.
    package func redact(_ original: Case) -> Case {
        var redacted = original
        redacted.id = caseID(original.id) ?? ""
        redacted.input = redact(original.input)
        if let user = original.user, definition.hashesUser {
            redacted.user = hash(user, of: "user")
        }
        redacted.groups = original.groups.mapValues { redact($0) }
        redacted.slices = [:]
        for (field, value) in original.slices {
            redacted.slices[field] = slice(value, of: field)
        }
        return redacted
    }

    /// Returns what the log knows a user by; `nil` where it knows none.
    package func user(_ user: String) -> String? {
        definition.hashesUser ? hash(user, of: "user") : user
    }

    /// Returns what the log knows a case by; `nil` where it knows none.
    ///
    /// An id in which something of a known form is found, or every id where the feature says so,
    /// becomes a keyed hash: outcomes that name the case find it by the same. Hashes, and ids of
    /// observations, are of our own making and stay.
    package func caseID(_ id: String) -> String? {
        guard !id.isEmpty, definition.hashesCase || redact(id) != id, !Self.isHash(id),
            EvidenceID(id) == nil
        else { return id }
        return hash(id, of: "case")
    }

    private static func isHash(_ text: String) -> Bool {
        text.utf8.count == 34 && text.hasPrefix("h:") && text.dropFirst(2).allSatisfy(\.isHexDigit)
    }

    private func slice(_ value: String, of field: String) -> String? {
        guard isKept(field) else { return nil }
        return definition.hashed.contains(field) ? hash(value, of: field) : redact(value)
    }

    private func isKept(_ field: String) -> Bool {
        definition.kept?.contains(field) ?? true || definition.hashed.contains(field)
    }

    /// HMAC-SHA-256, its first 128 bits; the field's name keeps equal values of two fields apart.
    private func hash(_ value: String, of field: String) -> String? {
        guard let key else { return nil }
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(field.utf8.count):\(field)\(value)".utf8), using: key)
        return code.prefix(16).reduce(into: "h:") { text, byte in
            text += byte < 16 ? "0" : ""
            text += String(byte, radix: 16)
        }
    }
}

extension Redactor {
    private func redact(_ input: CaseInput) -> CaseInput {
        var writer = JSONWriter(reserving: input.json.count)
        do {
            try withJSONScanner(over: input.json) { (scanner) throws(JSONError) in
                try fields(&scanner, to: &writer)
            }
        } catch {
            return CaseInput(json: Array("{}".utf8))
        }
        return CaseInput(json: writer.bytes)
    }

    private func fields(
        _ scanner: inout JSONScanner, to writer: inout JSONWriter
    ) throws(JSONError) {
        writer.beginObject()
        try scanner.beginObject()
        while let key = try scanner.nextKey() {
            let name = scanner.string(key)
            guard isKept(name) else {
                try scanner.skipValue()
                continue
            }
            guard definition.hashed.contains(name) else {
                writer.key(name)
                try value(&scanner, to: &writer)
                continue
            }
            let isText = try scanner.peekKind() == .string
            let raw = try scanner.readRawValue()
            let text = isText ? try? JSONValue(parsing: scanner.slice(raw)).string : nil
            if let hash = text.flatMap({ hash($0, of: name) }) {
                writer.key(name)
                writer.string(hash)
            }
        }
        try scanner.finish()
        writer.endObject()
    }

    private func value(
        _ scanner: inout JSONScanner, to writer: inout JSONWriter
    ) throws(JSONError) {
        switch try scanner.peekKind() {
        case .string: writer.string(redact(scanner.string(try scanner.readString())))
        case .number:
            let raw = scanner.slice(try scanner.readRawValue())
            let text = String(decoding: raw, as: UTF8.self)
            let redacted = redact(text)
            if redacted == text { writer.raw(raw) } else { writer.string(redacted) }
        case .boolean, .null: writer.raw(scanner.slice(try scanner.readRawValue()))
        case .array:
            writer.beginArray()
            try scanner.beginArray()
            while try scanner.nextElement() { try value(&scanner, to: &writer) }
            writer.endArray()
        case .object:
            writer.beginObject()
            try scanner.beginObject()
            while let key = try scanner.nextKey() {
                writer.key(redact(scanner.string(key)))
                try value(&scanner, to: &writer)
            }
            writer.endObject()
        }
    }

    /// Returns a text with what has a known form replaced by its name.
    package func redact(_ text: String) -> String {
        var text = text
        for (name, pattern) in patterns {
            text = replaced(in: text) { bytes in
                var found: [(range: Range<Int>, name: String)] = []
                var offset = 0
                while let match = pattern.firstMatch(in: bytes, from: offset) {
                    found.append((match, name))
                    offset = match.upperBound
                }
                return found
            }
        }
        guard !kinds.isEmpty else { return text }
        return replaced(in: text) { PatternFinder($0, kinds).matches() }
    }

    private func replaced(
        in text: String,
        _ find: (UnsafeBufferPointer<UInt8>) -> [(range: Range<Int>, name: String)]
    ) -> String {
        var text = text
        let result: String? = text.withUTF8 { bytes in
            let found = find(bytes)
            guard !found.isEmpty else { return nil }
            var result: [UInt8] = []
            var copied = 0
            for (range, name) in found {
                result += bytes[copied..<range.lowerBound]
                result += Array("[\(name)]".utf8)
                copied = range.upperBound
            }
            result += bytes[copied...]
            return String(decoding: result, as: UTF8.self)
        }
        return result ?? text
    }
}

/// A pattern that RE2 does not accept.
package struct RedactionError: Error, Hashable, Sendable, CustomStringConvertible {
    package var pattern: String
    package var reason: String

    package var description: String { "pattern `\(pattern)` of `redact` is none: \(reason)" }
}
