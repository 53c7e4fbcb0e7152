import Testing

@testable import CurlTransport

struct TransferDeadlinesTests {
    private let start = ContinuousClock.now

    @Test(
        arguments: [
            (0, nil), (9, nil), (10, .firstByteTimeout(.seconds(10))),
            (99, .firstByteTimeout(.seconds(10))), (200, .firstByteTimeout(.seconds(10))),
        ] as [(Int, TransportError?)])
    func `silence before the first byte ends at its timeout`(
        seconds: Int, expected: TransportError?
    ) {
        let deadlines = TransferDeadlines(timeouts, start: start)
        #expect(deadlines.expired(at: start + .seconds(seconds)) == expected)
    }

    @Test(
        arguments: [
            (8, nil), (12, nil), (13, .idleTimeout(.seconds(5))), (200, .idleTimeout(.seconds(5))),
        ] as [(Int, TransportError?)])
    func `silence after a byte ends at the idle timeout`(seconds: Int, expected: TransportError?) {
        var deadlines = TransferDeadlines(timeouts, start: start)
        deadlines.heard(at: start + .seconds(8))
        #expect(deadlines.expired(at: start + .seconds(seconds)) == expected)
    }

    @Test func `a steady response ends at the total timeout`() {
        var deadlines = TransferDeadlines(timeouts, start: start)
        for second in 0..<100 { deadlines.heard(at: start + .seconds(second)) }
        #expect(deadlines.expired(at: start + .seconds(99.9)) == nil)
        #expect(
            deadlines.expired(at: start + .seconds(100)) == .totalTimeout(.seconds(100)))
    }

    @Test func `a paused transfer is not silent, a resumed one is from then on`() {
        var deadlines = TransferDeadlines(timeouts, start: start)
        deadlines.heard(at: start)
        deadlines.pause()
        #expect(deadlines.expired(at: start + .seconds(99)) == nil)
        deadlines.resume(at: start + .seconds(50))
        #expect(deadlines.expired(at: start + .seconds(54)) == nil)
        #expect(deadlines.expired(at: start + .seconds(55)) == .idleTimeout(.seconds(5)))
    }

    @Test func `the next look is no later than what can expire, and never in the past`() {
        var deadlines = TransferDeadlines(timeouts, start: start)
        // A byte might come now, and silence follow.
        #expect(deadlines.next(after: start) == start + .seconds(5))
        #expect(deadlines.next(after: start + .seconds(6)) == start + .seconds(10))
        deadlines.heard(at: start + .seconds(7))
        #expect(deadlines.next(after: start + .seconds(8)) == start + .seconds(12))
        deadlines.pause()
        #expect(deadlines.next(after: start + .seconds(9)) == start + .seconds(100))
    }

    private var timeouts: HTTPTimeouts {
        HTTPTimeouts(firstByte: .seconds(10), idle: .seconds(5), total: .seconds(100))
    }
}
