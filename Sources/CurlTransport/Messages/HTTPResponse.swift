/// A complete response.
package struct HTTPResponse: Hashable, Sendable {
    package var head: HTTPResponseHead
    /// The body after decompression.
    package var body: [UInt8]
    package var timings: TransferTimings

    package init(head: HTTPResponseHead, body: [UInt8], timings: TransferTimings) {
        self.head = head
        self.body = body
        self.timings = timings
    }

    package var status: Int { head.status }
    package var headers: HTTPHeaders { head.headers }
    package var version: HTTPVersion { head.version }
}
