import Advisor
import Decisions
import Statistics
import Testing

/// How figures become answers.
struct ProbeAssessmentTests {
    @Test(arguments: [
        (MeasuredFigure.signal, 0.01, 0), (.signal, 0.02, 1), (.signal, 0.5, 3), (.signal, 0.9, 4),
        (.ruleMisses, 0.6, 0), (.ruleMisses, 0.11, 2), (.ruleMisses, 0.02, 4),
        (.ruleStrength, 1, 3), (.payback, .infinity, 4), (.errorCost, 1e6, 3), (.labels, 4_862, 3),
    ])
    func `the shipped limits put a figure at its anchor`(
        figure: MeasuredFigure, value: Double, expected: Int
    ) throws {
        let items = try Examples.shipped().items.compactMap(\.measure)
        let scale = try #require(items.first { $0.figure == figure })
        #expect(scale.score(of: value) == expected)
    }

    @Test func `every figure answers an item of the shipped questionnaire`() throws {
        let figures = try Examples.shipped().items.compactMap(\.measure?.figure)
        #expect(Set(figures) == Set(MeasuredFigure.allCases))
        #expect(figures.count == MeasuredFigure.allCases.count)
    }

    @Test func `a measurement is recorded with its figure, interval, cases and source`() throws {
        let questionnaire = try Examples.shipped()
        var assessment = Assessment(
            feature: "f", questionnaire: questionnaire.name, version: questionnaire.hash.short,
            entries: [.init(item: "fields", answer: 1, by: "ana")])
        let entries = assessment.record(
            [
                ProbeMeasurement(
                    .signal, 0.5512, interval: Interval(lower: 0.52, upper: 0.5789), cases: 4_800),
                ProbeMeasurement(.labels, 16_000, interval: nil, cases: 16_000),
            ], questionnaire, source: "`assay probe x.csv --label y`, data 1a2b3c4d")
        #expect(entries.map(\.item) == ["fields", "labels"])
        #expect(
            assessment.entries.last?.measured
                == "labels 16000, n 16000, `assay probe x.csv --label y`, data 1a2b3c4d")
        #expect(
            assessment.entries.first { $0.by == "probe" }?.measured?.hasPrefix(
                "signal 0.551 [0.52, 0.579], n 4800, ") == true)
        #expect(assessment.answers["fields"] == 3...3)
    }
}
