import Decisions
import Evidence
import Statistics

/// The evidence of a randomised split of who is in charge, where the answer shapes the outcome.
///
/// A case shows only what followed the answer that was acted on. With Z for the challenger's arm,
/// its logged probability e, and the utility U within bounds whose middle is c,
/// D = (Z/e − (1 − Z)/(1 − e))·(U − c) has the mean U(challenger) − U(heuristic) whatever c is
/// (Horvitz & Thompson 1952). It lies within half the bounds' width over the least probability. Of
/// a user the first case counts, as a user stays in one arm.
struct SplitEvidence: Sendable {
    let challenger: Challenger
    private let utility: CaseUtility
    private let utilityBounds: Interval
    /// The most that price and waiting may cost.
    private let mostSpent: Double
    private let alpha: Double
    private var cells: SplitCells
    let leastPropensity: Double
    let arms: (heuristic: String, challenger: String)
    private let priceCap: Double
    private let isPriceUnknown: Bool
    private var users = UserSet()
    private(set) var sequence: UtilitySequence
    /// Units in the challenger's arm, and those of them in which the model was asked.
    private(set) var challengers = 0
    private(set) var asked = 0
    private(set) var priceSum = 0.0

    /// Creates the evidence of the declared split; nil where there is none to go by.
    init?(_ input: VerdictInput, isPriceUnknown: Bool) {
        guard input.outcome.dependsOnAnswer != .no, let economics = input.economics,
            let model = input.model, let split = input.split
        else { return nil }
        guard let challenger = split.challenger(model: model.name),
            input.challengers.contains(challenger)
        else { return nil }
        self.challenger = challenger
        arms = (
            input.heuristic.name,
            challenger == .model ? model.name : LiveDefinition.cascadeName
        )
        let utility = CaseUtility(economics, question: input.question)
        self.utility = utility
        priceCap = isPriceUnknown ? 0 : model.priceCapDollars ?? 0
        self.isPriceUnknown = isPriceUnknown
        leastPropensity = split.leastProbability
        let longest = input.heuristic.capSeconds + model.capSeconds
        mostSpent = priceCap + utility.perSecond * longest
        utilityBounds = utility.valueBounds(spent: mostSpent)
        alpha = input.alpha(of: challenger)
        cells = SplitCells(economics, question: input.question, priceCap: priceCap)
        let reach = utilityBounds.width / 2 / leastPropensity
        sequence = UtilitySequence(
            bounds: Interval(lower: -reach, upper: reach), alpha: alpha,
            isBetting: false, keepsValues: input.selfTestRuns > 0)
    }

    /// The declared bounds of a unit's increment.
    var bounds: Interval {
        let reach = utilityBounds.width / 2 / leastPropensity
        return Interval(lower: -reach, upper: reach)
    }

    /// Returns the limits where answers are worth what `utility` says of them; nil before the first
    /// unit.
    func limits(_ utility: CaseUtility) -> Interval? {
        cells.limits(
            utility, worth: utility.valueBounds(spent: mostSpent),
            leastPropensity: leastPropensity, alpha: alpha)
    }

    /// Takes in the next case; the caller keeps the order.
    mutating func append(_ record: CaseRecord, _ draw: Assignments.Draw) {
        let isChallenger = draw.inCharge == arms.challenger
        guard isChallenger || draw.inCharge == arms.heuristic else { return }
        if record.user != 0 { guard users.insert(record.user) else { return } }
        guard let (slot, spent, isAsked) = acted(record, isChallenger: isChallenger) else { return }
        if isChallenger {
            challengers += 1
            if isAsked {
                asked += 1
                priceSum += record.price
            }
        }
        let truth = record.truth == CaseRecord.none ? nil : Int(record.truth)
        var range = utility.range(truth: truth, slot: slot)
        let unpriced = isAsked && record.isPriceMissing && !isPriceUnknown ? priceCap : 0
        range = Interval(lower: range.lower - spent - unpriced, upper: range.upper - spent)
        let middle = (utilityBounds.lower + utilityBounds.upper) / 2
        let weight = isChallenger ? 1 / draw.probability : -1 / draw.probability
        let ends = [(range.lower - middle) * weight, (range.upper - middle) * weight]
        let reach = Interval(lower: min(ends[0], ends[1]), upper: max(ends[0], ends[1]))
        cells.append(
            truth: truth, slot: slot, spent: spent, isUnpriced: unpriced > 0, weight: weight)
        sequence.append(
            gain: reach, rest: Interval(lower: 0, upper: 0),
            label: slot < utility.abstained ? .drawn : .needless)
    }

    /// What the path in charge did, and what it cost; nil where it was not asked.
    private func acted(
        _ record: CaseRecord, isChallenger: Bool
    ) -> (slot: Int, spent: Double, isAsked: Bool)? {
        let heuristicWait = utility.perSecond * Double(record.heuristicSeconds)
        let model = (
            Int(record.model), record.price + utility.perSecond * Double(record.modelSeconds)
        )
        guard isChallenger, challenger == .model else {
            guard record.heuristic != CaseRecord.none else { return nil }
            let isEscalated = isChallenger && Int(record.heuristic) >= utility.abstained
            guard isEscalated else { return (Int(record.heuristic), heuristicWait, false) }
            guard record.model < CaseRecord.shed else { return nil }
            return (model.0, model.1 + heuristicWait, true)
        }
        guard record.model < CaseRecord.shed else { return nil }
        return (model.0, model.1, true)
    }
}

extension SplitDefinition {
    /// Who challenges the heuristic in the split; nil where it is another model.
    func challenger(model: String) -> Challenger? {
        switch path {
        case model: .model
        case LiveDefinition.cascadeName: .cascade
        default: nil
        }
    }

    /// The least probability with which either is put in charge.
    var leastProbability: Double { max(1e-6, min(share, 1 - share)) }
}
