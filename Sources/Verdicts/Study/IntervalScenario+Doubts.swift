import Decisions
import Statistics

extension IntervalScenario {
    /// Figures of a log of which a judge labelled all, and people a quarter by a label plan.
    static let doubts = IntervalScenario(
        "doubted-800",
        claims: [
            claim(
                .heuristicAccuracy, "heuristic's accuracy",
                IntervalWorld.usual.share { first, _ in first == .right }),
            claim(.modelAccuracy, "model's accuracy", IntervalWorld.usual.share { $1 == .right }),
            claim(.accuracyDifference, "paired difference", IntervalWorld.usual.difference),
            claim(
                .worthDifference, "model's worth before price",
                IntervalWorld.usual.world.mean(.model)),
        ]
    ) { generator in
        var input = StudyLine().input
        // A fresh feature has a fresh lot.
        input.feature = "study \(generator.next())"
        input.outcome.labels = LabelSample(disagreements: 0.1, agreements: 0.02)
        let cases = (0..<800).map { judgedCase($0, &generator) }
        let fitted = LabelPlan.fit(
            cases.map {
                let isDisagreement = $0.isDisagreement(options: 2)
                return (
                    input.outcome.labels.chance(isDisagreement: isDisagreement), $0.confidence
                )
            }, planned: 200)
        guard let fitted else { return [] }
        let plan = LabelPlan(
            question: input.question.name, judge: "judge", frozenAt: input.now, lastCase: 800,
            planned: 200, scale: fitted.scale, least: fitted.least)
        return DoubtDraws(plan, cases, input).measures
    }

    private static func claim(
        _ kind: JudgeFigures.Measure.Kind, _ about: String, _ truth: Double
    ) -> Claim<[JudgeFigures.Measure]> {
        Claim("active inference", about) { measures in
            measures.first { $0.kind == kind }?.estimate.interval.contains(truth)
        }
    }

    /// A case of which a judge is in doubt three times in ten, and then wrong four times in ten.
    private static func judgedCase(
        _ number: Int, _ generator: inout SeededGenerator
    ) -> JudgedCase {
        func draws(_ chance: Double) -> Bool {
            Double.random(in: 0..<1, using: &generator) < chance
        }
        let replies = IntervalWorld.usual.world.draw(&generator)
        let truth = draws(IntervalWorld.usual.firstIsTrue) ? 0 : 1
        let isDoubtful = draws(0.3)
        func slot(_ reply: StudyWorld.Reply) -> Int {
            switch reply {
            case .right: truth
            case .wrong: 1 - truth
            case .abstains: 2
            case .fails: 3
            }
        }
        return JudgedCase(
            number: number, user: nil, truth: truth,
            opinion: draws(isDoubtful ? 0.6 : 0.95) ? truth : 1 - truth,
            confidence: isDoubtful ? 0.6 : 0.95, heuristic: slot(replies.heuristic),
            model: slot(replies.model))
    }
}
