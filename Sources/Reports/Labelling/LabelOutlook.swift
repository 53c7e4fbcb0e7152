package import Verdicts

/// How far labels are from settling a question.
package struct LabelOutlook {
    private let verdict: Verdict

    package init(_ verdict: Verdict) {
        self.verdict = verdict
    }

    package var isSettled: Bool { verdict.decision != .notYetKnown }

    package var sentence: String {
        if isSettled { return "Settled: \(VerdictSentences(verdict).decision)" }
        let needed = verdict.reasons.lazy.compactMap { reason -> Int? in
            switch reason {
            case .tooFewCases(let more): more
            case .missingOutcomes(_, let enough): enough
            default: nil
            }
        }.first
        if let needed {
            return "About \(NumberText.counted(needed, "more labelled case")) would settle it."
        }
        guard let reason = verdict.reasons.first else { return "It is not settled." }
        return "It is not settled: " + ReasonSentence(verdict: verdict).sentence(reason)
    }
}
