import Testing

@testable import CurlTransport

struct BodyBufferTests {
    private let timings = TransferTimings(
        connect: .zero, firstByte: .zero, total: .zero, reusedConnection: false)

    @Test func `bytes come out together and before the outcome`() {
        var buffer = BodyBuffer(capacity: 8)
        #expect(buffer.next() == nil)
        #expect(append("abc", to: &buffer))
        #expect(append("de", to: &buffer))
        buffer.finish(.success(timings))
        #expect(buffer.next() == .chunk(Array("abcde".utf8), resumesTransfer: false))
        #expect(buffer.next() == .end(.success(timings)))
        #expect(buffer.next() == .end(.success(timings)))
    }

    @Test func `a full buffer takes nothing and resumes the transfer when it is read`() {
        var buffer = BodyBuffer(capacity: 4)
        #expect(append("abcd", to: &buffer))
        #expect(!append("e", to: &buffer))
        #expect(buffer.next() == .chunk(Array("abcd".utf8), resumesTransfer: true))
        #expect(append("e", to: &buffer))
        #expect(buffer.next() == .chunk(Array("e".utf8), resumesTransfer: false))
    }

    @Test func `an empty buffer takes a piece above its capacity`() {
        var buffer = BodyBuffer(capacity: 1)
        #expect(append("abc", to: &buffer))
    }

    @Test func `the first outcome counts`() {
        var buffer = BodyBuffer(capacity: 1)
        #expect(!buffer.isHeadDecided)
        buffer.finish(.failure(.cancelled))
        buffer.finish(.success(timings))
        #expect(buffer.isHeadDecided)
        #expect(buffer.next() == .end(.failure(.cancelled)))
    }

    private func append(_ text: String, to buffer: inout BodyBuffer) -> Bool {
        Array(text.utf8).withUnsafeBytes { buffer.append($0) }
    }
}
