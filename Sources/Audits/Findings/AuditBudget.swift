/// The chance of a false alarm that all audits of a feature share.
///
/// Every e-process holds however often and however long somebody looks (Ville's inequality), so the
/// windows of time cost nothing; audits, questions and slices share the chance equally (Bonferroni).
package struct AuditBudget: Hashable, Sendable {
    /// Over all audits, slices and windows of a year, in (0, 1).
    package static let yearly = 0.05

    /// How many questions the feature has.
    package var questions: Int

    package init(questions: Int = 1) {
        self.questions = max(1, questions)
    }

    /// Returns what one of `checks` e-processes of an audit may spend.
    ///
    /// Ten audits share, whether or not all of them run: one that is added takes nothing away.
    package func alpha(checks: Int) -> Double {
        Self.yearly / Double(AuditID.allCases.count * questions * max(1, checks))
    }
}
