import Synchronization

/// How many requests each key may make: a bucket that holds a second's worth and refills steadily.
package final class RequestLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var filledAt: Int64
    }

    private let perSecond: Double
    private let buckets = Mutex<[String: Bucket]>([:])

    /// At most `perSecond` requests a second and key, at least one.
    package init(perSecond: Int) {
        self.perSecond = Double(max(1, perSecond))
    }

    /// Takes one request of a key at `now`, in nanoseconds; returns how long to wait where it has no
    /// more.
    func take(_ key: String, at now: Int64) -> Duration? {
        buckets.withLock { buckets in
            var bucket = buckets[key] ?? Bucket(tokens: perSecond, filledAt: now)
            let elapsed = Double(max(0, now - bucket.filledAt)) / 1e9
            bucket.tokens = min(perSecond, bucket.tokens + elapsed * perSecond)
            bucket.filledAt = now
            defer { buckets[key] = bucket }
            guard bucket.tokens >= 1 else {
                return .nanoseconds(Int64((1 - bucket.tokens) / perSecond * 1e9))
            }
            bucket.tokens -= 1
            return nil
        }
    }
}
