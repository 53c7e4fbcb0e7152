import Decisions
package import Evidence

/// Reads a log for a verdict, on several cores and without keeping its cases.
///
/// A first pass counts; a second one, over the same state of the log, takes the cases in their
/// order. What comes out is what `VerdictAccumulator` makes of the same rows. Where cases were
/// logged in another order than that of their times, those are kept that later ones may precede:
/// 48 bytes each.
package struct VerdictScan: Sendable {
    private let setting: VerdictSetting

    /// Creates a reading of what the accumulator of the same name takes row by row.
    package init(
        _ input: VerdictInput, repeats: RepeatedAnswers = RepeatedAnswers(),
        assignments: Assignments = Assignments(), slices: SliceIndex = SliceIndex()
    ) {
        setting = VerdictSetting(
            input: input, repeats: repeats, assignments: assignments, slices: slices)
    }

    /// Returns the verdict on what a log has of a feature.
    package func verdict(
        on feature: FeatureKey, in store: SQLiteEvidenceStore
    ) async throws(EvidenceError) -> Verdict {
        let input = setting.input
        let paths = [input.heuristic.version] + (input.model.map { [$0.version] } ?? [])
        return try await store.scan(
            feature, question: input.question.name, paths: paths
        ) { scan throws(EvidenceError) in
            let first = try await survey(scan)
            let line = OrderedCases(EvidenceLine(setting, first.survey), starts: first.starts)
            return try await scan.fold(into: line) { stretch in
                // Counted once more, for the records that come with it.
                try Self.read(stretch, CaseSurvey(input)).records
            } join: {
                $0.append($1)
            }.line.verdict()
        }
    }

    /// What is counted, and when each stretch of the log begins.
    private struct FirstPass: Sendable {
        var survey: CaseSurvey
        var starts: [Int64] = []
    }

    private func survey(_ scan: EvidenceScan) async throws(EvidenceError) -> FirstPass {
        let input = setting.input
        return try await scan.fold(into: FirstPass(survey: CaseSurvey(input))) { stretch in
            var survey = CaseSurvey(input)
            var start = Int64.max
            try stretch.forEachRow { row in
                if let record = survey.append(row) { start = min(start, record.time) }
            }
            return FirstPass(survey: survey, starts: [start])
        } join: {
            $0.survey.join($1.survey)
            $0.starts += $1.starts
        }
    }

    private static func read(
        _ stretch: EvidenceScan.Stretch, _ survey: consuming CaseSurvey
    ) throws -> (survey: CaseSurvey, records: [CaseRecord]) {
        var survey = survey
        var records: [CaseRecord] = []
        var isOrdered = true
        try stretch.forEachRow { row in
            guard let record = survey.append(row) else { return }
            if let last = records.last, !CaseRecord.isInOrder(last, record) { isOrdered = false }
            records.append(record)
        }
        if !isOrdered { records.sort(by: CaseRecord.isBefore) }
        return (survey, records)
    }
}
