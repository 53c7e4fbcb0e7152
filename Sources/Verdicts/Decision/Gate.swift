import Audits

/// What a pipeline may conclude from verdicts on the path that is in charge.
package enum Gate: Int32, Sendable, CaseIterable {
    /// It has earned its place.
    case passes = 0
    case notEnoughEvidence = 2
    /// The evidence itself does not hold.
    case auditFires = 3
    /// It is proved to be worth less than another by more than the minimum worth having.
    case worse = 100

    /// Returns what a verdict says of the path that is in charge now.
    package init(_ verdict: Verdict) {
        let isFired = verdict.audits.contains { $0.status == .fires }
        if isFired {
            self = .auditFires
            return
        }
        let challenger: Challenger? =
            switch verdict.inCharge {
            case verdict.heuristic.name: nil
            case verdict.model?.name: .model
            default: .cascade
            }
        guard let challenger else {
            self =
                switch verdict.decision {
                case .heuristicStays: .passes
                case .modelEarns, .cascadeEarns: .worse
                case .notYetKnown: .notEnoughEvidence
                }
            return
        }
        let isOpen = verdict.decision == .notYetKnown
        let claim = isOpen ? nil : verdict.claim(of: challenger)
        self =
            if claim?.isProvedBetter == true {
                .passes
            } else if claim?.isProvedShort == true {
                .worse
            } else {
                .notEnoughEvidence
            }
    }

    /// Returns what several verdicts say together: unsound evidence first, then the worst.
    package static func together(_ gates: [Gate]) -> Gate {
        let order: [Gate] = [.auditFires, .worse, .notEnoughEvidence]
        return order.first(where: gates.contains) ?? .passes
    }
}
