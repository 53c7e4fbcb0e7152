import Audits
import Verdicts

/// What a reader has to know before the result: what voids it, and what could bend it.
struct VerdictCautions {
    let verdict: Verdict

    init(_ verdict: Verdict) {
        self.verdict = verdict
    }

    /// What takes the ground from under the result.
    var voiding: [String] {
        verdict.audits.filter { $0.status == .fires }.map { finding in
            let stays =
                finding.voids.isEmpty ? "" : " Meanwhile \(verdict.inCharge) stays in charge."
            return "Audit \(finding.id) fires: \(sentence(finding.sentence))\(stays)"
        }
            + verdict.reasons.compactMap { reason in
                switch reason {
                case .planOutdated, .planNotNoted, .notPromised, .outcomeDependsOnAnswer,
                    .boundsExceeded:
                    ReasonSentence(verdict: verdict).sentence(reason)
                default: nil
                }
            }
    }

    /// What asks for care.
    var bending: [String] {
        let noPlan =
            verdict.plan == nil
            ? ["No plan was frozen before looking: `assay plan \(verdict.arguments)` freezes one."]
            : []
        let watched = verdict.audits.filter { $0.status == .watch }.map {
            "Audit \($0.id) is worth a watch: \(sentence($0.sentence))"
        }
        let recorded = verdict.model.map(\.recordedShare) ?? 0
        return noPlan
            + (recorded > 0.5
                ? [
                    "\(NumberText.percent(recorded)) of the model's answers are recordings; it may "
                        + "answer, cost and wait differently today."
                ] : [])
            + watched + verdict.notes
    }

    private func sentence(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }
}
