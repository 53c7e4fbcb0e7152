/// The body of a response in the pieces in which it comes; to be read once, by one task.
///
/// A piece says nothing of the sender's own boundaries. A body that is cut short yields what came
/// and then throws.
package struct HTTPBodyStream: AsyncSequence {
    package typealias Element = [UInt8]
    package typealias Failure = TransportError

    let call: Call
    let channel: BodyChannel
    let inbox: Inbox

    package func makeAsyncIterator() -> Iterator {
        Iterator(stream: self)
    }

    /// How long the transfer took, once the body has been read to its end.
    package var timings: TransferTimings? { try? channel.outcome?.get() }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let stream: HTTPBodyStream

        package mutating func next(
            isolation: isolated (any Actor)? = #isolation
        ) async throws(TransportError) -> [UInt8]? {
            switch await stream.channel.next() {
            case .chunk(let bytes, let resumesTransfer):
                if resumesTransfer { stream.inbox.post(.resume(stream.call)) }
                return bytes
            case .end(.success): return nil
            case .end(.failure(let error)): throw error
            }
        }

        package mutating func next() async throws(TransportError) -> [UInt8]? {
            try await next(isolation: nil)
        }
    }
}
