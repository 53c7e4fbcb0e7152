import Decisions
import Evidence

/// Takes in the cases that a survey counts, in their order, and gives the verdict.
struct EvidenceLine: Sendable {
    private let setting: VerdictSetting
    private let isShaped: Bool
    private let isPriceUnknown: Bool
    private var ordered: OrderedEvidence
    private var split: SplitEvidence?
    private var timeLine: TimeLineRecorder

    /// Begins with what must be known ahead of the cases: whether prices are, and with what
    /// probabilities the model was asked.
    init(_ setting: VerdictSetting, _ survey: CaseSurvey) {
        self.setting = setting
        let input = setting.input
        isShaped = input.outcome.dependsOnAnswer != .no
        isPriceUnknown = survey.isModelPriceUnknown
        ordered = OrderedEvidence(survey, slices: setting.slices, isBetting: true)
        split = SplitEvidence(input, isPriceUnknown: isPriceUnknown)
        timeLine = TimeLineRecorder(input, isPriceUnknown: isPriceUnknown)
    }

    /// Takes in the next cases.
    mutating func append(_ records: ArraySlice<CaseRecord>) {
        var rest = records
        while !rest.isEmpty {
            let next = rest.prefix(256)
            ordered.expect(next)
            for record in next { append(record) }
            rest = rest.dropFirst(next.count)
        }
    }

    mutating func append(_ record: CaseRecord) {
        var record = record
        if timeLine.isDue(before: record) { timeLine.look(ordered, before: record) }
        if isShaped {
            if let assignment = setting.assignments[Int(record.caseNumber)] {
                split?.append(record, assignment)
            }
            // An outcome that the answer shaped is no truth about the other path.
            record.truth = CaseRecord.none
        }
        ordered.append(record)
    }

    /// Returns the verdict; `survey` is that of all cases.
    consuming func verdict(_ survey: CaseSurvey) -> Verdict {
        let clipping = Clipping(
            prices: survey.caps.clippedPrices, latencies: survey.caps.clippedLatencies,
            unpriced: isPriceUnknown ? 0 : survey.caps.missingPrices)
        let weights = survey.pairs.weights
        let frontier = weights.flatMap {
            FrontierFinder(
                survey.frontier, setting.input, isPriceUnknown: isPriceUnknown, weights: $0)
        }
        var verdict = VerdictMaker(
            input: setting.input, heuristic: survey.heuristic, model: survey.model,
            cascade: survey.cascade, counts: survey.counts, bothAnswered: survey.bothAnswered,
            pairs: survey.pairs, noiseFloor: setting.repeats.noiseFloor, clipping: clipping,
            isModelPriceUnknown: isPriceUnknown, ordered: ordered, split: split,
            frontier: frontier?.frontier(), timeLine: timeLine.finish(ordered)
        ).verdict()
        verdict.labelWeights = weights
        if let weights {
            verdict.heuristic.stated = StatedConfidence(
                survey.frontier, of: .heuristic, setting.input, weights: weights)
            verdict.model?.stated = StatedConfidence(
                survey.frontier, of: .model, setting.input, weights: weights)
        }
        // Textbooks have no such figures for samples of which some kinds of case were drawn more often.
        if !isShaped, let weights, weights == (1, 1) {
            verdict.oneLooks = Challenger.allCases.compactMap {
                OneLook($0, survey.frontier, setting.input, isPriceUnknown: isPriceUnknown)
            }
        }
        return verdict
    }
}
