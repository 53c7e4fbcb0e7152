import GRDB

/// Joins logged outcomes to the cases that they turn out to be about, within one transaction.
struct OutcomeAdoption {
    private let feature: FeatureKey
    /// Questions of which outcomes wait for their cases.
    private let waiting: [Int64]
    private let join: OutcomeJoin
    private let cells: BlockTable<OutcomeCell>
    private let rollUp: OutcomeRollUp

    init(_ feature: FeatureKey, _ database: Database) throws {
        self.feature = feature
        waiting = try feature.loggedQuestionIDs.filter { try OutcomeJoin.hasWaiting($0, database) }
        join = try OutcomeJoin(database)
        cells = try BlockTable.outcomes(database)
        rollUp = try OutcomeRollUp(feature.countingRule, database)
    }

    /// Joins what waits for `caseID` to its case.
    func adopt(_ caseID: @autoclosure () -> String, _ number: Int) throws {
        guard !waiting.isEmpty else { return }
        let caseID = caseID()
        for question in waiting where try join.adopt(caseID, number, question: question) {
            try recount(number, question)
        }
    }

    /// Joins the outcomes of a case to its new number: they are about the case, not its input.
    func move(from old: Int, to new: Int) throws {
        for question in feature.loggedQuestionIDs {
            let owner = BlockOwner(id: question)
            guard try cells.cell(at: old, of: owner).count > 0 else { continue }
            try join.move(from: old, to: new, question: question)
            try recount(new, question)
            try cells.set(.none, at: old, of: owner)
        }
    }

    private func recount(_ number: Int, _ question: Int64) throws {
        try cells.set(
            try rollUp.count(number, question), at: number, of: BlockOwner(id: question))
    }

    func finish() throws {
        try cells.flush()
    }
}
