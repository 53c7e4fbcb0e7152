import Decisions
import Diagnostics
import Evidence
import Foundation
import JSONCodec
import RuleEngine
import ShadowEvaluation
import Synchronization
import Testing

/// A feature, a log in a temporary folder and the means to replay cases into it.
struct ReplayBench: Sendable {
    let feature: Feature
    let ruleSet: RuleSet
    let folder: URL
    let store: SQLiteEvidenceStore
    let key: FeatureKey

    /// Runs `body` with a new log, which is removed afterwards.
    static func with<Value>(
        questions: Int = 1, _ body: (ReplayBench) async throws -> Value
    ) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "shadow-evaluation-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let feature = try feature(questions: questions)
        let store = try SQLiteEvidenceStore(
            path: folder.appending(path: "log.sqlite").path, access: .readWrite)
        let key = try await store.open(
            feature.name, questions: feature.questions, countingRule: feature.outcome.effective)
        let bench = ReplayBench(
            feature: feature, ruleSet: try rules(for: feature), folder: folder, store: store,
            key: key)
        return try await body(bench)
    }

    private static func feature(questions: Int) throws -> Feature {
        let lines = (1...questions).map {
            "  - { name: q\($0), type: choice, instructions: Which?, choices: [low, high] }\n"
        }
        let yaml = """
            feature: bench
            questions:
            \(lines.joined())
            fields:
              text: { type: string }
              n: { type: int, optional: true }
            outcome: { depends_on_answer: no }

            """
        return try BenchFiles.feature(yaml)
    }

    private static func rules(for feature: Feature) throws -> RuleSet {
        let one = """
            hit_policy: first
            rules:
              - { id: big, condition: has(n) && n > 5, output: high }
              - { id: small, condition: has(n), output: low }
            otherwise: abstain

            """
        return try BenchFiles.rules(of: feature, each: one)
    }

    /// The same feature and log, opened once more, as another process would.
    func reopened() async throws -> ReplayBench {
        let store = try SQLiteEvidenceStore(path: store.path, access: .readWrite)
        let key = try await store.open(
            feature.name, questions: feature.questions, countingRule: feature.outcome.effective)
        return ReplayBench(
            feature: feature, ruleSet: ruleSet, folder: folder, store: store, key: key)
    }

    func heuristic(version: String = "1") -> AnsweringPath {
        AnsweringPath(
            version: PathVersion(path: "heuristic", version: ContentHash([("rules", version)])),
            kind: .heuristic(ruleSet))
    }

    func path(_ model: FakeModel, width: Int = 4, version: String = "1") -> AnsweringPath {
        AnsweringPath(
            version: PathVersion(path: model.path, version: ContentHash([("prompt", version)])),
            kind: .model(model), concurrency: width)
    }

    /// One line a case, with the id, text and number of its place from 1.
    static func lines(_ count: Int) -> [String] {
        (1...max(1, count)).prefix(count).map {
            #"{"id":"\#($0)","text":"case \#($0)","n":\#($0)}"#
        }
    }

    /// Replays `lines` and returns what was done.
    @discardableResult
    func replay(
        _ lines: [String], by paths: [AnsweringPath], options: ReplayOptions = ReplayOptions(),
        limit: SpendLimit = SpendLimit(nil), stop: ReplayStop = ReplayStop(),
        progress: ReplayProgress = ReplayProgress(), chunkSize: Int = 1 << 12,
        output: (@Sendable ([UInt8]) throws -> Void)? = nil
    ) async throws -> ReplaySummary {
        let text = lines.map { $0 + "\n" }.joined()
        let file = folder.appending(path: "\(UUID().uuidString).jsonl")
        try Data(text.utf8).write(to: file)
        let hash = Array(text.utf8).withUnsafeBytes { ContentHash(bytes: $0) }
        let replay = Replay(
            feature: feature, key: key, paths: paths,
            versions: VersionSet(feature: ContentHash([("feature", "1")])),
            source: CaseSource(name: "cases", signature: hash.description),
            sourceHash: hash.short, options: options, spendLimit: limit, clock: Self.clock,
            output: output.map(ReplayOutput.init))
        let feed = try CaseFeed(
            path: file.path, format: .jsonl, fields: feature.fields, chunkSize: chunkSize)
        try await replay.run(feed, into: store, progress: progress, stop: stop)
        return progress.snapshot
    }

    private static let clock = ReplayClock(
        nanoseconds: { Int64(DispatchTime.now().uptimeNanoseconds) },
        now: { Timestamp(microseconds: 1_795_348_800_000_000) })

    /// The answers of a path in the log, as `case/question/repeat`, in its order.
    func logged(_ path: String) async throws -> [String] {
        try await export().flatMap { line in
            (line["answers"]?.array ?? []).filter { $0["path"]?.string == path }.map { answer in
                [line["case_id"], line["question"], answer["repeat"]]
                    .map { $0?.string ?? $0?.int.map(String.init) ?? "?" }.joined(separator: "/")
            }
        }
    }

    func export() async throws -> [JSONValue] {
        let bytes = Collected()
        try await store.export(key, as: .jsonl) { bytes.append($0) }
        return try bytes.lines
    }
}

/// Bytes that arrive in pieces.
final class Collected: Sendable {
    private let state = Mutex<[UInt8]>([])

    func append(_ bytes: [UInt8]) { state.withLock { $0 += bytes } }

    var lines: [JSONValue] {
        get throws {
            try state.withLock { $0 }.split(separator: UInt8(ascii: "\n")).map {
                try JSONValue(parsing: Array($0))
            }
        }
    }
}
