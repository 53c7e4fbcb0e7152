/// The chance of a false alarm that all audits of a feature share.
///
/// Every e-process holds however often and however long somebody looks (Ville's inequality), so the
/// windows of time cost nothing; audits, questions and slices share the chance equally (Bonferroni).
package struct AuditBudget: Hashable, Sendable {
    /// Over all audits, slices and windows of a year, in (0, 1).
    package static let yearly = 0.05

    /// How many questions the feature has.
    package var questions: Int

    /// Which start of a part of the log is read; 0 for the whole log.
    package var start: Int

    package init(questions: Int = 1, start: Int = 0) {
        self.questions = max(1, questions)
        self.start = start
    }

    /// Returns what one of `checks` e-processes of an audit may spend.
    ///
    /// Ten audits share, whether or not all of them run: one that is added takes nothing away. The
    /// starts of a log's parts share as much once more: the j-th has 1 / (j (j + 1)) of it.
    package func alpha(checks: Int) -> Double {
        let starts = start == 0 ? 1 : start * (start + 1)
        return Self.yearly / Double(AuditID.allCases.count * questions * max(1, checks) * starts)
    }
}
