import Decisions
import Diagnostics
import Evidence
import RuleEngine
import ShadowEvaluation
import Synchronization
import Testing

/// A feature that answers live into memory, with models in memory.
struct LiveBench: Sendable {
    let feature: Feature
    let models: [FakeModel]
    let sink: MemorySink
    let time: FakeTime
    let live: LiveFeature

    /// `settings` are lines of `feature.yaml` beyond questions and fields.
    init(
        _ settings: String = "", questions: Int = 1, models: [FakeModel.Script] = [],
        modelSettings: String = "",
        highest: Money? = .zero, state: LiveState = LiveState(), sink: MemorySink = MemorySink(),
        redactor: Redactor? = nil, priors: [String: [Double]] = [:],
        sleep: FakeTime.Sleep? = nil
    ) throws {
        let names = models.indices.map { $0 == 0 ? "model" : "model\($0 + 1)" }
        let feature = try Self.feature(
            settings, questions: questions, models: names, modelSettings: modelSettings)
        let fakes = zip(names, models).map {
            FakeModel(feature, path: $0, highest: highest, $1)
        }
        let time = FakeTime()
        let paths =
            [try Self.heuristic(for: feature)]
            + fakes.map {
                AnsweringPath(version: Self.version($0.path), kind: .model($0))
            }
        self.feature = feature
        self.models = fakes
        self.sink = sink
        self.time = time
        live = try #require(
            LiveFeature(
                feature, paths: paths,
                versions: VersionSet(feature: ContentHash([("feature", "1")])), state: state,
                redactor: redactor, priors: priors, sink: sink, ids: EvidenceIDGenerator(seed: 1),
                clock: time.clock(sleep: sleep)))
    }

    /// The same bench around another feature.
    init(_ bench: LiveBench, live: LiveFeature) {
        feature = bench.feature
        models = bench.models
        sink = bench.sink
        time = bench.time
        self.live = live
    }

    static func version(_ path: String) -> PathVersion {
        PathVersion(path: path, version: ContentHash([("version", path)]))
    }

    static func heuristic(for feature: Feature) throws -> AnsweringPath {
        AnsweringPath(
            version: version("heuristic"), kind: .heuristic(try rules(for: feature)))
    }

    static func feature(
        _ settings: String, questions: Int = 1, models: [String] = [], modelSettings: String = ""
    ) throws -> Feature {
        let questions = (1...questions).map {
            "  - { name: q\($0), type: choice, instructions: Which?, choices: [low, mid, high] }\n"
        }
        let models = models.map {
            "  \($0): { api: chat, base_url: http://localhost, model: m\(modelSettings) }\n"
        }
        let yaml = """
            feature: bench
            questions:
            \(questions.joined())
            fields:
              text: { type: string }
              n: { type: int, optional: true }
            slices: [text]
            paths:
              heuristic: { rules: rules.yaml }
            \(models.joined())
            \(settings)

            """
        return try BenchFiles.feature(yaml)
    }

    /// Below 1 the rules abstain, to 4 they say low, surely, and from 5 on high, less surely.
    private static func rules(for feature: Feature) throws -> RuleSet {
        let one = """
            hit_policy: first
            rules:
              - { id: nothing, condition: "!has(n) || n < 1", output: abstain }
              - { id: small, condition: n < 5, output: low, confidence: 0.9 }
              - { id: big, condition: n >= 5, output: high, confidence: 0.6 }
            otherwise: abstain

            """
        return try BenchFiles.rules(of: feature, each: one)
    }

    /// A request about the number `n`; the rules know what to do with it.
    static func request(
        _ n: Int, id: String? = nil, user: String? = nil, text: String = "t",
        questions: [Int] = [], canHide: Bool = false
    ) -> LiveRequest {
        LiveRequest(
            Case(
                id: id ?? "case-\(n)", user: user, slices: ["text": text],
                input: CaseInput(json: Array(#"{"text":"\#(text)","n":\#(n)}"#.utf8))),
            questions: questions, canHide: canHide)
    }

    /// Decides a request, waiting for a model where need be.
    func decide(_ request: LiveRequest) async -> LiveDecision {
        switch live.decide(request) {
        case .answered(let decision): decision
        case .waiting(let pending): await pending.decision()
        }
    }

    /// Runs `body` with the feature running, and then lets its shadows end.
    func running<Result: Sendable>(
        drain: Duration = .seconds(3600), _ body: () async throws -> Result
    ) async rethrows -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await live.run() }
            do {
                let result = try await body()
                await live.shutDown(within: drain)
                return result
            } catch {
                await live.shutDown(within: .zero)
                throw error
            }
        }
    }

    var ledger: LedgerSnapshot { live.state.ledger.snapshot }
}

/// A clock that moves as told; it sleeps for ever unless it is given something else.
final class FakeTime: Sendable {
    typealias Sleep = @Sendable (Duration) async throws -> Void

    private let state = Mutex<Int64>(0)
    private let change = Atomic<Int64>(0)

    /// Sets the time of day, and nothing else, ahead or back.
    func set(aheadBy time: Duration) {
        change.store(Int64(time / .microseconds(1)), ordering: .relaxed)
    }

    func advance(by time: Duration) {
        state.withLock { $0 += Int64(time / .nanoseconds(1)) }
    }

    func clock(sleep: Sleep?) -> LiveClock {
        LiveClock(
            nanoseconds: { self.state.withLock { $0 } },
            now: {
                Timestamp(
                    microseconds: 1_795_348_800_000_000 + self.state.withLock { $0 } / 1000
                        + self.change.load(ordering: .relaxed))
            },
            sleep: sleep ?? { _ in try await ContinuousClock().sleep(for: .seconds(86_400)) })
    }
}

/// Keeps records in memory, as long as a script lets it.
final class MemorySink: ObservationSink {
    private let records = Mutex<[LiveRecord]>([])
    private let script: @Sendable (Int) -> SinkResult

    init(_ script: @escaping @Sendable (Int) -> SinkResult = { _ in .written }) {
        self.script = script
    }

    func append(_ record: LiveRecord) -> SinkResult {
        records.withLock { records in
            records.append(record)
            return script(records.count - 1)
        }
    }

    var decisions: [DecisionRecord] {
        records.withLock { $0 }.compactMap {
            if case .decision(let record) = $0 { record } else { nil }
        }
    }

    var shadows: [ShadowRecord] {
        records.withLock { $0 }.compactMap {
            if case .shadow(let record) = $0 { record } else { nil }
        }
    }

    var changes: [ControlChange] {
        records.withLock { $0 }.compactMap {
            if case .change(let change) = $0 { change } else { nil }
        }
    }

    /// Every answer of a path: those at the decision, and those that came later.
    func answers(of path: String) -> [Answer] {
        let early = decisions.flatMap(\.entries).flatMap(\.answers).map(\.answer)
        let late = shadows.flatMap(\.answers).map(\.answer.answer)
        return (early + late).filter { $0.path == path }
    }
}
