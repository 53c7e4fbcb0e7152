/// Tells whether the stream of a chat came to its proper end.
struct ChatStreamWatch {
    private static let done = Array("[DONE]".utf8)
    private static let finish = Array("\"finish_reason\":".utf8)

    private var tail: [UInt8] = []
    private(set) var isFinished = false

    /// Looks at the next piece of the stream.
    mutating func saw(_ piece: [UInt8]) {
        guard !isFinished else { return }
        let window = tail + piece
        isFinished = Self.endsProperly(window)
        tail = Array(window.suffix(64))
    }

    private static func endsProperly(_ bytes: [UInt8]) -> Bool {
        if bytes.firstRange(of: done) != nil { return true }
        var rest = bytes[...]
        while let range = rest.firstRange(of: finish) {
            rest = rest[range.upperBound...]
            if rest.first(where: { $0 != 0x20 }) == UInt8(ascii: "\"") { return true }
        }
        return false
    }
}
