import Baselines
import Decisions
import Evidence
import Statistics

/// The part of the evidence whose order matters: by case time, ties by case number.
///
/// One bet per user: of a user's cases, the first that is old enough and that both paths were
/// asked counts in the sequences, so that a user's habits don't pass for many independent cases.
/// A case without a user is a unit of its own.
struct OrderedEvidence: Sendable {
    private let utility: CaseUtility?
    private let abstained: Int
    private let hasUnknownPrice: Bool
    private let priceCap: Double
    private let unit: Plan.Unit
    private let isUnequal: Bool
    private let leastInclusion: Double
    private let labelChance: Double
    private let slices: SliceIndex
    private var sliceTally: SliceTally
    private var users = UserSet()
    private var model: UtilitySequence?
    private var cascade: UtilitySequence?
    private var modelCells: CostCells?
    private var cascadeCells: CostCells?
    private(set) var discordant = DiscordantPairEProcess()
    private(set) var majority: MajorityBaseline
    /// Units: cases, or users where there are any.
    private(set) var units = 0
    /// Units that were drawn with a smaller probability than the least that is declared.
    private(set) var rarerUnits = 0
    private(set) var hasUsers = false
    /// Units in which the cascade asks the model.
    private(set) var escalated = 0
    /// Prices of the model's answers among the units, in dollars, where known.
    private(set) var priceSum = 0.0
    private(set) var escalatedPriceSum = 0.0
}

extension OrderedEvidence {
    /// Begins a line of evidence with what `input` fixes ahead.
    ///
    /// Where cases were asked with unequal probabilities, all cases count that had one: those that
    /// were asked by its inverse, the others with nothing. The least probability must be fixed before
    /// looking, since it decides what every case counts for: what was drawn with a smaller one is as
    /// good as unknown, whether or not it was asked.
    init(
        _ input: VerdictInput, sampling: Sampling = Sampling(),
        slices: SliceIndex = SliceIndex(), isPriceUnknown: Bool, isBetting: Bool
    ) {
        let options = input.question.options.count
        let model = input.model
        abstained = options
        unit = input.unit
        isUnequal = sampling.weighs(input)
        leastInclusion = isUnequal ? input.leastInclusion : 1
        labelChance = input.outcome.labels.disagreements
        self.slices = slices
        sliceTally = SliceTally(fields: slices.fields.count)
        utility = input.economics.map { CaseUtility($0, question: input.question) }
        majority = MajorityBaseline(options: options, kinds: CaseStratum.allCases.count)
        hasUnknownPrice = isPriceUnknown
        priceCap = isPriceUnknown ? 0 : model?.priceCapDollars ?? 0
        guard let economics = input.economics, let utility, model != nil else { return }
        // Watching case by case needs no map.
        let cells =
            isBetting
            ? CostCells(
                economics, question: input.question, leastInclusion: leastInclusion,
                labelChance: labelChance, priceCap: priceCap)
            : nil
        for challenger in input.challengers {
            let sequence = UtilitySequence(
                bounds: input.bounds(challenger, utility, isPriceUnknown: isPriceUnknown),
                alpha: input.alpha(of: challenger),
                planned: input.promise(of: challenger)?
                    .planned(line: input.worthHaving(challenger)),
                leastInclusion: leastInclusion, labelChance: labelChance,
                isBetting: isBetting && !isUnequal,
                keepsValues: input.selfTestRuns > 0)
            switch challenger {
            case .model: (self.model, modelCells) = (sequence, cells)
            case .cascade: (cascade, cascadeCells) = (sequence, cells)
            }
        }
    }

    /// The slices of the fields that were promised, and of the others.
    func sliceFigures(promised: [String]) -> [SliceFigures] {
        sliceTally.figures(slices.fields.map { ($0.name, $0.values) }, promised: promised)
    }

    /// The share of cases whose slices were looked up.
    var slicedShare: Double { slices.share }

    /// The challenger's sequence; nil where it makes no claim.
    subscript(challenger: Challenger) -> UtilitySequence? {
        switch challenger {
        case .model: model
        case .cascade: cascade
        }
    }

    /// What the challenger's limits need to be taken again at other costs; nil where it makes no claim.
    func cells(of challenger: Challenger) -> CostCells? {
        switch challenger {
        case .model: modelCells
        case .cascade: cascadeCells
        }
    }

    /// Is told of the cases that come next, so that what it has of their users is at hand.
    mutating func expect(_ records: ArraySlice<CaseRecord>) {
        guard unit == .user else { return }
        for record in records where record.user != 0 { users.expect(record.user) }
    }

    /// Takes in the next case; the caller keeps the order.
    mutating func append(_ record: CaseRecord) {
        let truth = record.truth == CaseRecord.none ? nil : Int(record.truth)
        let kind = CaseStratum(
            heuristic: record.heuristic,
            model: record.model < CaseRecord.shed ? record.model : CaseRecord.none,
            options: abstained)
        majority.append(truth, kind: kind.rawValue)
        let isAsked = record.model < CaseRecord.shed
        let isDrawn = isUnequal && record.inclusion > 0
        guard record.heuristic != CaseRecord.none,
            isAsked || isDrawn || record.model == CaseRecord.shed
        else { return }
        if record.user != 0, unit == .user {
            hasUsers = true
            guard users.insert(record.user) else { return }
        }
        if isDrawn, Double(record.inclusion) < leastInclusion * (1 - 1e-6) {
            rarerUnits += 1
            appendUnknown(record, inclusion: 1)
            return
        }
        guard isAsked else {
            if record.model == CaseRecord.shed {
                appendUnknown(record, inclusion: inclusion(record))
            } else {
                appendUnasked()
            }
            return
        }
        units += 1
        let (first, second) = (Int(record.heuristic), Int(record.model))
        if let truth, (first == truth) != (second == truth) {
            discordant.append(firstWins: second == truth)
        }
        for (index, field) in slices.fields.enumerated() {
            guard let value = field[Int(record.caseNumber)] else { continue }
            sliceTally.append(
                field: index, value: value, heuristic: first, model: second, truth: truth,
                options: abstained)
        }
        priceSum += record.price
        let isEscalated = first >= abstained
        if isEscalated {
            escalated += 1
            escalatedPriceSum += record.price
        }
        guard let utility else { return }
        append(record, truth: truth, isEscalated: isEscalated, utility)
    }

    private func label(_ record: CaseRecord) -> UtilitySequence.Label {
        if record.isLeftOut { return .leftOut }
        return record.differs(options: abstained) ? .drawn : .needless
    }

    /// With what probability the case was to be asked, which is 1 where all count alike.
    private func inclusion(_ record: CaseRecord) -> Double {
        guard isUnequal, record.inclusion > 0 else { return isUnequal ? 0 : 1 }
        return max(leastInclusion, Double(record.inclusion))
    }

    /// What the model would have brought is not known: it counts at its worst for every claim.
    private mutating func appendUnknown(_ record: CaseRecord, inclusion: Double) {
        guard inclusion > 0 else { return }
        let share = labelChance * (isUnequal ? leastInclusion / inclusion : 1)
        model?.appendUnknown(inclusion: inclusion)
        modelCells?.appendShed(share: share)
        if Int(record.heuristic) >= abstained {
            cascade?.appendUnknown(inclusion: inclusion)
            cascadeCells?.appendShed(share: share)
        } else {
            cascadeCells?.appendNothing()
            cascade?.appendNothing(inclusion: inclusion)
        }
    }

    private mutating func appendUnasked() {
        model?.appendUnasked()
        cascade?.appendUnasked()
        modelCells?.appendNothing()
        cascadeCells?.appendNothing()
    }

    private mutating func append(
        _ record: CaseRecord, truth: Int?, isEscalated: Bool, _ utility: CaseUtility
    ) {
        let inclusion = inclusion(record)
        // Who was asked without a lot is a fair sample of nothing.
        guard inclusion > 0 else { return }
        let gain = utility.gain(
            truth: truth, Int(record.model), over: Int(record.heuristic))
        let label = label(record)
        // A price that is not known lies between nothing and the cap.
        let unpriced = record.isPriceMissing && !hasUnknownPrice ? priceCap : 0
        let spent = record.price + utility.perSecond * Double(record.modelSeconds)
        let saved = utility.perSecond * Double(record.heuristicSeconds)
        func append(
            to sequence: inout UtilitySequence?, _ cells: inout CostCells?, rest: Double
        ) {
            sequence?.append(
                gain: gain, rest: Interval(lower: rest - unpriced, upper: rest), label: label,
                inclusion: inclusion)
            cells?.append(
                truth: truth, heuristic: Int(record.heuristic), model: Int(record.model),
                rest: rest, label: label, isUnpriced: unpriced > 0,
                share: isUnequal ? leastInclusion / inclusion : 1)
        }
        append(to: &model, &modelCells, rest: saved - spent)
        if isEscalated {
            append(to: &cascade, &cascadeCells, rest: -spent)
        } else {
            // Where the heuristic answers, the cascade is the heuristic, whatever the truth.
            cascade?.appendNothing(inclusion: inclusion)
            cascadeCells?.appendNothing()
        }
    }
}

extension JudgedPath {
    /// The most that a call may cost in dollars; nil where nobody knows.
    var priceCapDollars: Double? {
        switch price {
        case .free: 0
        case .unknown: nil
        case .capped(let cap): cap.usd
        }
    }

    var capSeconds: Double {
        let (seconds, attoseconds) = latencyCap.components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
