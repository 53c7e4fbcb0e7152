import Foundation

extension Benchmark {
    static let audits = Benchmark(
        name: "audits", summary: "all audits over a million observations and three data sets"
    ) { setting in
        let cases = setting.pick(quick: 20_000, full: 1_000_000)
        let rows = setting.pick(quick: 2_000, full: 100_000)
        let log = try MadeUpLog(setting, cases: cases, users: cases / 10)
        defer { log.remove() }
        let folder = try AuditedFeature(setting, rows: rows)
        let run = try ProcessRun.run(
            [setting.assay, "audit", folder.path, "--evidence", log.path], in: setting)
        let count = Unit.number(Double(cases))
        return [
            Row(
                "audits of \(count) observations, 3 × \(Unit.number(Double(rows))) rows", .seconds,
                Samples([run.seconds]), goal: .atMost(60)),
            Row(
                "  peak memory", .megabytes, Samples([Double(run.peakMemory) / 1e6]),
                goal: .atMost(2_000)),
        ] + (try nearDuplicates(setting, log))
    }

    /// Rows against as many others, one in fifty a near-copy.
    private static func nearDuplicates(_ setting: Setting, _ log: MadeUpLog) throws -> [Row] {
        let sizes = setting.isQuick ? [1_000, 10_000] : [10_000, 100_000, 1_000_000]
        return try sizes.map { size in
            let folder = try AuditedFeature(setting, rows: size / 2, generated: false)
            let run = try ProcessRun.run(
                [
                    setting.assay, "audit", folder.path, "--only", "A3", "--evidence",
                    setting.path("none.sqlite"),
                ], in: setting)
            return Row(
                "near-copies among \(Unit.number(Double(size))) rows", .seconds,
                Samples([run.seconds]))
        }
    }
}
