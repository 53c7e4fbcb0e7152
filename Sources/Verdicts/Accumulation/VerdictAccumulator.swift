import Baselines
import Decisions
package import Evidence
import Statistics

/// Takes in the evidence row by row and gives the verdict.
///
/// Rows ask for the heuristic's and the model's version, in this order. They may come in any
/// order: they count by case time, ties by case number, cases without a time first. It keeps
/// 48 bytes a case that is old enough, and nothing else that grows with the log.
package struct VerdictAccumulator: Sendable {
    let input: VerdictInput
    private let repeats: RepeatedAnswers
    private let assignments: Assignments
    private let slices: SliceIndex
    private let options: Int
    private let cutoff: Int64
    private var caps: Caps
    private(set) var heuristic: PathTally
    private(set) var model: PathTally
    private(set) var counts = CaseCounts()
    /// Heuristic by row, model by column: cases that both answered.
    private(set) var bothAnswered: CountTable
    /// Truth by row, what the cascade did by column: cases that both were asked.
    private(set) var cascade: CountTable
    private(set) var pairs = PairedTable(bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0)
    private var records: [CaseRecord] = []
    private(set) var frontier = FrontierSample()
    private var isOrdered = true

    /// Creates an accumulator.
    ///
    /// `repeats` holds all tries of the model, where it was asked again, `assignments` who was in
    /// charge of which case, where that was drawn, and `slices` into which slices cases fall.
    /// Memory is taken at once for as many `cases` as are expected.
    package init(
        _ input: VerdictInput, repeats: RepeatedAnswers = RepeatedAnswers(),
        assignments: Assignments = Assignments(), slices: SliceIndex = SliceIndex(),
        expecting cases: Int = 0
    ) {
        self.input = input
        self.repeats = repeats
        self.assignments = assignments
        self.slices = slices
        options = input.question.options.count
        caps = Caps(input)
        cutoff =
            input.now.microseconds - Int64(clamping: input.outcome.maturesAfter.microseconds)
        heuristic = PathTally(options: options)
        model = heuristic
        bothAnswered = CountTable(rows: options, columns: options)
        cascade = CountTable(rows: options, columns: options + 2)
        records.reserveCapacity(cases)
    }

    /// Counts a case.
    package mutating func append(_ row: EvidenceRow) {
        guard let row = asOf(row) else { return }
        let first = row.answers.first ?? .empty
        let second = row.answers.count > 1 ? priced(row.answers[1]) : .empty
        let heuristicSlot = slot(first)
        let modelSlot = slot(second)
        guard row.caseNumber >= input.firstCase else {
            counts.beforePlan += 1
            return
        }
        if heuristicSlot == CaseRecord.none { heuristic.appendUnasked(first) }
        if modelSlot == CaseRecord.none { model.appendUnasked(second) }
        guard heuristicSlot != CaseRecord.none || modelSlot != CaseRecord.none else { return }
        counts.append(time: row.time)
        // Nobody knows whether a case without a time is old enough.
        let isMature = row.time.map { $0 <= cutoff } ?? (input.outcome.maturesAfter == .zero)
        // An outcome that the answer shaped is no truth about the other path.
        let truth = isMature && input.outcome.dependsOnAnswer == .no ? row.truth : nil
        counts.append(row, isMature: isMature)
        if heuristicSlot != CaseRecord.none {
            heuristic.append(first, slot: Int(heuristicSlot), truth: truth)
            if modelSlot == CaseRecord.none { counts.onlyHeuristicAsked += 1 }
        }
        if modelSlot != CaseRecord.none {
            model.append(second, slot: Int(modelSlot), truth: truth)
            if heuristicSlot == CaseRecord.none { counts.onlyModelAsked += 1 }
        }
        if heuristicSlot < options, modelSlot < options {
            bothAnswered[Int(heuristicSlot), Int(modelSlot)] += 1
        }
        guard isMature else { return }
        if let truth, heuristicSlot != CaseRecord.none, modelSlot != CaseRecord.none {
            pairs.append(
                firstRight: Int(modelSlot) == truth, secondRight: Int(heuristicSlot) == truth)
            cascade[truth, Int(heuristicSlot < options ? heuristicSlot : modelSlot)] += 1
        }
        let record = caps.record(
            row, truth: row.truth, heuristic: (first, heuristicSlot), model: (second, modelSlot))
        if let truth { frontier.append(record, truth: truth, cell: first) }
        keep(record)
    }

    /// The case as it was known on the day that the verdict is about; nil where it came later.
    private func asOf(_ row: EvidenceRow) -> EvidenceRow? {
        guard input.asOf != .today else { return row }
        guard row.time ?? .min <= input.now.microseconds else { return nil }
        guard input.asOf == .received, row.outcomeReceivedAt ?? .min > input.now.microseconds else {
            return row
        }
        var row = row
        (row.truth, row.outcomeCount, row.isDisputed) = (nil, 0, false)
        return row
    }

    /// Returns the verdict on what has been taken in.
    package consuming func finish() -> Verdict {
        let isUnpriced = isModelPriceUnknown
        let isAmbiguous = self.isAmbiguous
        var ordered = begin(isBetting: true)
        var split = SplitEvidence(input, isAmbiguous: isAmbiguous, isPriceUnknown: isUnpriced)
        var timeLine = TimeLineRecorder(input, records, isPriceUnknown: isUnpriced)
        let isShaped = input.outcome.dependsOnAnswer != .no
        for var record in records {
            timeLine.pass(record, ordered)
            if isShaped {
                if let assignment = assignments[Int(record.caseNumber)] {
                    split?.append(record, assignment)
                }
                // An outcome that the answer shaped is no truth about the other path.
                record.truth = CaseRecord.none
            }
            ordered.append(record)
        }
        let clipping = Clipping(
            prices: caps.clippedPrices, latencies: caps.clippedLatencies,
            unpriced: isUnpriced ? 0 : caps.missingPrices)
        return VerdictMaker(
            input: input, heuristic: heuristic, model: model, cascade: cascade, counts: counts,
            bothAnswered: bothAnswered, pairs: pairs,
            noiseFloor: repeats.noiseFloor, clipping: clipping,
            isModelPriceUnknown: isUnpriced, ordered: ordered, split: split,
            frontier: FrontierFinder(frontier, input, isPriceUnknown: isUnpriced)?.frontier(),
            timeLine: timeLine.finish(ordered)
        ).verdict()
    }

    /// Shows the evidence after each case, in their order, until `body` returns false.
    consuming func watch(_ body: (OrderedEvidence) -> Bool) {
        var ordered = begin(isBetting: false)
        for record in records {
            ordered.append(record)
            guard body(ordered) else { return }
        }
    }

    /// Puts the cases in order and begins the evidence that they make.
    private mutating func begin(isBetting: Bool) -> OrderedEvidence {
        if !isOrdered {
            records.sort { ($0.time, $0.caseNumber) < ($1.time, $1.caseNumber) }
            isOrdered = true
        }
        return OrderedEvidence(
            input, sampling: Sampling(records), slices: slices, isAmbiguous: isAmbiguous,
            isPriceUnknown: isModelPriceUnknown, isBetting: isBetting)
    }

    private var isAmbiguous: Bool {
        counts.missing > 0 || Sampling(records).shed > 0
            || (caps.missingPrices > 0 && !isModelPriceUnknown)
    }

    /// Whether nobody knows what the model costs: said so, or no call has a price.
    private var isModelPriceUnknown: Bool {
        switch input.model?.price {
        case .free: false
        case .unknown, nil: true
        case .capped: model.asked > 0 && model.priced == 0
        }
    }

    /// The path's column: what it answered, or abstained, or failed; `none` if it was not asked.
    private func slot(_ cell: AnswerCell) -> UInt16 {
        switch Answer.Status(rawValue: cell.status) {
        // A value that the feature no longer has is no answer to today's question.
        case .answered: Int(cell.code) < options ? cell.code : UInt16(options + 1)
        case .abstained: UInt16(options)
        case .failed: UInt16(options + 1)
        case .skipped, .shed, nil: CaseRecord.none
        }
    }

    /// The model's answer with today's price, where none was known when it was logged.
    ///
    /// A call that failed may have cost nothing: only its tokens say that it was charged.
    private mutating func priced(_ cell: AnswerCell) -> AnswerCell {
        guard let price = input.model?.laterPrice, cell.price == nil,
            cell.isAnswered || cell.tokens != nil, let paid = price.price(of: cell.tokens)
        else { return cell }
        model.countLaterPrice()
        var cell = cell
        cell.price = paid
        return cell
    }

    private mutating func keep(_ record: CaseRecord) {
        if let last = records.last, !CaseRecord.isInOrder(last, record) { isOrdered = false }
        records.append(record)
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
