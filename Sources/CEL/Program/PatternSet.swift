import CRE2

/// Several patterns in RE2's syntax that are matched in one pass over a text.
package final class PatternSet: @unchecked Sendable {
    // Proof of the unchecked conformance: as for a single pattern, the only stored properties are
    // `let`s, and matching a compiled set is const and safe to call from several threads.
    private let set: OpaquePointer
    package let count: Int

    /// Makes a set, or `nil` if a pattern is faulty or memory does not suffice.
    package init?(_ patterns: [String]) {
        let flags = UInt32(CRE2_NEVER_CAPTURE)
        let limit = RegularExpression.memoryLimit
        guard let set = cre2_set_new(flags, limit) else { return nil }
        for pattern in patterns {
            var pattern = pattern
            let index = pattern.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    cre2_set_add(set, $0.baseAddress, $0.count)
                }
            }
            guard index >= 0 else {
                cre2_set_free(set)
                return nil
            }
        }
        guard cre2_set_compile(set) else {
            cre2_set_free(set)
            return nil
        }
        self.set = set
        count = patterns.count
    }

    deinit { cre2_set_free(set) }

    /// Whether any pattern matches any part of the text; `nil` if the memory of the set ran out, when
    /// each pattern must be tried by itself.
    package func matchesAny(in text: UnsafeRawBufferPointer) -> Bool? {
        let found = text.withMemoryRebound(to: CChar.self) {
            cre2_set_matches_any(set, $0.baseAddress, $0.count)
        }
        return found < 0 ? nil : found > 0
    }

    /// Returns the positions of the patterns that match any part of the text, ascending; `nil` if
    /// the memory of the set ran out, when each pattern must be tried by itself.
    package func matches(in text: UnsafeRawBufferPointer) -> [Int]? {
        var found = [Int32](repeating: 0, count: count)
        let total = text.withMemoryRebound(to: CChar.self) {
            cre2_set_match(set, $0.baseAddress, $0.count, &found, found.count)
        }
        return total < 0 ? nil : found.prefix(Int(total)).map { Int($0) }
    }
}
