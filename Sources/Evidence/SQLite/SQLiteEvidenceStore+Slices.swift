import GRDB

extension SQLiteEvidenceStore {
    /// How many cases are looked up at most; of more, a fixed sample.
    package static let mostSlicedCases = 200_000

    /// Returns into which slices a feature's cases fall, from the log.
    ///
    /// Of many cases, those are looked up that a hash chooses of every 2, 4, 8 … observations in a
    /// row; when the log has doubled, every second one of them stays.
    package func slices(
        of feature: FeatureKey, question: String, fields: [String]
    ) async throws(EvidenceError) -> SliceIndex {
        let id = feature.questionIDs[try index(ofQuestion: question, in: feature)]
        guard !fields.isEmpty else { return SliceIndex() }
        return try await read { database in
            let cases =
                try Int.fetchOne(
                    database, sql: "SELECT cases FROM feature WHERE feature_id = ?",
                    arguments: [feature.id]) ?? 0
            var slices = SliceIndex(fields)
            var halvings = 0
            while cases >> halvings > Self.mostSlicedCases { halvings += 1 }
            slices.share = 1 / Double(1 << halvings)
            var reader = try SliceReader(fields, of: id, isSample: halvings > 0, database)
            guard halvings > 0 else {
                try reader.read(into: &slices)
                return slices
            }
            let last = try Int.fetchOne(database, sql: "SELECT max(seq) FROM observation") ?? 0
            for place in 0...last >> halvings {
                let seq = NestedSample.choice(of: place, halvings: halvings)
                try reader.read(seq, into: &slices)
            }
            return slices
        }
    }
}

/// Reads the slices of observations.
private struct SliceReader {
    private let log: Statement
    private let fields: Range<Int>
    private let seqIndex: Int32

    init(_ fields: [String], of question: Int64, isSample: Bool, _ database: Database) throws {
        let columns = fields.map { _ in "json_extract(slices, ?)" }.joined(separator: ", ")
        log = try database.makeStatement(
            sql: """
                SELECT case_number, \(columns) FROM observation
                WHERE question_id = ? AND slices IS NOT NULL
                    AND case_number BETWEEN 0 AND \(UInt32.max)
                    \(isSample ? "AND seq = ?" : "")
                ORDER BY seq
                """)
        for (index, field) in fields.enumerated() {
            log.bind("$.\"\(field)\"", at: Int32(index + 1))
        }
        log.bind(question, at: Int32(fields.count + 1))
        self.fields = fields.indices
        seqIndex = Int32(fields.count + 2)
    }

    mutating func read(_ seq: Int, into slices: inout SliceIndex) throws {
        log.bind(seq, at: seqIndex)
        try read(into: &slices)
    }

    mutating func read(into slices: inout SliceIndex) throws {
        while try log.nextRow() {
            for index in fields {
                guard let value = log.optionalText(Int32(index + 1)) else { continue }
                slices.note(value, of: Int(log.int(0)), inField: index)
            }
        }
    }
}

/// One number of every 2ᵏ in a row, by a hash; those of a larger k are among those of a smaller one.
enum NestedSample {
    /// Returns the number that is chosen of the `place`th 2ᵏ numbers, k being `halvings`.
    static func choice(of place: Int, halvings: Int) -> Int {
        (0..<halvings).reversed().reduce(place) { chosen, level in
            2 * chosen + Int(truncatingIfNeeded: mixed(UInt64(chosen) << 6 | UInt64(level)) & 1)
        }
    }

    /// SplitMix64 (Steele, Lea & Flood 2014).
    private static func mixed(_ number: UInt64) -> UInt64 {
        var z = number &+ 0x9e37_79b9_7f4a_7c15
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
