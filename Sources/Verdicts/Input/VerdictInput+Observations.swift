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
}
