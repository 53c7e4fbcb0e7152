import Baselines
import Decisions
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
    private var users: Set<UInt64> = []
    private var model: UtilitySequence?
    private var cascade: UtilitySequence?
    private(set) var discordant = DiscordantPairEProcess()
    private(set) var majority: MajorityBaseline
    /// Units: cases, or users where there are any.
    private(set) var units = 0
    private(set) var hasUsers = false
    /// Units in which the cascade asks the model.
    private(set) var escalated = 0
    /// Prices of the model's answers among the units, in dollars, where known.
    private(set) var priceSum = 0.0
    private(set) var escalatedPriceSum = 0.0
}

extension OrderedEvidence {
    /// Begins a line of evidence with what `input` fixes ahead.
    init(_ input: VerdictInput, isAmbiguous: Bool, isPriceUnknown: Bool, isBetting: Bool) {
        let options = input.question.options.count
        let model = input.model
        abstained = options
        unit = input.unit
        utility = input.economics.map { CaseUtility($0, question: input.question) }
        majority = MajorityBaseline(options: options)
        hasUnknownPrice = isPriceUnknown
        priceCap = isPriceUnknown ? 0 : model?.priceCapDollars ?? 0
        guard let utility, model != nil else { return }
        for challenger in input.challengers {
            let sequence = UtilitySequence(
                bounds: input.bounds(challenger, utility, isPriceUnknown: isPriceUnknown),
                alpha: input.alpha(of: challenger),
                planned: input.promise(of: challenger)?
                    .planned(line: input.worthHaving(challenger)),
                isAmbiguous: isAmbiguous, isBetting: isBetting,
                keepsValues: input.isSelfTest)
            switch challenger {
            case .model: self.model = sequence
            case .cascade: cascade = sequence
            }
        }
    }

    /// The challenger's sequence; nil where it makes no claim.
    subscript(challenger: Challenger) -> UtilitySequence? {
        switch challenger {
        case .model: model
        case .cascade: cascade
        }
    }

    /// Takes in the next case; the caller keeps the order.
    mutating func append(_ record: CaseRecord) {
        let truth = record.truth == CaseRecord.none ? nil : Int(record.truth)
        if let truth { majority.append(truth) }
        guard record.heuristic != CaseRecord.none, record.model != CaseRecord.none else { return }
        if record.user != 0, unit == .user {
            hasUsers = true
            guard users.insert(record.user).inserted else { return }
        }
        units += 1
        let (first, second) = (Int(record.heuristic), Int(record.model))
        if let truth, (first == truth) != (second == truth) {
            discordant.append(firstWins: second == truth)
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

    private mutating func append(
        _ record: CaseRecord, truth: Int?, isEscalated: Bool, _ utility: CaseUtility
    ) {
        let gain = utility.gain(
            truth: truth, Int(record.model), over: Int(record.heuristic))
        // A price that is not known lies between nothing and the cap.
        let unpriced = record.isPriceMissing && !hasUnknownPrice ? priceCap : 0
        let spent = record.price + utility.perSecond * Double(record.modelSeconds)
        let saved = utility.perSecond * Double(record.heuristicSeconds)
        func difference(_ saved: Double) -> (value: Double?, range: Interval) {
            let range = Interval(
                lower: gain.lower - spent - unpriced + saved, upper: gain.upper - spent + saved)
            return (truth == nil ? nil : range.lower, range)
        }
        if model != nil {
            let (value, range) = difference(saved)
            model?.append(value, in: range)
        }
        if cascade != nil {
            let zero = (value: Double?(0), range: Interval(lower: 0, upper: 0))
            let (value, range) = isEscalated ? difference(0) : zero
            // Where the heuristic answers, the cascade is the heuristic, whatever the truth.
            cascade?.append(value, in: range)
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
