import Decisions
import Evidence

extension VerdictInput {
    /// Whether an observation is of this question, and of a case that counts and is old enough.
    func counts(_ observation: LoggedObservation) -> Bool {
        guard observation.question == question.name, observation.caseNumber >= firstCase else {
            return false
        }
        let cutoff = now.microseconds - Int64(clamping: outcome.maturesAfter.microseconds)
        return observation.time.map { $0.microseconds <= cutoff }
            ?? (outcome.maturesAfter == .zero)
    }

    /// Whether an outcome was there on the day that the verdict is about.
    func knows(_ outcome: LoggedOutcome) -> Bool {
        asOf != .received || outcome.receivedAt <= now
    }

    /// The option that is true of a case; nil where nobody knows.
    func truth(of observation: LoggedObservation) -> Int? {
        observation.outcome.flatMap { knows($0) ? question.code(of: $0.value) : nil }
    }

    /// What a path did at its first try; nil where it was not asked.
    func answer(of path: JudgedPath, in observation: LoggedObservation) -> LoggedAnswer? {
        observation.answers.first {
            $0.path == path.name && $0.version == path.version.version && $0.repeatIndex == 0
                && $0.status != .skipped && $0.status != .shed
        }
    }

    /// What a path did: an option's index, then abstained, then failed.
    func slot(_ answer: LoggedAnswer) -> Int {
        let options = question.options.count
        return switch answer.status {
        case .answered: answer.value.flatMap(question.code(of:)) ?? options + 1
        case .abstained: options
        case .failed, .skipped, .shed: options + 1
        }
    }

    /// Whether the truth of a case counts for nothing, since its kind's lot did not draw the case.
    func leavesOut(_ observation: LoggedObservation) -> Bool {
        guard outcome.dependsOnAnswer == .no, let label = observation.outcome,
            let first = answer(of: heuristic, in: observation),
            let second = model.flatMap({ answer(of: $0, in: observation) })
        else { return false }
        let lot = LabelLot(feature: feature, questions: [question.name], outcome.labels)
        let isDisagreement = CaseRecord.differ(
            UInt16(slot(first)), UInt16(slot(second)), options: question.options.count)
        return lot.leavesOut(
            observation.caseNumber, isDisagreement: isDisagreement,
            isDrawn: label.labelProbability != nil)
    }
}
