import Synchronization

/// How many requests each key may make: a bucket that holds a second's worth and refills steadily.
final class RequestLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var filledAt: Int64
    }

    private let buckets = Mutex<[String: Bucket]>([:])

    /// Takes one request of a key that may make `limit` a second, at least one, at `now`, in
    /// nanoseconds; returns how long to wait where it has no more.
    func take(_ key: String, of limit: Int, at now: Int64) -> Duration? {
        let perSecond = Double(max(1, limit))
        return buckets.withLock { buckets in
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
