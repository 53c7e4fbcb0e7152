import Decisions
package import Evidence
import Synchronization

/// Reads a log for a verdict, on several cores and without keeping its cases.
///
/// What comes out is what `VerdictAccumulator` makes of the same rows. Cases are counted and taken
/// in their order at once, on what the first of them say of prices and probabilities; where later
/// ones say otherwise, the same state of the log is read a second time. Where cases were logged in
/// another order than that of their times, those are kept that later ones may precede: 48 bytes each.
package struct VerdictScan: Sendable {
    private let setting: VerdictSetting
    private let blocks: Int

    /// Creates a reading of what `VerdictAccumulator` takes row by row, so many `blocks` of 128 cases
    /// at a time.
    package init(
        _ input: VerdictInput, repeats: RepeatedAnswers = RepeatedAnswers(),
        assignments: Assignments = Assignments(), slices: SliceIndex = SliceIndex(),
        blocks: Int = 64
    ) {
        self.blocks = blocks
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
            feature, question: input.question.name, paths: paths, blocks: blocks
        ) { scan throws(EvidenceError) in
            let first = FirstReading(setting, starts: try await scan.starts())
            // What the sample of the cases so far lacks, that of all will lack too.
            let halvings = Mutex(0)
            let read = try await scan.fold(into: first) {
                try StretchRecords($0, input, halvings: halvings.withLock(\.self))
            } join: {
                $0.append($1)
                let made = $0.survey.frontier.halvings
                halvings.withLock { $0 = made }
            }
            if let line = read.line { return line.verdict(read.survey) }
            let cases = OrderedCases(EvidenceLine(setting, read.survey), starts: read.starts)
            return try await scan.fold(into: cases) {
                try StretchRecords($0, input, halvings: read.survey.frontier.halvings).records
            } join: {
                $0.append($1)
            }.line.verdict(read.survey)
        }
    }
}

/// Counts cases and takes them in their order, as long as what that takes is as it was assumed.
private struct FirstReading: Sendable {
    private let setting: VerdictSetting
    let starts: [Int64]
    private(set) var survey: CaseSurvey
    private var cases: OrderedCases?
    private var hasBegun = false
    private var isPriceUnknown = false

    init(_ setting: VerdictSetting, starts: [Int64]) {
        self.setting = setting
        self.starts = starts
        survey = CaseSurvey(setting.input)
    }

    /// What the cases make; nil where something was not as it was assumed.
    var line: EvidenceLine? { hasBegun ? cases?.line : EvidenceLine(setting, survey) }

    mutating func append(_ part: StretchRecords) {
        survey.join(part.survey)
        if !hasBegun {
            hasBegun = true
            isPriceUnknown = survey.isModelPriceUnknown
            cases = OrderedCases(EvidenceLine(setting, survey), starts: starts)
        }
        // Whether probabilities are unequal must be known ahead.
        let weighs = survey.sampling.weighs(setting.input)
        if weighs || survey.isModelPriceUnknown != isPriceUnknown { cases = nil }
        cases?.append(part.records)
    }
}

/// The cases of a stretch of the log that count, in their order, and their counts.
private struct StretchRecords: Sendable {
    private(set) var survey: CaseSurvey
    private(set) var records: [CaseRecord] = []

    init(_ stretch: EvidenceScan.Stretch, _ input: VerdictInput, halvings: Int) throws {
        survey = CaseSurvey(input, halvings: halvings)
        records.reserveCapacity(stretch.cases)
        var isOrdered = true
        try stretch.forEachRow { row in
            guard let record = survey.append(row) else { return }
            if let last = records.last, !CaseRecord.isInOrder(last, record) { isOrdered = false }
            records.append(record)
        }
        if !isOrdered { records.sort(by: CaseRecord.isBefore) }
    }
}
