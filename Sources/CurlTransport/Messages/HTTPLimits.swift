/// How much of a response is accepted.
package struct HTTPLimits: Hashable, Sendable {
    /// The body's size in bytes after decompression.
    package var maxBodyBytes: Int
    /// The size in bytes of all header lines, those of interim responses and trailers included.
    package var maxHeadBytes: Int
    /// How many bytes of a streamed body wait for their reader before the transfer is paused.
    package var maxBufferedBytes: Int

    package init(
        maxBodyBytes: Int = 8 << 20, maxHeadBytes: Int = 32 << 10, maxBufferedBytes: Int = 128 << 10
    ) {
        self.maxBodyBytes = maxBodyBytes
        self.maxHeadBytes = maxHeadBytes
        self.maxBufferedBytes = maxBufferedBytes
    }
}
