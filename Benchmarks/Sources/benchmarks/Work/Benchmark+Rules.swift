import Decisions
import Foundation
import RuleEngine

extension Benchmark {
    static let rules = Benchmark(
        name: "rules", summary: "a rule set of 20 rows on JSON of 300 bytes, parsing included"
    ) { setting in
        let evaluator = RuleEvaluator(try OrderFeature.ruleSet())
        var traffic = Traffic()
        let cases = (0..<64).map { _ in Array(traffic.next().utf8) }
        let documents = cases.map { Data($0) }
        let times = setting.pick(quick: 20_000, full: 100_000)
        let measured = try inTurn(
            runs: setting.pick(quick: 5, full: 15),
            [
                { try nanoseconds(times) { try decide(cases, evaluator, $0) } / 1000 },
                { try nanoseconds(times) { try parse(documents, $0) } / 1000 },
            ])
        let size = cases.map(\.count).reduce(0, +) / cases.count
        return [
            Row(
                "20 rules on \(size) bytes of JSON", .microseconds, measured[0],
                beside: [
                    Row.Reference(
                        name: "Foundation's JSONSerialization, parsing only",
                        samples: measured[1])
                ], goal: .atMost(3))
        ]
    }

    private static func decide(
        _ cases: [[UInt8]], _ evaluator: RuleEvaluator, _ times: Int
    ) throws {
        for time in 0..<times {
            switch evaluator.decide(json: cases[time % cases.count])[0] {
            case .decided, .abstained: continue
            case .failed, .ambiguous:
                throw BenchmarkError.wrongResult("case \(time % cases.count) was not decided")
            }
        }
    }

    private static func parse(_ documents: [Data], _ times: Int) throws {
        for time in 0..<times {
            _ = try JSONSerialization.jsonObject(with: documents[time % documents.count])
        }
    }
}
