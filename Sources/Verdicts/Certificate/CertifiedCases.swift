package import Decisions
package import Evidence

/// A case as a verdict counts it, without its input.
package struct CertifiedCase: Sendable {
    package let number: Int
    /// In microseconds since 1970; nil where the case has none.
    package let time: Int64?
    /// A fingerprint of the user; nil where there is none.
    package let user: UInt64?
    /// Index of the true option; nil where no outcome is known.
    package let truth: Int?
    /// With what chance the case was drawn for that label; nil where nobody drew.
    package let labelChance: Float?
    package let heuristic: CertifiedAnswer
    package let model: CertifiedAnswer
    /// What the model's answer cost; nil where nobody knows.
    package let price: Money?
    /// With what probability the model was to be asked; 0 where no lot was drawn.
    package let inclusion: Double
    /// Who was put in charge by lot; nil where nothing was drawn.
    package let draw: Assignments.Draw?
    /// For each field of slices, the index of the case's value; nil where it has none.
    package let slices: [Int?]
}

/// What a path did with a case.
package struct CertifiedAnswer: Sendable {
    package enum Kind: Hashable, Sendable {
        /// The index of an option.
        case answered(Int)
        case abstained, failed, shed, notAsked
    }

    package let kind: Kind
    /// In nanoseconds; 0 where the path was not asked.
    package let latency: Int64
    /// What the path gives its own answer, in [0, 1] as the log has it; nil where it states nothing.
    package let probability: Float?
    /// The rule that answered, by its number in the log; 0 for none.
    package let rule: UInt16
}

/// Tells of a log's rows which cases count, and as what: by the code that the verdict counts with.
package struct CertifiedCases: Sendable {
    private var survey: CaseSurvey
    private let assignments: Assignments
    private let slices: SliceIndex

    /// Reads rows of the versions that `terms` names, in that order.
    package init(
        _ terms: CertificateTerms, assignments: Assignments, slices: SliceIndex = SliceIndex()
    ) {
        survey = CaseSurvey(terms.input)
        self.assignments = assignments
        self.slices = slices
    }

    /// Returns the case; nil where the verdict leaves it out.
    package mutating func certified(_ row: EvidenceRow) -> CertifiedCase? {
        guard let row = survey.input.asOf == .today ? row : survey.asOf(row),
            row.caseNumber >= survey.input.firstCase
        else { return nil }
        let first = row.answers.first ?? .empty
        let second = row.answers.count > 1 ? survey.priced(row.answers[1]) : .empty
        let (heuristic, model) = (answer(first), answer(second))
        guard heuristic.isAsked || model.isAsked else { return nil }
        return CertifiedCase(
            number: row.caseNumber, time: row.time, user: row.user, truth: row.truth,
            labelChance: row.labelChance, heuristic: heuristic, model: model,
            price: model.isAsked ? second.price : nil,
            inclusion: Double(Caps.inclusion(second)), draw: assignments[row.caseNumber],
            slices: slices.fields.map { $0[row.caseNumber] })
    }

    private func answer(_ cell: AnswerCell) -> CertifiedAnswer {
        let options = survey.input.question.options.count
        let slot = cell.slot(options: options)
        let kind: CertifiedAnswer.Kind =
            switch Int(slot) {
            case 0..<options: .answered(Int(slot))
            case options: .abstained
            case options + 1: .failed
            default: cell.status == Answer.Status.shed.rawValue ? .shed : .notAsked
            }
        return CertifiedAnswer(
            kind: kind, latency: cell.latency,
            probability: cell.probability >= 0 ? cell.probability : nil, rule: cell.rule)
    }
}

extension CertifiedAnswer {
    fileprivate var isAsked: Bool { kind != .notAsked && kind != .shed }
}
