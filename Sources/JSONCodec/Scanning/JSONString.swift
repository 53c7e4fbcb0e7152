/// Where a string stands in the scanned bytes: its content without the quotes, as written.
package struct JSONString: Hashable, Sendable, BitwiseCopyable {
    package var offset: Int
    package var length: Int
    /// Whether the bytes differ from the string that they stand for.
    package var hasEscapes: Bool

    package init(offset: Int, length: Int, hasEscapes: Bool) {
        self.offset = offset
        self.length = length
        self.hasEscapes = hasEscapes
    }

    package var range: Range<Int> { offset..<(offset + length) }
}
