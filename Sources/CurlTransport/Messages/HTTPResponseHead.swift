/// The status and header fields of a response.
package struct HTTPResponseHead: Hashable, Sendable {
    package var status: Int
    package var headers: HTTPHeaders
    package var version: HTTPVersion

    package init(status: Int, headers: HTTPHeaders = HTTPHeaders(), version: HTTPVersion = .http11)
    {
        self.status = status
        self.headers = headers
        self.version = version
    }
}

extension HTTPResponseHead {
    /// Reads a status line and header lines as they came; nil unless it starts with a status line.
    init?(parsing bytes: [UInt8]) {
        var lines = bytes.split(separator: newline).makeIterator()
        guard let first = lines.next(), let (version, status) = Self.statusLine(first) else {
            return nil
        }
        var fields: [HTTPHeaders.Field] = []
        while let line = lines.next() {
            let isContinuation = line.first.map(isBlank) ?? false
            if isContinuation, let last = fields.indices.last {
                // RFC 9112, 5.2: a folded line continues the value after one space.
                let more = text(line)
                fields[last].value += fields[last].value.isEmpty ? more : " " + more
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
                fields.append(
                    HTTPHeaders.Field(
                        name: text(line[..<colon]), value: text(line[(colon + 1)...])))
            }
        }
        self.init(status: status, headers: HTTPHeaders(fields), version: version)
    }

    private static func statusLine(_ line: ArraySlice<UInt8>) -> (HTTPVersion, Int)? {
        let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard parts.count >= 2, parts[0].starts(with: Array("HTTP/".utf8)),
            let version = HTTPVersion(rawValue: text(parts[0].dropFirst(5))),
            let status = Int(text(parts[1])), 100..<1000 ~= status
        else { return nil }
        return (version, status)
    }
}

private let newline = UInt8(ascii: "\n")

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

private func text(_ bytes: ArraySlice<UInt8>) -> String {
    guard let first = bytes.firstIndex(where: { !isBlank($0) }),
        let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
}
