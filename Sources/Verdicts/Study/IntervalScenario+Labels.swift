import Decisions
import Statistics

extension IntervalScenario {
    /// Figures of a log of which people labelled half of the disagreements and a fifth of the
    /// agreements, by lot.
    static let labels = IntervalScenario(
        "labelled-800",
        claims: [
            claim("heuristic's accuracy", IntervalWorld.usual.share { first, _ in first == .right })
            {
                $0.heuristic.accuracy?.interval
            },
            claim("model's accuracy", IntervalWorld.usual.share { $1 == .right }) {
                $0.model?.accuracy?.interval
            },
            claim("cascade's accuracy", IntervalWorld.usual.cascadeAccuracy) {
                $0.claim(of: .cascade)?.accuracy?.interval
            },
            claim("paired difference", IntervalWorld.usual.difference, "Newcombe") {
                $0.difference?.difference.interval
            },
            claim("paired difference", IntervalWorld.usual.difference, "Tango") {
                $0.difference?.tango
            },
            Claim<Verdict>(
                "running mean", "model's utility",
                nominal: 1 - lineAlpha(0.025, line: 1)
            ) {
                $0.claim(of: .model)?.limits.contains(IntervalWorld.usual.world.mean(.model))
            },
        ]
    ) { generator in
        var stream = LabelledStream(
            StudyLine(challengers: Challenger.allCases),
            LabelSample(disagreements: 0.5, agreements: 0.2), &generator)
        for _ in 0..<800 {
            let replies = IntervalWorld.usual.world.draw(&generator)
            let truth =
                Double.random(in: 0..<1, using: &generator) < IntervalWorld.usual.firstIsTrue
                ? 0 : 1
            stream.append(replies, .prompt, truth: truth, &generator)
        }
        var accumulator = VerdictAccumulator(stream.line.input)
        for row in stream.line.rows { accumulator.append(row) }
        return accumulator.finish()
    }

    private static func claim(
        _ about: String, _ truth: Double, _ interval: String = "Wilson",
        _ limits: @escaping @Sendable (Verdict) -> Interval?
    ) -> Claim<Verdict> {
        Claim(interval, about) { limits($0)?.contains(truth) }
    }
}
