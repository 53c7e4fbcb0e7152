package import Decisions
package import Evidence
import JSONCodec

/// The cases that baselines learn from: all, or of a large log a fixed share by a hash of their ids.
package struct LearntSample: Sendable {
    struct Item: Sendable {
        let time: Int64
        let hash: UInt64
        let fields: JSONObject
        let truth: Int
        /// What each path answered; nil where it has no answer.
        let heuristic: Int?
        let model: Int?
        let isModelAsked: Bool
    }

    private static let mostCases = 10_000

    let input: VerdictInput
    private let fields: Set<String>
    private let cutoff: Int64
    private var items: [String: Item] = [:]
    private var halvings: UInt64 = 0

    /// Only the declared `fields` are learnt from: others may tell the outcome.
    package init(_ input: VerdictInput, fields: [FieldDefinition]) {
        self.input = input
        self.fields = Set(fields.map(\.name))
        cutoff =
            input.now.microseconds - Int64(clamping: input.outcome.maturesAfter.microseconds)
    }

    /// Takes in an observation of any question; a case that comes again counts as it was last.
    package mutating func append(_ observation: LoggedObservation) {
        guard observation.question == input.question.name,
            observation.caseNumber >= input.firstCase,
            isMature(observation), let truth = truth(of: observation)
        else { return }
        let hash = ContentHash([("case", observation.caseID)]).high
        guard isChosen(hash),
            let object = try? JSONValue(parsing: observation.input).object
        else { return }
        var declared = JSONObject()
        for member in object.members where fields.contains(member.key) {
            declared[member.key] = member.value
        }
        let model = input.model.flatMap { answer($0, observation) }
        items[observation.caseID] = Item(
            time: observation.time?.microseconds ?? .min, hash: hash, fields: declared,
            truth: truth,
            heuristic: answer(input.heuristic, observation)?.flatMap(input.question.code(of:)),
            model: model?.flatMap(input.question.code(of:)), isModelAsked: model != nil)
        guard items.count > Self.mostCases else { return }
        halvings += 1
        items = items.filter { isChosen($0.value.hash) }
    }

    var share: Double { 1 / Double(1 << halvings) }

    /// In the order of time, those alone that the model was asked, if there is one.
    var ordered: [Item] {
        items.values.filter { input.model == nil || $0.isModelAsked }
            .sorted { ($0.time, $0.hash) < ($1.time, $1.hash) }
    }

    private func isChosen(_ hash: UInt64) -> Bool { hash & (1 << halvings - 1) == 0 }

    private func isMature(_ observation: LoggedObservation) -> Bool {
        observation.time.map { $0.microseconds <= cutoff }
            ?? (input.outcome.maturesAfter == .zero)
    }

    private func truth(of observation: LoggedObservation) -> Int? {
        guard let outcome = observation.outcome,
            input.asOf != .received || outcome.receivedAt <= input.now
        else { return nil }
        return input.question.code(of: outcome.value)
    }

    /// Nil where the path was not asked; within, nil where it has no answer.
    private func answer(
        _ path: JudgedPath, _ observation: LoggedObservation
    ) -> OptionValue?? {
        observation.answers.first {
            $0.path == path.name && $0.version == path.version.version && $0.repeatIndex == 0
                && $0.status != .skipped && $0.status != .shed
        }.map { $0.status == .answered ? $0.value : nil }
    }
}
