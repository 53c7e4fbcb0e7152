import Decisions
import Statistics

extension StudyScenario {
    /// People label a part of the cases, and no claim is true.
    static let labels: [StudyScenario] = [
        labelled("lots", "half of the disagreements drawn and labelled", .prompt),
        labelled("few-lots", "a tenth of the disagreements drawn and labelled", .prompt, 0.1),
        labelled(
            "labelling", "half drawn, labelled more eagerly while the model is behind",
            .eagerWhileBehind),
        StudyScenario("late-labels", "half drawn, old enough after 7 days; wins in 2, losses in 14")
        {
            generator in
            var line = StudyLine(planned: promised)
            line.looksByDay = true
            line.input.outcome.maturesAfter = .seconds(7 * 86_400)
            return [
                labelled(line, cases / 2, .laterWhereTheModelErrs, 0.5, &generator)
            ]
        },
        StudyScenario("unlabelled", "half of the disagreements labelled, agreements not") {
            generator in
            var line = StudyLine(planned: promised)
            for _ in 0..<cases {
                let replies = equal.draw(&generator)
                let differs = replies.heuristic != replies.model
                line.append(
                    replies,
                    StudyLine.Details(
                        isLabelled: differs && Bool.random(using: &generator)))
            }
            return [line]
        },
    ]

    private static func labelled(
        _ id: String, _ description: String, _ labelling: LabelledStream.Labelling,
        _ chance: Double = 0.5
    ) -> StudyScenario {
        StudyScenario(id, description) { generator in
            [labelled(StudyLine(planned: promised), cases, labelling, chance, &generator)]
        }
    }

    private static func labelled(
        _ line: StudyLine, _ count: Int, _ labelling: LabelledStream.Labelling, _ chance: Double,
        _ generator: inout SeededGenerator
    ) -> StudyLine {
        var stream = LabelledStream(
            line, LabelSample(disagreements: chance, agreements: 0.1), &generator)
        for _ in 0..<count { stream.append(equal.draw(&generator), labelling, &generator) }
        return stream.line
    }
}
