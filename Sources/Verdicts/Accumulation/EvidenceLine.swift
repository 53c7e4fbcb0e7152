import Decisions
import Evidence

/// Takes in the cases of a survey in their order, and gives the verdict.
struct EvidenceLine: Sendable {
    private let setting: VerdictSetting
    private let survey: CaseSurvey
    private let isShaped: Bool
    private let isPriceUnknown: Bool
    private var ordered: OrderedEvidence
    private var split: SplitEvidence?
    private var timeLine: TimeLineRecorder

    init(_ setting: VerdictSetting, _ survey: CaseSurvey) {
        self.setting = setting
        self.survey = survey
        let input = setting.input
        isShaped = input.outcome.dependsOnAnswer != .no
        isPriceUnknown = survey.isModelPriceUnknown
        ordered = OrderedEvidence(survey, slices: setting.slices, isBetting: true)
        split = SplitEvidence(
            input, isAmbiguous: survey.isAmbiguous, isPriceUnknown: isPriceUnknown)
        timeLine = TimeLineRecorder(input, times: survey.times, isPriceUnknown: isPriceUnknown)
    }

    mutating func append(_ record: CaseRecord) {
        var record = record
        timeLine.pass(record, ordered)
        if isShaped {
            if let assignment = setting.assignments[Int(record.caseNumber)] {
                split?.append(record, assignment)
            }
            // An outcome that the answer shaped is no truth about the other path.
            record.truth = CaseRecord.none
        }
        ordered.append(record)
    }

    consuming func verdict() -> Verdict {
        let clipping = Clipping(
            prices: survey.caps.clippedPrices, latencies: survey.caps.clippedLatencies,
            unpriced: isPriceUnknown ? 0 : survey.caps.missingPrices)
        let frontier = FrontierFinder(
            survey.frontier, setting.input, isPriceUnknown: isPriceUnknown)
        return VerdictMaker(
            input: setting.input, heuristic: survey.heuristic, model: survey.model,
            cascade: survey.cascade, counts: survey.counts, bothAnswered: survey.bothAnswered,
            pairs: survey.pairs, noiseFloor: setting.repeats.noiseFloor, clipping: clipping,
            isModelPriceUnknown: isPriceUnknown, ordered: ordered, split: split,
            frontier: frontier?.frontier(), timeLine: timeLine.finish(ordered)
        ).verdict()
    }
}
