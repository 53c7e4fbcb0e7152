import Statistics
package import Verdicts

/// How often the deciding code is wrong, how soon it is right, and what intervals cover, as tables.
package struct VerdictStudyText {
    let results: [VerdictStudy.Result]
    let streams: Int
    let seed: UInt64
    private let width: Int

    package init(_ results: [VerdictStudy.Result], streams: Int, seed: UInt64, width: Int) {
        self.results = results
        self.streams = streams
        self.seed = seed
        self.width = width
    }

    package var text: String {
        let tables = [
            lies(watched.filter { $0.goal == nil }), stops(watched.filter { $0.goal != nil }),
            coverage(intervals), cascades(promises),
        ]
        return tables.filter { !$0.isEmpty }.map { $0.lines(width: width) }
            .joined(separator: [""]).joined(separator: "\n")
    }

    var watched: [WatchedStreams] {
        results.compactMap { if case .watched(let streams) = $0 { streams } else { nil } }
    }

    var intervals: [IntervalCoverage] {
        results.flatMap { result -> [IntervalCoverage] in
            if case .intervals(let coverages) = result { coverages } else { [] }
        }
    }

    var promises: [CascadePromise] {
        results.compactMap { if case .cascade(let promise) = $0 { promise } else { nil } }
    }

    private func lies(_ rows: [WatchedStreams]) -> TableText {
        var table = TableText(
            [
                "scenario", "nothing to find", "streams", "false verdicts", "at most", "missed",
                "at most", "5 %",
            ],
            alignments: [.left, .left, .right, .right, .right, .right, .right, .left])
        for row in rows {
            table.append([
                row.scenario, row.description, NumberText.count(row.streams),
                share(row.lies, of: row.streams), NumberText.tablePercent(row.upperLimitOfLies),
                share(row.misses, of: row.streams),
                NumberText.tablePercent(row.upperLimitOfMisses), row.promise.rawValue,
            ])
        }
        return table
    }

    private func stops(_ rows: [WatchedStreams]) -> TableText {
        var table = TableText(
            [
                "scenario", "an effect to find", "streams", "false", "one look", "80 % within",
                "ratio", "goal", "by then", "80 %",
            ],
            alignments: [
                .left, .left, .right, .right, .right, .right, .right, .right, .right, .left,
            ])
        for row in rows {
            table.append([
                row.scenario, row.description, NumberText.count(row.streams),
                share(row.lies, of: row.streams),
                row.pairsAtOneLook.map { NumberText.count(Int($0.rounded(.up))) } ?? "",
                row.unitsForFourInFive.map(NumberText.count) ?? "never",
                row.ratio.map { NumberText.decimal($0, decimals: 2) } ?? "",
                row.goal.map { NumberText.decimal($0, decimals: 1) } ?? "",
                share(row.decidedInTime, of: row.streams), row.promise.rawValue,
            ])
        }
        return table
    }

    private func coverage(_ rows: [IntervalCoverage]) -> TableText {
        var table = TableText(
            [
                "scenario", "interval", "of what", "samples", "nominal", "measured", "from", "to",
                "nominal − 1 %",
            ],
            alignments: [
                .left, .left, .left, .right, .right, .right, .right, .right, .left,
            ])
        for row in rows {
            table.append([
                row.scenario, row.interval, row.description, NumberText.count(row.samples),
                NumberText.tablePercent(row.nominal), NumberText.tablePercent(row.measured),
                NumberText.tablePercent(row.limits.lower),
                NumberText.tablePercent(row.limits.upper), row.promise.rawValue,
            ])
        }
        return table
    }

    private func cascades(_ rows: [CascadePromise]) -> TableText {
        var table = TableText(
            [
                "scenario", "promised accuracy", "streams", "later less", "from", "to",
                "later inside", "its interval", "gain's", "1 point",
            ],
            alignments: [
                .left, .left, .right, .right, .right, .right, .right, .right, .right, .left,
            ])
        for row in rows {
            let difference = row.difference
            let figures = [
                difference?.value, difference?.interval.lower, difference?.interval.upper,
            ].map { $0.map { NumberText.decimal(100 * $0, decimals: 2) } ?? "" }
            table.append(
                [row.scenario, row.description, NumberText.count(row.streams)] + figures + [
                    share(row.inside, of: row.streams),
                    NumberText.tablePercent(row.laterCoverage.measured),
                    NumberText.tablePercent(row.gainCoverage.measured), row.promise.rawValue,
                ])
        }
        return table
    }

    private func share(_ count: Int, of streams: Int) -> String {
        NumberText.tablePercent(Double(count) / Double(max(1, streams)))
    }
}
