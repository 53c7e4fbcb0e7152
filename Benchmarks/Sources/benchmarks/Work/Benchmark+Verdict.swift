import Foundation

extension Benchmark {
    static let verdict = Benchmark(
        name: "verdict", summary: "a verdict over 10 million observations, its page included"
    ) { setting in
        let cases = setting.pick(quick: 200_000, full: 10_000_000)
        let duckDB = try PythonScript("verdict.py", requirements: "verdict.txt", setting)
        return try [0, cases / 10].flatMap { users in
            try rows(setting, cases: cases, users: users, duckDB)
        }
    }

    private static func rows(
        _ setting: Setting, cases: Int, users: Int, _ duckDB: PythonScript
    ) throws -> [Row] {
        let log = try MadeUpLog(setting, cases: cases, users: users)
        let parquet = setting.path("cases.parquet")
        defer {
            log.remove()
            try? FileManager.default.removeItem(atPath: parquet)
        }
        _ = try duckDB.run(["export", log.path, parquet])
        var peaks = (ours: [Double](), duckDB: [Double]())
        let measured = try inTurn(
            runs: setting.pick(quick: 2, full: 5),
            [
                {
                    let run = try verdict(log, setting)
                    peaks.ours.append(Double(run.peakMemory) / 1e6)
                    return run.seconds
                },
                {
                    let run = try duckDB.run(["query", parquet, "1"])
                    peaks.duckDB.append(Double(run.peakMemory) / 1e6)
                    guard let seconds = Double(run.output.filter { !$0.isWhitespace }) else {
                        throw BenchmarkError.wrongResult("DuckDB said `\(run.output)`")
                    }
                    return seconds
                },
            ])
        let count = Unit.number(Double(cases))
        let title = users == 0 ? "" : " of \(Unit.number(Double(users))) users"
        return [
            Row(
                "verdict over \(count) cases\(title), with its page", .seconds, measured[0],
                beside: [.init(name: "DuckDB over Parquet", samples: measured[1])],
                goal: .atMost(2)),
            Row(
                "  peak memory", .megabytes, Samples(peaks.ours),
                beside: [.init(name: "DuckDB over Parquet", samples: Samples(peaks.duckDB))],
                goal: .atMost(300)),
        ]
    }

    private static func verdict(_ log: MadeUpLog, _ setting: Setting) throws -> ProcessRun {
        let page = setting.path("verdict.html")
        let run = try ProcessRun.run(
            [
                setting.assay, "verdict", OrderFeature.folder.path, "--evidence", log.path,
                "--html", page,
            ], in: setting)
        let html = try String(contentsOfFile: page, encoding: .utf8)
        guard html.utf8.count < 500_000, html.hasSuffix("</html>\n") else {
            throw BenchmarkError.wrongResult("the page has \(html.utf8.count) bytes")
        }
        return run
    }
}
