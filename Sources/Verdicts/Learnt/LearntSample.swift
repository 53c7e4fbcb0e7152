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

        /// Whether the truth tells the paths apart: they differ, and one has an answer.
        var differs: Bool { heuristic != model }
    }

    private static let mostCases = 10_000

    let input: VerdictInput
    private let fields: Set<String>
    private var items: [String: Item] = [:]
    private var halvings: UInt64 = 0

    /// Only the declared `fields` are learnt from: others may tell the outcome.
    package init(_ input: VerdictInput, fields: [FieldDefinition]) {
        self.input = input
        self.fields = Set(fields.map(\.name))
    }

    /// Takes in an observation of any question; a case that comes again counts as it was last.
    package mutating func append(_ observation: LoggedObservation) {
        guard input.counts(observation), let truth = input.truth(of: observation),
            !input.leavesOut(observation)
        else { return }
        let hash = ContentHash([("case", observation.caseID)]).high
        guard isChosen(hash),
            let object = try? JSONValue(parsing: observation.input).object
        else { return }
        var declared = JSONObject()
        for member in object.members where fields.contains(member.key) {
            declared[member.key] = member.value
        }
        let heuristic = input.answer(of: input.heuristic, in: observation)
        let model = input.model.flatMap { input.answer(of: $0, in: observation) }
        items[observation.caseID] = Item(
            time: observation.time?.microseconds ?? .min, hash: hash, fields: declared,
            truth: truth,
            heuristic: code(heuristic), model: code(model), isModelAsked: model != nil)
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

    /// Nil where the path has no answer.
    private func code(_ answer: LoggedAnswer?) -> Int? {
        guard let answer, answer.status == .answered else { return nil }
        return answer.value.flatMap(input.question.code(of:))
    }
}
