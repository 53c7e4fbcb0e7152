import CReference
import Foundation

extension Benchmark {
    static let replay = Benchmark(
        name: "replay", summary: "recorded cases through the rules, logged"
    ) { setting in
        let cases = setting.pick(quick: 100_000, full: 500_000)
        return try [false, true].flatMap { hasOutcomes in
            let traffic = setting.path("traffic.jsonl")
            try Traffic.write(cases, withOutcomes: hasOutcomes, to: traffic)
            return try rows(
                Replay(
                    setting: setting, traffic: traffic, cases: cases,
                    evidence: setting.path("replay.sqlite")),
                hasOutcomes: hasOutcomes)
        }
    }

    private static func rows(_ replay: Replay, hasOutcomes: Bool) throws -> [Row] {
        let options = ["--only", "heuristic"]
        var peaks: [Double] = []
        var bytesPerRow = 0
        let measured = try inTurn(
            runs: replay.setting.pick(quick: 1, full: 5),
            [
                {
                    let result = try replay.run(options)
                    peaks.append(Double(result.process.peakMemory) / 1e6)
                    bytesPerRow = result.bytesPerRow
                    return result.casesPerSecond(replay.cases)
                },
                { try insertsPerSecond(replay, bytesPerRow: bytesPerRow) },
            ])
        let inserts = Row.Reference(
            name: "SQLite from C, \(bytesPerRow) bytes a row,", samples: measured[1])
        guard !hasOutcomes else {
            return [
                Row(
                    "  every case with its outcome", .perSecond, measured[0], beside: [inserts])
            ]
        }
        return [
            Row(
                "replay --only heuristic, logged", .perSecond, measured[0], beside: [inserts],
                goal: .atLeast(60_000)),
            Row("  peak memory", .megabytes, Samples(peaks), goal: .atMost(150)),
        ]
    }

    private static func insertsPerSecond(_ replay: Replay, bytesPerRow: Int) throws -> Double {
        let path = replay.setting.path("inserts.sqlite")
        defer {
            for end in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: path + end)
            }
        }
        var code: Int32 = 0
        let seconds = seconds { code = sqlite_inserts(path, Int64(replay.cases), bytesPerRow) }
        guard code == 0 else {
            throw BenchmarkError.wrongResult("SQLite could not write: code \(code)")
        }
        return Double(replay.cases) / seconds
    }
}
