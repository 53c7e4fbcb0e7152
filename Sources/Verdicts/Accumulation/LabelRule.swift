import Decisions

/// By what lot people are asked what is true of a question's cases.
///
/// The lot says who is drawn, and not who has a label: labels of other cases, and labels that were
/// asked for with other chances, can so bend nothing.
struct LabelRule: Sendable {
    private let lot: LabelLot
    private let options: Int

    /// Nil where truths come by themselves, or where the answer shapes them.
    init?(_ input: VerdictInput) {
        guard let sample = input.labels else { return nil }
        lot = LabelLot(sample, feature: input.feature, question: input.question.name)
        options = input.question.options.count
    }

    /// The chance of the cases on which the paths differ.
    var chanceOfDisagreement: Double { lot.sample.disagreements }

    /// Whether only a truth says which of two that did this is worth more.
    static func needsTruth(heuristic: Int, model: Int, options: Int) -> Bool {
        heuristic != model && min(heuristic, model) < options
    }

    /// Whether a case that both paths were asked is one on which they differ.
    func isDisagreement(heuristic: UInt16, model: UInt16) -> Bool {
        Self.needsTruth(heuristic: Int(heuristic), model: Int(model), options: options)
    }

    func chance(isDisagreement: Bool) -> Double { lot.sample.chance(isDisagreement: isDisagreement) }

    /// Whether every chance draws the case.
    func isFair(_ caseNumber: Int) -> Bool {
        lot.number(ofCase: caseNumber) < lot.sample.fairChance
    }

    func draw(_ caseNumber: Int, isDisagreement: Bool) -> LabelDraw {
        let number = lot.number(ofCase: caseNumber)
        guard number < lot.sample.chance(isDisagreement: isDisagreement) else { return .undrawn }
        return number < lot.sample.fairChance ? .fair : .drawn
    }
}
