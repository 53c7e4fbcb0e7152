import GRDB

/// Finds the cases that live observations are about, within one transaction.
struct LiveObservationIndex {
    struct Owner {
        var caseNumber: Int
        var caseID: String
    }

    private let questions: Set<Int64>
    private let find: Statement?

    init(_ feature: FeatureKey, _ database: Database) throws {
        questions = Set(feature.loggedQuestionIDs)
        guard try Schema.hasLive(database) else {
            find = nil
            return
        }
        find = try database.cachedStatement(
            sql: """
                SELECT question_id, case_number, case_id FROM observation
                WHERE observation_id = ? AND live IS NOT NULL
                """)
    }

    /// Returns the case of the feature's observation that `text` is the id of; `nil` where there
    /// is none.
    func owner(of text: String) throws -> Owner? {
        guard let find, let id = EvidenceID(text) else { return nil }
        find.bind(id, at: 1)
        guard try find.nextRow() else { return nil }
        defer { find.endReading() }
        // Below 0 stands no case: it has been deleted or given up.
        guard questions.contains(find.int(0)), find.int(1) >= 0 else { return nil }
        return Owner(caseNumber: Int(find.int(1)), caseID: find.text(2))
    }
}
