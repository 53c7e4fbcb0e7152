package import Decisions
package import Evidence

/// How often and how two paths disagree: what a plan can know before there is any outcome.
///
/// Rows ask for the heuristic's and the model's version, in this order.
package struct DisagreementTally: Sendable {
    private let options: Int
    /// Heuristic by row, model by column: the options, then abstained, then failed.
    private(set) var counts: CountTable

    package init(_ question: Question) {
        options = question.options.count
        counts = CountTable(rows: options + 2, columns: options + 2)
    }

    package mutating func append(_ row: EvidenceRow) {
        guard row.answers.count > 1 else { return }
        let (heuristic, model) = (
            row.answers[0].slot(options: options), row.answers[1].slot(options: options)
        )
        guard heuristic != CaseRecord.none, model != CaseRecord.none else { return }
        counts[Int(heuristic), Int(model)] += 1
    }

    /// Cases that both paths were asked.
    package var cases: Int { counts.total }

    /// The share of them in which the challenger would not have done what the heuristic did.
    package func share(_ challenger: Challenger) -> Double? {
        let total = cases
        guard total > 0 else { return nil }
        var differing = 0
        forEachDifference(challenger) { _, _, count in differing += count }
        return Double(differing) / Double(total)
    }

    /// Calls `body` with the two slots and the count of every way in which they differ.
    func forEachDifference(
        _ challenger: Challenger, _ body: (_ heuristic: Int, _ model: Int, _ count: Int) -> Void
    ) {
        for heuristic in 0..<counts.rows {
            if challenger == .cascade, heuristic < options { continue }
            for model in 0..<counts.columns where model != heuristic {
                let count = counts[heuristic, model]
                if count > 0 { body(heuristic, model, count) }
            }
        }
    }
}
