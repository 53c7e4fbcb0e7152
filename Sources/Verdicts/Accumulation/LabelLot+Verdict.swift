import Decisions

extension LabelLot {
    /// Whether a truth counts for nothing, since the lot did not draw its case.
    ///
    /// On disagreements that is any truth, as who brought it did so by no lot; on agreements one that
    /// `isDrawn` with a greater chance, as by a judge's doubt: such cases would count too often. The
    /// question is the first.
    func leavesOut(_ caseNumber: Int, isDisagreement: Bool, isDrawn: Bool) -> Bool {
        (isDisagreement ? sample.disagreements < 1 : isDrawn)
            && place(caseNumber: caseNumber, question: 0, isDisagreement: isDisagreement) == nil
    }
}
