import Decisions
package import Evidence

/// Takes in the evidence row by row and gives the verdict.
///
/// Rows ask for the heuristic's and the model's version, in this order. They may come in any
/// order: they count by case time, ties by case number, cases without a time first. It keeps
/// 48 bytes a case that is old enough; `VerdictScan` reads a log without keeping them.
package struct VerdictAccumulator: Sendable {
    private let setting: VerdictSetting
    private var survey: CaseSurvey
    private var records: [CaseRecord] = []
    private var isOrdered = true

    /// Creates an accumulator.
    ///
    /// `repeats` holds all tries of the model, where it was asked again, `assignments` who was in
    /// charge of which case, where that was drawn, and `slices` into which slices cases fall.
    package init(
        _ input: VerdictInput, repeats: RepeatedAnswers = RepeatedAnswers(),
        assignments: Assignments = Assignments(), slices: SliceIndex = SliceIndex()
    ) {
        setting = VerdictSetting(
            input: input, repeats: repeats, assignments: assignments, slices: slices)
        survey = CaseSurvey(input)
    }

    /// Counts a case.
    package mutating func append(_ row: EvidenceRow) {
        guard let record = survey.append(row) else { return }
        if let last = records.last, !CaseRecord.isInOrder(last, record) { isOrdered = false }
        records.append(record)
    }

    /// The sample of the cases that the frontier is made of.
    var frontier: FrontierSample { survey.frontier }

    /// Returns the verdict on what has been taken in.
    package consuming func finish() -> Verdict {
        sort()
        var line = EvidenceLine(setting, survey)
        for record in records { line.append(record) }
        return line.verdict(survey)
    }

    /// Shows the evidence after each case, in their order, until `body` returns false.
    consuming func watch(_ body: (OrderedEvidence) -> Bool) {
        sort()
        var ordered = OrderedEvidence(survey, slices: setting.slices, isBetting: false)
        for record in records {
            ordered.append(record)
            guard body(ordered) else { return }
        }
    }

    private mutating func sort() {
        guard !isOrdered else { return }
        records.sort(by: CaseRecord.isBefore)
        isOrdered = true
    }
}
