import Foundation

extension Benchmark {
    static let memory = Benchmark(
        name: "memory", summary: "the memory that 5 million cases take; not in a quick run"
    ) { setting in
        guard !setting.isQuick else { return [] }
        let cases = 5_000_000
        let replay = Replay(
            setting: setting, traffic: setting.path("large.jsonl"), cases: cases,
            evidence: setting.path("large.sqlite"))
        defer {
            for path in [replay.traffic, replay.evidence, replay.evidence + "-wal"] {
                try? FileManager.default.removeItem(atPath: path)
            }
        }
        try Traffic.write(cases, to: replay.traffic)
        let result = try replay.run(["--only", "heuristic"])
        return [
            Row(
                "replay of 5 million cases", .perSecond,
                Samples([result.casesPerSecond(cases)]), goal: .atLeast(60_000)),
            Row(
                "  peak memory", .megabytes, Samples([Double(result.process.peakMemory) / 1e6]),
                goal: .atMost(150)),
        ]
    }
}
