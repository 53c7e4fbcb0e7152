import CRE2

/// A compiled pattern in RE2's syntax; matching takes linear time.
final class RegularExpression: @unchecked Sendable {
    // Proof of the unchecked conformance: the only stored property is a `let` pointer to an RE2
    // object, whose matching is const and documented as safe to call from several threads; it is
    // freed in `deinit`, when nobody can be calling it any more.
    private let pattern: OpaquePointer

    /// No pattern may use more memory than this.
    static let memoryLimit: Int64 = 8 << 20

    struct Invalid: Error {
        let reason: String
        /// Where the faulty part lies in the pattern, as UTF-8 offsets.
        let range: Range<Int>
    }

    init(_ text: String) throws(Invalid) {
        var text = text
        let count = text.utf8.count
        let created = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                cre2_new($0.baseAddress, count, UInt32(CRE2_NEVER_CAPTURE), Self.memoryLimit)
            }
        }
        guard let created else { throw Invalid(reason: "memory is short", range: 0..<count) }
        if let error = cre2_error(created) {
            let reason = String(cString: error)
            let range = Self.faultyPart(created, text)
            cre2_free(created)
            throw Invalid(reason: reason, range: range)
        }
        pattern = created
    }

    deinit { cre2_free(pattern) }

    /// How many instructions the pattern became: what compiling and searching it may cost.
    var programSize: Int { Int(cre2_program_size(pattern)) }

    private static func faultyPart(_ pattern: OpaquePointer, _ text: String) -> Range<Int> {
        var length = 0
        let whole = 0..<text.utf8.count
        guard let argument = cre2_error_argument(pattern, &length), length > 0 else { return whole }
        let bytes = UnsafeRawBufferPointer(start: argument, count: length)
        let haystack = Array(text.utf8)
        guard length <= haystack.count else { return whole }
        for start in 0...(haystack.count - length)
        where haystack[start..<start + length].elementsEqual(bytes) {
            return start..<start + length
        }
        return whole
    }

    /// Whether any part of the text matches.
    func matches(_ text: ByteText) -> Bool {
        text.withMemoryRebound(to: CChar.self) {
            cre2_match(pattern, $0.baseAddress, $0.count)
        }
    }
}
