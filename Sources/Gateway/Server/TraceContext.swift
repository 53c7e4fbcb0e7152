/// The place of a request in a distributed trace (W3C Trace Context, version 00).
struct TraceContext: Hashable, Sendable {
    /// 32 lower-case hexadecimal digits.
    let traceID: String
    let flags: String

    /// Reads a `traceparent` header; `nil` where it does not follow the standard.
    init?(traceparent: String) {
        let parts = traceparent.split(separator: "-", omittingEmptySubsequences: false)
        // Later versions may append parts; version ff is forbidden.
        guard parts.count >= 4, Self.isHex(parts[0], count: 2), parts[0] != "ff",
            parts[0] != "00" || parts.count == 4, Self.isHex(parts[1], count: 32),
            parts[1].contains(where: { $0 != "0" }), Self.isHex(parts[2], count: 16),
            parts[2].contains(where: { $0 != "0" }), Self.isHex(parts[3], count: 2)
        else { return nil }
        traceID = String(parts[1])
        flags = String(parts[3])
    }

    /// Returns the header for a call made on behalf of this request: the same trace, a new parent.
    func traceparentOfChild() -> String {
        let parent = String(UInt64.random(in: 1...UInt64.max), radix: 16)
        let zeros = String(repeating: "0", count: 16 - parent.count)
        return "00-\(traceID)-\(zeros)\(parent)-\(flags)"
    }

    private static func isHex(_ text: Substring, count: Int) -> Bool {
        text.utf8.count == count
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
