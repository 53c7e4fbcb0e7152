import Foundation

extension Benchmark {
    static let probe = Benchmark(
        name: "probe", summary: "labelled fields and texts, measured as a whole"
    ) { setting in
        try [
            rows(
                setting, "probe, 100,000 rows of fields", count: 100_000, label: "outcome"
            ) { try Traffic.write($0, withOutcomes: true, to: $1) },
            rows(setting, "probe, 20,000 texts", count: 20_000, label: "label") {
                try LabelledTexts.write($0, labels: 20, to: $1)
            },
            rows(setting, "probe, 20,000 texts of 150 labels", count: 20_000, label: "label") {
                try LabelledTexts.write($0, labels: 150, to: $1)
            },
        ].flatMap { $0 }
    }

    private static func rows(
        _ setting: Setting, _ work: String, count: Int, label: String,
        write: (Int, String) throws -> Void
    ) throws -> [Row] {
        let path = setting.path("labelled.jsonl")
        try write(count, path)
        let runs = try (0..<setting.pick(quick: 1, full: 3)).map { _ in
            try ProcessRun.run(
                [setting.assay, "probe", path, "--label", label, "--json"], in: setting)
        }
        return [
            Row(work, .seconds, Samples(runs.map(\.seconds)), goal: .atMost(20)),
            Row(
                "  peak memory", .megabytes, Samples(runs.map { Double($0.peakMemory) / 1e6 }),
                goal: .atMost(1_000)),
        ]
    }
}
