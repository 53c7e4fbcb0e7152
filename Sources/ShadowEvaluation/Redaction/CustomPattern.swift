import CRE2

/// A pattern in RE2's syntax whose matches can be found; searching takes linear time.
final class CustomPattern: @unchecked Sendable {
    // Proof of the unchecked conformance: the only stored property is a `let` pointer to an RE2
    // object, whose matching is const and documented as safe to call from several threads; it is
    // freed in `deinit`, when nobody can be calling it any more.
    private let pattern: OpaquePointer

    private static let memoryLimit: Int64 = 8 << 20

    /// Compiles `expression`; throws RE2's reason where that is not possible.
    init(_ expression: String) throws(Invalid) {
        var expression = expression
        let count = expression.utf8.count
        let created = expression.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                cre2_new($0.baseAddress, count, 0, Self.memoryLimit)
            }
        }
        guard let created else { throw Invalid(reason: "memory is short") }
        if let error = cre2_error(created) {
            let reason = String(cString: error)
            cre2_free(created)
            throw Invalid(reason: reason)
        }
        pattern = created
    }

    struct Invalid: Error {
        let reason: String
    }

    deinit { cre2_free(pattern) }

    /// Returns the leftmost match from `start` on that is not empty.
    func firstMatch(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
        text.withMemoryRebound(to: CChar.self) { text in
            var from = start
            var match = (start: 0, end: 0)
            while from <= text.count,
                cre2_find(pattern, text.baseAddress, text.count, from, &match.start, &match.end)
            {
                if match.end > match.start { return match.start..<match.end }
                from = match.end + 1
            }
            return nil
        }
    }
}
