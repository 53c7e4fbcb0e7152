/// How much one JSON text may hold.
package struct JSONLimits: Hashable, Sendable {
    package var bytes: Int
    /// Nested containers, at most 512.
    package var depth: Int
    /// Values, counting containers and their elements.
    package var values: Int

    package init(
        bytes: Int = 16 << 20, depth: Int = JSONScanner.defaultDepth, values: Int = 1_000_000
    ) {
        self.bytes = bytes
        self.depth = depth
        self.values = values
    }
}
