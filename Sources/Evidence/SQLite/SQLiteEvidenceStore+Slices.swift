import GRDB

extension SQLiteEvidenceStore {
    /// How many cases are looked up at most; of more, a sample by a hash of their numbers.
    package static let mostSlicedCases = 200_000

    /// Returns into which slices a feature's cases fall, from the log.
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
            let share = min(1, Double(Self.mostSlicedCases) / Double(max(1, cases)))
            let columns = fields.map { _ in "json_extract(slices, ?)" }.joined(separator: ", ")
            let log = try database.makeStatement(
                sql: """
                    SELECT case_number, \(columns) FROM observation
                    WHERE question_id = ? AND slices IS NOT NULL
                        AND case_number BETWEEN 0 AND \(UInt32.max)
                        AND case_number * 2654435761 % 4294967296 < ?
                    ORDER BY seq
                    """)
            for (index, field) in fields.enumerated() {
                log.bind("$.\"\(field)\"", at: Int32(index + 1))
            }
            log.bind(id, at: Int32(fields.count + 1))
            log.bind(Int64(share * 4_294_967_296), at: Int32(fields.count + 2))
            var slices = SliceIndex(fields)
            slices.share = share
            while try log.nextRow() {
                for index in fields.indices {
                    guard let value = log.optionalText(Int32(index + 1)) else { continue }
                    slices.note(value, of: Int(log.int(0)), inField: index)
                }
            }
            return slices
        }
    }
}
