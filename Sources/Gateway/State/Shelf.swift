/// Values that take a while to make: each is kept for a time, and made once however many ask.
actor Shelf<Value: Sendable> {
    private struct Entry {
        var work: Task<Value, any Error>
        var madeAt: Int64
    }

    private let age: Duration
    private let nanoseconds: @Sendable () -> Int64
    private var entries: [String: Entry] = [:]

    /// Keeps values for `age` of the clock that `nanoseconds` reads.
    init(_ age: Duration, nanoseconds: @Sendable @escaping () -> Int64) {
        self.age = age
        self.nanoseconds = nanoseconds
    }

    /// Returns what is kept under `key`, or makes it.
    func value(
        for key: String, _ make: @Sendable @escaping () async throws -> Value
    ) async throws -> Value {
        let now = nanoseconds()
        if let entry = entries[key], Duration.nanoseconds(now - entry.madeAt) < age {
            return try await entry.work.value
        }
        let work = Task { try await make() }
        entries[key] = Entry(work: work, madeAt: now)
        return try await work.value
    }

    /// Has the value made again the next time.
    func forget(_ key: String) { entries[key] = nil }
}
