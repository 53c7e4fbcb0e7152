import Decisions
import Evidence
import Models

/// A path with what keeps it in bounds.
final class LivePath: Sendable {
    let version: PathVersion
    let prices: PriceTable
    /// Where the path's counts are in the ledger.
    let tally: Int
    /// Where the path is rules.
    let rules: HeuristicPool?
    /// Where the path is a model.
    let model: BoundedModel?

    init(_ path: AnsweringPath, of feature: Feature, state: LiveState, clock: LiveClock) {
        version = path.version
        prices = path.prices
        tally = state.ledger.tally(of: path.name)
        switch path.kind {
        case .heuristic(let ruleSet):
            rules = HeuristicPool(path: path.name, ruleSet, clock: clock)
            model = nil
        case .model(let answering):
            rules = nil
            model = BoundedModel(
                answering, path, tally: tally, of: feature, state: state, clock: clock)
        }
    }

    var name: String { version.path }
    var isModel: Bool { model != nil }

    /// Answers of a path that was not asked.
    func unasked(
        _ status: Answer.Status, _ reason: AnswerReason, _ questions: [Question],
        repeatIndex: Int = 0, inclusionProbability: Double = 1
    ) -> [Answer] {
        questions.map { _ in
            Answer(
                path: name, repeatIndex: repeatIndex, status: status, reason: reason,
                price: .zero, inclusionProbability: inclusionProbability)
        }
    }
}
