import GRDB

/// Empties cells of the blocks of questions, within one transaction.
struct CellEraser {
    private let questions: String
    private let database: Database

    init(_ questions: [Int64], _ database: Database) {
        self.questions = questions.map(String.init).joined(separator: ", ")
        self.database = database
    }

    /// Empties the cells of the answers to cases that `isChosen` names.
    func eraseAnswers(_ isChosen: (Int) -> Bool) throws {
        try erase("answer_block", empty: AnswerCell.empty, isChosen)
    }

    /// Empties the cells of the outcomes of cases that `isChosen` names.
    func eraseOutcomes(_ isChosen: (Int) -> Bool) throws {
        try erase("outcome_block", empty: OutcomeCell.none, isChosen)
    }

    private func erase<Cell: BitwiseCopyable & Equatable>(
        _ table: String, empty: Cell, _ isChosen: (Int) -> Bool
    ) throws {
        let blocks = try database.makeStatement(
            sql: "SELECT rowid, block, cells FROM \(table) WHERE question_id IN (\(questions))")
        let update = try database.cachedStatement(
            sql: "UPDATE \(table) SET cells = ? WHERE rowid = ?")
        let delete = try database.cachedStatement(sql: "DELETE FROM \(table) WHERE rowid = ?")
        while try blocks.nextRow() {
            let row = blocks.int(0)
            var block = CellBlock<Cell>(blocks.bytes(2), empty: empty)
            if let first = CellBlock<Cell>.firstCase(ofBlock: blocks.int(1)) {
                let chosen = block.cells.indices.filter {
                    block[$0] != empty && isChosen(first + $0)
                }
                guard !chosen.isEmpty else { continue }
                for index in chosen { block[index] = empty }
                if block.cells.contains(where: { $0 != empty }) {
                    block.cells.withUnsafeBytes { update.bind(blob: $0, at: 1) }
                    update.bind(row, at: 2)
                    try update.run()
                    continue
                }
            }
            delete.bind(row, at: 1)
            try delete.run()
        }
    }
}
