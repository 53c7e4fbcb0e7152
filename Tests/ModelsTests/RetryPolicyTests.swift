import CurlTransport
import Decisions
import Testing

@testable import Models

struct RetryPolicyTests {
    @Test func `the backoff doubles up to eight seconds`() {
        var policy = RetryPolicy(retries: 7, deadline: .seconds(600))
        let waits = (0..<8).map { _ in policy.action(after: .passing(), elapsed: .zero, jitter: 0) }
        let seconds = [0.5, 1, 2, 4, 8, 8, 8]
        #expect(waits == seconds.map { .retry(after: .seconds($0)) } + [.giveUp])
    }

    @Test func `jitter shortens a backoff by up to a quarter`() {
        var policy = RetryPolicy(retries: 1, deadline: .seconds(600))
        #expect(
            policy.action(after: .passing(), elapsed: .zero, jitter: 1)
                == .retry(after: .milliseconds(375)))
    }

    @Test(arguments: [
        RetryPolicy.Signal.permanent, .passing(mayRetry: false),
        .passing(retryAfter: .seconds(1), mayRetry: false),
    ])
    func `what will not pass is not retried`(signal: RetryPolicy.Signal) {
        var policy = RetryPolicy(retries: 5, deadline: .seconds(600))
        #expect(policy.action(after: signal, elapsed: .zero, jitter: 0) == .giveUp)
    }

    @Test func `a server's wait is kept exactly`() {
        var policy = RetryPolicy(retries: 5, deadline: .seconds(600))
        #expect(
            policy.action(after: .passing(retryAfter: .seconds(37)), elapsed: .zero, jitter: 0.9)
                == .retry(after: .seconds(37)))
    }

    @Test func `a wait that reaches the deadline is not begun`() {
        var policy = RetryPolicy(retries: 5, deadline: .seconds(8))
        #expect(
            policy.action(after: .passing(retryAfter: .seconds(5)), elapsed: .seconds(3), jitter: 0)
                == .giveUp)
        #expect(
            policy.action(after: .passing(retryAfter: .seconds(4)), elapsed: .seconds(3), jitter: 0)
                == .retry(after: .seconds(4)))
    }

    @Test func `no time is left at the deadline`() {
        let policy = RetryPolicy(retries: 0, deadline: .seconds(8))
        #expect(policy.timeLeft(at: .seconds(3)) == .seconds(5))
        #expect(policy.timeLeft(at: .seconds(8)) == nil)
    }
}

struct RetryHintTests {
    private static let now = Timestamp("2026-11-22T12:00:00Z") ?? Timestamp(microseconds: 0)

    @Test(arguments: [408, 409, 429, 500, 502, 503, 529])
    func `a status that may pass is retried`(status: Int) {
        #expect(RetryHint.signal(status: status, headers: [:], now: Self.now) == .passing())
    }

    @Test(arguments: [301, 400, 401, 403, 404, 413, 422])
    func `other statuses are not retried`(status: Int) {
        let headers: HTTPHeaders = ["x-should-retry": "true", "retry-after": "1"]
        #expect(RetryHint.signal(status: status, headers: headers, now: Self.now) == .permanent)
    }

    @Test(
        arguments: [
            (["Retry-After": "3"], Duration.seconds(3)),
            (["retry-after": "0"], .zero),
            (["Retry-After": "1.5"], .milliseconds(1500)),
            (["Retry-After": "Sun, 22 Nov 2026 12:00:07 GMT"], .seconds(7)),
            (["Retry-After": "Sun, 22 Nov 2026 11:00:00 GMT"], .zero),
            (["retry-after-ms": "250", "Retry-After": "9"], .milliseconds(250)),
            (["retry-after-ms": "soon", "Retry-After": "9"], .seconds(9)),
            (["Retry-After": "1e300"], .seconds(31_536_000)),
            (["Retry-After": "-1"], nil), (["Retry-After": "soon"], nil),
            (["Retry-After": "nan"], nil),
            (["Retry-After": "Sun, 31 Feb 2026 12:00:07 GMT"], nil),
        ] as [([String: String], Duration?)])
    func `the wait is read from the headers`(headers: [String: String], wait: Duration?) {
        let fields = headers.sorted { $0.key < $1.key }
            .map { HTTPHeaders.Field(name: $0.key, value: $0.value) }
        #expect(
            RetryHint.signal(status: 429, headers: HTTPHeaders(fields), now: Self.now)
                == .passing(retryAfter: wait))
    }

    @Test func `a server may forbid retries`() {
        let signal = RetryHint.signal(
            status: 429, headers: ["x-should-retry": "false", "retry-after": "1"], now: Self.now)
        #expect(signal == .passing(retryAfter: .seconds(1), mayRetry: false))
    }
}
