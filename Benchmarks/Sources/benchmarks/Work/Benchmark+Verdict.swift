import CReference
import Foundation

extension Benchmark {
    static let verdict = Benchmark(
        name: "verdict", summary: "a verdict over a million observations with outcomes"
    ) { setting in
        let cases = setting.pick(quick: 100_000, full: 1_000_000)
        let traffic = setting.path("verdict.jsonl")
        try Traffic.write(cases, withOutcomes: true, to: traffic)
        let replay = Replay(
            setting: setting, traffic: traffic, cases: cases,
            evidence: setting.path("verdict.sqlite"))
        _ = try replay.run(["--only", "heuristic", "--only", "careful"])
        let command = [
            setting.assay, "verdict", OrderFeature.folder.path, "--evidence", replay.evidence,
        ]
        let measured = try inTurn(
            runs: setting.pick(quick: 2, full: 5),
            [
                { try ProcessRun.run(command, in: setting).seconds },
                { try seconds { try scan(replay) } },
            ])
        return [
            Row(
                "verdict over \(Unit.number(Double(cases))) observations", .seconds, measured[0],
                beside: [Row.Reference(name: "SQLite from C, one scan", samples: measured[1])],
                goal: .atMost(1))
        ]
    }

    private static func scan(_ replay: Replay) throws {
        let rows = sqlite_scan(
            replay.evidence, "SELECT count(*) FROM observation WHERE length(answers) > 0")
        guard rows == replay.cases else {
            throw BenchmarkError.wrongResult("a scan found \(rows) observations")
        }
    }
}
