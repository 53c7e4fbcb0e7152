/// How recorded cases are replayed.
package struct ReplayOptions: Sendable {
    /// One part of the cases: of `count` parts the one with `index`, from 1.
    package struct Shard: Hashable, Sendable {
        package var index: Int
        package var count: Int

        package init(index: Int, count: Int) {
            precondition(count > 0 && (1...count).contains(index))
            self.index = index
            self.count = count
        }

        /// Whether a case belongs to this part: by its id, so that every machine agrees.
        package func contains(_ caseID: String) -> Bool {
            guard count > 1 else { return true }
            // FNV-1a, 64 bits: the same on every machine and in every version.
            let hash = caseID.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
                ($0 ^ UInt64($1)) &* 0x100_0000_01B3
            }
            return Int(hash % UInt64(count)) == index - 1
        }
    }

    /// The most cases to read; `nil` for all.
    package var limit: Int?
    package var shard = Shard(index: 1, count: 1)
    /// How often a model is asked about a case: from 2 on, its noise floor.
    package var repeats = 1
    /// Whether answers that failed are asked for again.
    package var retryFailed = false

    package init() {}
}
