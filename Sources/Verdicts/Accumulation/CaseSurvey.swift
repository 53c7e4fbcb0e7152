import Decisions
import Evidence
import Statistics

/// What is counted of the cases in any order, and what must be known before they are taken in
/// theirs.
///
/// Surveys of consecutive stretches of the log can be joined: the counts are the same as those of
/// one survey of all.
struct CaseSurvey: Sendable {
    let input: VerdictInput
    private let options: Int
    private let cutoff: Int64
    private(set) var caps: Caps
    private(set) var heuristic: PathTally
    private(set) var model: PathTally
    private(set) var counts = CaseCounts()
    /// Heuristic by row, model by column: cases that both answered.
    private(set) var bothAnswered: CountTable
    /// Truth by row, what the cascade did by column: cases that both were asked, agreeing and
    /// differing ones.
    private(set) var cascade: (agreeing: CountTable, differing: CountTable)
    private(set) var pairs = LabelledPairs()
    private(set) var sampling = Sampling()
    private(set) var frontier: FrontierSample
    private let lot: LabelLot

    /// Creates a survey; `halvings` is how often others had to halve the frontier's sample already.
    init(_ input: VerdictInput, halvings: Int = 0) {
        self.input = input
        frontier = FrontierSample(halvings: halvings)
        options = input.question.options.count
        lot = LabelLot(
            feature: input.feature, questions: [input.question.name], input.outcome.labels)
        caps = Caps(input)
        cutoff = Self.cutoff(input)
        heuristic = PathTally(options: options)
        model = heuristic
        bothAnswered = CountTable(rows: options, columns: options)
        let empty = CountTable(rows: options, columns: options + 2)
        cascade = (empty, empty)
    }

    /// Cases up to this time are old enough, in microseconds since 1970.
    static func cutoff(_ input: VerdictInput) -> Int64 {
        input.now.microseconds - Int64(clamping: input.outcome.maturesAfter.microseconds)
    }

    /// Counts a case; returns its record where it is old enough and either path was asked.
    mutating func append(_ row: EvidenceRow) -> CaseRecord? {
        if input.asOf != .today {
            return asOf(row).flatMap { appendKnown($0) }
        }
        return appendKnown(row)
    }

    private mutating func appendKnown(_ row: EvidenceRow) -> CaseRecord? {
        var row = row
        let first = row.answers.first ?? .empty
        let second = row.answers.count > 1 ? priced(row.answers[1]) : .empty
        let heuristicSlot = first.slot(options: options)
        let modelSlot = second.slot(options: options)
        guard row.caseNumber >= input.firstCase else {
            counts.beforePlan += 1
            return nil
        }
        if heuristicSlot == CaseRecord.none { heuristic.appendUnasked(first) }
        if modelSlot == CaseRecord.none { model.appendUnasked(second) }
        guard heuristicSlot != CaseRecord.none || modelSlot != CaseRecord.none else {
            return nil
        }
        counts.append(time: row.time)
        // Nobody knows whether a case without a time is old enough.
        let isMature = row.time.map { $0 <= cutoff } ?? (input.outcome.maturesAfter == .zero)
        let stratum = CaseStratum(
            heuristic: heuristicSlot, model: modelSlot, options: options)
        // Whether the case's truth, should it be known, counts for nothing.
        let isLeftOut =
            isMature && stratum != .alone && input.outcome.dependsOnAnswer == .no
            && lot.leavesOut(
                row.caseNumber, isDisagreement: stratum == .differing,
                isDrawn: row.labelChance != nil)
        if isMature { count(row, stratum, isLeftOut: isLeftOut) }
        // Who brought such a truth did so by no lot.
        if isLeftOut { row.truth = nil }
        // An outcome that the answer shaped is no truth about the other path.
        let truth = isMature && input.outcome.dependsOnAnswer == .no ? row.truth : nil
        counts.append(row, isMature: isMature)
        if heuristicSlot != CaseRecord.none {
            heuristic.append(
                first, slot: Int(heuristicSlot), truth: truth, isMature ? stratum : nil)
            if modelSlot == CaseRecord.none { counts.onlyHeuristicAsked += 1 }
        }
        if modelSlot != CaseRecord.none {
            model.append(second, slot: Int(modelSlot), truth: truth, isMature ? stratum : nil)
            if heuristicSlot == CaseRecord.none { counts.onlyModelAsked += 1 }
        }
        if heuristicSlot < options, modelSlot < options {
            bothAnswered[Int(heuristicSlot), Int(modelSlot)] += 1
        }
        guard isMature else { return nil }
        if stratum != .alone {
            let differs = stratum == .differing
            pairs.append(
                differs: differs, truth: truth, heuristic: Int(heuristicSlot),
                model: Int(modelSlot))
            if let truth {
                let slot = Int(heuristicSlot < options ? heuristicSlot : modelSlot)
                if differs {
                    cascade.differing[truth, slot] += 1
                } else {
                    cascade.agreeing[truth, slot] += 1
                }
            }
        }
        var record = caps.record(
            row, truth: row.truth, heuristic: (first, heuristicSlot), model: (second, modelSlot))
        record.isLeftOut = isLeftOut && stratum == .differing
        if let truth {
            frontier.append(
                record, truth: truth, heuristic: first, model: second,
                hasModel: input.model != nil)
        }
        sampling.append(record)
        return record
    }

    /// Counts a label that came outside the lot, or was drawn with another chance.
    private mutating func count(_ row: EvidenceRow, _ stratum: CaseStratum, isLeftOut: Bool) {
        guard row.truth != nil, stratum != .alone, input.outcome.dependsOnAnswer == .no else {
            return
        }
        if isLeftOut, stratum == .differing { counts.outsideLot += 1 }
        let chance = lot.sample.chance(isDisagreement: stratum == .differing)
        if let logged = row.labelChance, abs(Double(logged) - chance) > 1e-6 {
            counts.otherChance += 1
        }
    }

    /// Adds what the survey of a later stretch counted.
    mutating func join(_ later: CaseSurvey) {
        caps.join(later.caps)
        heuristic.join(later.heuristic)
        model.join(later.model)
        counts.join(later.counts)
        bothAnswered.join(later.bothAnswered)
        cascade.agreeing.join(later.cascade.agreeing)
        cascade.differing.join(later.cascade.differing)
        pairs.join(later.pairs)
        sampling.join(later.sampling)
        frontier.join(later.frontier)
    }

    /// Whether nobody knows what the model costs: said so, or no call has a price.
    var isModelPriceUnknown: Bool {
        switch input.model?.price {
        case .free: false
        case .unknown, nil: true
        case .capped: model.asked > 0 && model.priced == 0
        }
    }

    /// The case as it was known on the day that the verdict is about; nil where it came later.
    func asOf(_ row: EvidenceRow) -> EvidenceRow? {
        guard row.time ?? .min <= input.now.microseconds else { return nil }
        guard input.asOf == .received, row.outcomeReceivedAt ?? .min > input.now.microseconds else {
            return row
        }
        var row = row
        (row.truth, row.outcomeCount, row.isDisputed) = (nil, 0, false)
        return row
    }

    /// The model's answer with today's price, where none was known when it was logged.
    ///
    /// A call that failed may have cost nothing: only its tokens say that it was charged.
    mutating func priced(_ cell: AnswerCell) -> AnswerCell {
        guard let price = input.model?.laterPrice, cell.price == nil,
            cell.isAnswered || cell.tokens != nil, let paid = price.price(of: cell.tokens)
        else { return cell }
        model.countLaterPrice()
        var cell = cell
        cell.price = paid
        return cell
    }
}

extension OrderedEvidence {
    /// Begins the line of evidence that the cases of a survey make.
    init(_ survey: CaseSurvey, slices: SliceIndex, isBetting: Bool) {
        self.init(
            survey.input, sampling: survey.sampling, slices: slices,
            isPriceUnknown: survey.isModelPriceUnknown, isBetting: isBetting)
    }
}

extension Duration {
    var microseconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) * 1e6 + Double(attoseconds) * 1e-12
    }
}

extension Int64 {
    /// The nearest number that fits.
    init(clamping value: Double) {
        self = value >= 9.2e18 ? .max / 2 : value <= -9.2e18 ? .min / 2 : Int64(value)
    }
}
