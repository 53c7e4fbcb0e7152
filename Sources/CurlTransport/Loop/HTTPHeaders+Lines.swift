extension HTTPHeaders {
    /// Returns the lines that make libcurl send these fields and none of its own but `Host`,
    /// `Accept`, `Accept-Encoding` and those that frame the body.
    func lines() throws(TransportError) -> [String] {
        var lines: [String] = []
        for (index, field) in fields.enumerated() {
            guard isTokenText(field.name) else { throw .badHeader("#\(index + 1)") }
            guard !Self.isFraming(field.name), field.value.utf8.allSatisfy(isAllowedInValue) else {
                throw .badHeader(field.name)
            }
            // libcurl takes `Name:` as an order to leave the field out.
            let isEmpty = field.value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
            lines.append(isEmpty ? field.name + ";" : "\(field.name): \(field.value)")
        }
        for name in ["Content-Type", "Expect"] where self[name] == nil { lines.append(name + ":") }
        return lines
    }

    /// Whether the field says where the body ends, which only libcurl may.
    private static func isFraming(_ name: String) -> Bool {
        ["Content-Length", "Transfer-Encoding"].contains { areSameName($0, name) }
    }
}

extension HTTPMethod {
    /// Whether the name may stand in a request line.
    var isToken: Bool { isTokenText(name) }
}

/// Returns whether `name` consists of RFC 9110's token characters.
private func isTokenText(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { tokenCharacters.contains($0) }
}

private let tokenCharacters = Set(
    "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)

/// A line break would start another field.
private func isAllowedInValue(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7F || byte == 0x09
}
