import Decisions
import Diagnostics
import Evidence
import Foundation
import Models
import RuleEngine
import ShadowEvaluation

/// Measures the decision path of the gateway below HTTP: processor time of live decisions with the
/// rules in charge, their records built and handed to a sink that drops them.
///
/// Prints one line a figure, `<name> <nanoseconds>`. `Benchmarks` runs it; it is a target of the
/// package itself, since nothing that it measures is public.
@main
enum LiveBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let times = Int(arguments[3]) else {
            FileHandle.standardError.write(
                Data("usage: live-benchmark FEATURE-FOLDER CASES.jsonl TIMES\n".utf8))
            exit(64)
        }
        let (feature, ruleSet) = try read(arguments[1])
        let live = try feature.live(ruleSet)
        let lines = try String(contentsOfFile: arguments[2], encoding: .utf8)
            .split(separator: "\n").map { Array($0.utf8) }
        let reader = CaseReader(feature)
        let cases = lines.enumerated().compactMap { index, line in
            line.withUnsafeBufferPointer {
                reader.read($0, fallbackID: "case \(index)").case.map { LiveRequest($0) }
            }
        }
        try measure("decide", times) { live.decide(cases[$0 % cases.count]) }
        let shadowed = try feature.live(ruleSet, shadow: InstantModel(feature), queue: times)
        Task { await shadowed.run() }
        try measure("decide-with-shadow", times) { shadowed.decide(cases[$0 % cases.count]) }
        try measure("read-and-decide", times) { time in
            let line = lines[time % lines.count]
            let reading = line.withUnsafeBufferPointer { reader.read($0, fallbackID: "c\(time)") }
            return reading.case.map { live.decide(LiveRequest($0)) }
        }
        guard live.state.ledger.snapshot.addsUp, shadowed.state.ledger.snapshot.addsUp else {
            throw Unanswered()
        }
    }

    private static func measure(
        _ name: String, _ times: Int, _ decide: (Int) -> LiveStep?
    ) throws {
        let start = processorTime()
        for time in 0..<times {
            guard case .answered(let decision)? = decide(time), decision.answers.count == 1 else {
                throw Unanswered()
            }
        }
        print(name, (processorTime() - start) / Double(times))
    }

    private static func read(_ folder: String) throws -> (Feature, RuleSet) {
        func source(_ name: String) throws -> SourceText {
            SourceText(
                name: name, text: try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8))
        }
        guard let feature = FeatureFile.read(try source("feature.yaml"), folder: folder).feature,
            let ruleSet = RuleFile.read(
                try source("rules.yaml"), fields: feature.fields, questions: feature.questions
            ).ruleSet
        else { throw Unanswered() }
        return (feature, ruleSet)
    }

    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}

/// A case that was not decided, or a feature that cannot decide.
private struct Unanswered: Error {}

/// Takes every record and keeps none.
private struct DroppingSink: ObservationSink {
    func append(_ record: LiveRecord) -> SinkResult { .written }
}

/// A model that answers at once, so that what is measured is the way to it.
private struct InstantModel: ModelAnswering {
    let path = "model"
    let promptHash = ContentHash([("prompt", "")])
    private let questions: [Question]

    init(_ feature: Feature) {
        questions = feature.questions
    }

    func answer(
        _ input: CaseInput, repeatIndex: Int
    ) async throws(CancellationError) -> [Answer] {
        questions.map { _ in Answer(path: path, status: .answered, code: 0, price: .zero) }
    }

    func highestPrice(of input: CaseInput) -> Money? { .zero }
}

extension Feature {
    fileprivate func live(
        _ ruleSet: RuleSet, shadow: (any ModelAnswering)? = nil, queue: Int = 1
    ) throws -> LiveFeature {
        var feature = self
        feature.live.shadow.queue = queue
        func path(_ name: String, _ kind: AnsweringPath.Kind) -> AnsweringPath {
            AnsweringPath(
                version: PathVersion(path: name, version: ContentHash([("path", name)])),
                kind: kind)
        }
        let paths =
            [path("heuristic", .heuristic(ruleSet))]
            + (shadow.map { [path("model", .model($0))] } ?? [])
        let clock = LiveClock(
            nanoseconds: {
                var time = timespec()
                clock_gettime(CLOCK_MONOTONIC, &time)
                return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
            },
            now: {
                var time = timespec()
                clock_gettime(CLOCK_REALTIME, &time)
                return Timestamp(
                    microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
            })
        guard
            let live = LiveFeature(
                feature, paths: paths, versions: VersionSet(feature: hash), sink: DroppingSink(),
                clock: clock)
        else { throw Unanswered() }
        return live
    }
}
