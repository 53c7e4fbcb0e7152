import Decisions
import Diagnostics
import Evidence
import Gateway
import Models
import RuleEngine
import ShadowEvaluation
import Synchronization
import TestSupport
import Testing

/// A feature with three questions, answered by rules on a text and a number, or by a model in memory.
enum TestFeature {
    static let yaml = """
        feature: parcels
        questions:
          - { name: route, type: choice, instructions: Who?, choices: [approve, review, true] }
          - { name: urgent, type: predicate, instructions: Urgent? }
          - name: anger
            type: score
            instructions: How angry?
            levels: [calm, { label: cross, description: a little }, furious]
        fields:
          text: { type: string, from: $text }
          last: { type: string, from: $message.last_user, optional: true }
          amount: { type: double, from: $json.order.amount, optional: true }
        paths:
          heuristic: { rules: rules.yaml }
          model: { api: decisions, base_url: http://localhost, model: gpt-6-luna }
        chat_models: [gpt-6-mini]
        """

    static let rules = """
        questions:
          route:
            rules:
              - { id: dear, condition: has(amount) && amount > 100.0, output: review,
                  confidence: 0.9, explanation: more than 100 dollars }
              - { id: gift, condition: text.contains('gift'), output: true }
              - { id: again, condition: has(last) && last == 'again', output: review }
              - { id: cheap, condition: has(amount), output: approve, confidence: 0.8 }
            otherwise: abstain
          urgent:
            rules:
              - { id: now, condition: text.contains('now'), output: true, confidence: 0.97 }
            otherwise: { output: false, confidence: 0.9 }
          anger:
            rules:
              - { id: caps, condition: text.contains('HELP'), output: furious, confidence: 0.6 }
            otherwise: { output: calm, confidence: 0.8 }

        """

    static func make(
        inCharge: String = "heuristic", sink: any ObservationSink = MemorySink(),
        labelPlans: [LabelPlan] = [], model: FakeModel.Script? = nil
    ) throws -> ServedFeature {
        let (read, found) = FeatureFile.read(
            SourceText(name: "feature.yaml", text: yaml + "\nin_charge: \(inCharge)\n"),
            folder: "Rules/parcels", fileExists: { _ in true })
        var feature = try #require(read, "\(found.map(\.description))")
        feature.labelPlans = labelPlans
        let (compiled, problems) = RuleFile.read(
            SourceText(name: "rules.yaml", text: rules), fields: feature.fields,
            questions: feature.questions)
        let ruleSet = try #require(compiled, "\(problems.map(\.description))")
        var paths = [AnsweringPath(version: version("heuristic"), kind: .heuristic(ruleSet))]
        if let model {
            let fake = FakeModel(questions: feature.questions, script: model)
            paths.append(AnsweringPath(version: version("model"), kind: .model(fake)))
        }
        let live = try #require(
            LiveFeature(
                feature, paths: paths,
                versions: VersionSet(feature: ContentHash([("feature", "1")])), sink: sink,
                clock: LiveClock(nanoseconds: { 0 }, now: { Timestamp(microseconds: 0) })))
        return ServedFeature(live, ruleSet: ruleSet)
    }

    private static func version(_ path: String) -> PathVersion {
        PathVersion(path: path, version: ContentHash([("version", path)]))
    }
}

/// Answers as its script says.
struct FakeModel: ModelAnswering {
    typealias Script = @Sendable (CaseInput) async -> Int

    let path = "model"
    let promptHash = ContentHash([("prompt", "none")])
    let questions: [Question]
    /// The code of the answer to every question.
    let script: Script

    func answer(
        _ input: CaseInput, repeatIndex: Int
    ) async throws(CancellationError) -> [Answer] {
        let code = await script(input)
        return questions.map { _ in
            Answer(
                path: path, status: .answered, code: code,
                tokens: TokenUsage(input: 12, output: 3))
        }
    }

    func highestPrice(of input: CaseInput) -> Money? { .zero }
}

/// Keeps records in memory.
final class MemorySink: ObservationSink {
    private let records = Mutex<[LiveRecord]>([])
    private let result: SinkResult

    init(_ result: SinkResult = .written) {
        self.result = result
    }

    func append(_ record: LiveRecord) -> SinkResult {
        records.withLock { $0.append(record) }
        return result
    }

    var decisions: [DecisionRecord] {
        records.withLock { records in
            records.compactMap { if case .decision(let record) = $0 { record } else { nil } }
        }
    }

    var shadows: [ShadowRecord] {
        records.withLock { records in
            records.compactMap { if case .shadow(let record) = $0 { record } else { nil } }
        }
    }

    /// Returns once `condition` holds for the ends of shadows, or false where it does not.
    func reaches(_ condition: ([ShadowRecord]) -> Bool) async -> Bool {
        await eventually { condition(shadows) }
    }
}

/// A clock that stands still.
enum LiveClockStub {
    static let clock = LiveClock(nanoseconds: { 0 }, now: { Timestamp(microseconds: 0) })
}
