import Advisor
import Audits
import Decisions
import Evidence
import Statistics
import Verdicts

/// What the evidence log says of a feature that waits for its launch.
struct LaunchEvidence {
    private(set) var measured: MeasuredError?
    private(set) var firingAudits: [LaunchCandidate.FiringAudit] = []

    /// Judges the feature at `path`; finds nothing where it has no rules or no log.
    init(_ path: String, _ option: EvidenceOption) async throws {
        guard FeatureFolder.exists(path), TextFile.exists(option.path) else { return }
        let folder = try FeatureFolder.read(path)
        try folder.requireSound()
        let store = try option.open(.existing)
        let bench = try await VerdictBench(
            folder: folder, arguments: option.arguments(on: folder.feature), challenger: nil,
            store: store, now: Clocks.now())
        for question in folder.feature.questions {
            let verdict = try await bench.verdict(on: question)
            if let found = Self.measured(verdict), found.upper > measured?.upper ?? 0 {
                // Users meet the worst of the questions.
                measured = found
            }
            // A finding about the whole feature stands beside each of its questions.
            firingAudits += verdict.audits.filter { $0.status == .fires }
                .map { .init(id: $0.audit.rawValue, sentence: $0.sentence) }
                .filter { !firingAudits.contains($0) }
        }
        try store.close()
    }

    /// The path that would be launched: the model where it has earned its place, else the rules.
    private static func measured(_ verdict: Verdict) -> MeasuredError? {
        let model = verdict.decision == .modelEarns ? verdict.model : nil
        let path = model ?? verdict.heuristic
        guard path.judged > 0, let coverage = path.coverage else { return nil }
        let answers = Int((coverage.value * Double(path.judged)).rounded())
        guard answers > 0 else { return nil }
        return MeasuredError(
            question: verdict.question.name, path: path.name, isHeuristic: model == nil,
            mistakes: answers - path.correct, answers: answers, unanswered: 1 - coverage.value)
    }
}
