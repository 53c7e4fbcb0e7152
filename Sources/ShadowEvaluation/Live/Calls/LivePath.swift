import Decisions
import Evidence
import Models

/// A path with what keeps it in bounds.
final class LivePath: Sendable {
    let version: PathVersion
    /// Where the path is rules.
    let rules: HeuristicPool?
    /// Where the path is a model.
    let model: (any ModelAnswering)?

    init(_ path: AnsweringPath, of feature: Feature, state: LiveState, clock: LiveClock) {
        version = path.version
        switch path.kind {
        case .heuristic(let ruleSet):
            rules = HeuristicPool(path: path.name, ruleSet, clock: clock)
            model = nil
        case .model(let answering):
            rules = nil
            model = answering
        }
    }

    var name: String { version.path }
    var isModel: Bool { model != nil }

    /// Why the path cannot be asked now; `nil` where it can.
    func obstacle(_ switches: LiveSwitches, inCharge: Bool) -> AnswerReason? {
        guard isModel else { return nil }
        if switches.areModelsOff || switches.areShadowsPaused && !inCharge {
            return AnswerReason(.paused)
        }
        return nil
    }

    /// Answers of a path that was not asked.
    func unasked(
        _ status: Answer.Status, _ reason: AnswerReason, _ questions: [Question]
    ) -> [Answer] {
        questions.map { _ in Answer(path: name, status: status, reason: reason) }
    }
}
