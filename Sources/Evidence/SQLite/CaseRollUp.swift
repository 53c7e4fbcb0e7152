import Decisions
import GRDB

/// Makes the index of a feature's cases and their blocks again from the log.
///
/// The log has a case as soon as it has an observation of it. What the index has of others stays,
/// and so do the source and line that gave a case last, which the log does not have.
struct CaseRollUp {
    private let feature: FeatureKey
    private let database: Database
    private let condition: String

    init(_ feature: FeatureKey, _ database: Database) throws {
        self.feature = feature
        self.database = database
        let ids = try LoggedQuestion.all(of: feature, database).map { String($0.id) }
        // A number beyond this is damage: cases are numbered from 0 without gaps.
        condition = """
            question_id IN (\(ids.joined(separator: ", ")))
            AND case_number BETWEEN 0 AND \(UInt32.max)
            """
    }

    func rebuild() throws {
        let last = try Int.fetchOne(
            database, sql: "SELECT max(case_number) FROM observation WHERE \(condition)")
        if let last {
            try database.execute(
                sql: "UPDATE feature SET cases = max(cases, ?) WHERE feature_id = ?",
                arguments: [last + 1, feature.id])
        }
        try CaseIndex.settleAll(feature.id, database)
        try rebuildIndex()
        try rebuildCells()
    }

    /// The latest number of an id is its case's, unless a later input has no answer yet.
    private func rebuildIndex() throws {
        let log = try database.makeStatement(
            sql: """
                SELECT case_id, max(case_number), input FROM observation
                WHERE \(condition) GROUP BY case_id
                """)
        let write = try database.makeStatement(
            sql: """
                INSERT INTO case_entry (feature_id, case_id, case_number, input_hash)
                VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET
                    case_number = excluded.case_number, input_hash = excluded.input_hash
                WHERE excluded.case_number >= case_number
                """)
        while try log.nextRow() {
            write.bind(feature.id, at: 1)
            write.bind(log.text(0), at: 2)
            write.bind(log.int(1), at: 3)
            write.bind(Int64(bitPattern: ContentHash(bytes: log.bytes(2)).high), at: 4)
            try write.run()
        }
    }

    private func rebuildCells() throws {
        let index = try CaseIndex(feature.id, database)
        let cells = try BlockTable.cases(database)
        let owner = BlockOwner(id: feature.id)
        // The first observation of a number comes last and stays: a case keeps its time and user.
        let log = try database.makeStatement(
            sql: """
                SELECT case_number, case_id, time, user_id FROM observation
                WHERE \(condition) ORDER BY seq DESC
                """)
        while try log.nextRow() {
            let number = Int(log.int(0))
            guard try index.entry(of: log.text(1))?.caseNumber == number else {
                try cells.set(.superseded, at: number, of: owner)
                continue
            }
            var cell = try cells.cell(at: number, of: owner)
            if cell.isSuperseded { cell = .empty }
            cell.time = log.optionalInt(2) ?? CaseCell.noTime
            cell.user = log.optionalText(3).map(CaseCell.fingerprint) ?? 0
            try cells.set(cell, at: number, of: owner)
        }
        try cells.flush()
    }
}
