import Decisions
import Diagnostics
import RuleEngine
import Testing

struct CalibrationTests {
    @Test(arguments: [
        Calibration(),
        Calibration(questions: ["team": [:]]),
        Calibration(questions: [
            "team": [
                "money-back": Precision(precision: 0.1 + 0.2, cases: 812),
                "otherwise": Precision(precision: 0, cases: 0),
                "1": Precision(precision: 1, cases: .max),
            ],
            "x": [:],
            "is it \"urgent\"?\\\n\u{1}\u{85} é": ["true": Precision(precision: 1e-7, cases: 1)],
        ]),
        Calibration(
            questions: ["team": [:]],
            curves: [
                "team": LogisticCurve(midpoint: -1.5, slope: 1e-3),
                "urgent": LogisticCurve(midpoint: 40, slope: 0.1 + 0.2),
            ], measuredOn: "0123abc"),
        Calibration(
            curves: LogisticCurve(midpoints: [3, 0.1 + 0.2, -7], slope: -2).map { ["size": $0] }
                ?? [:]),
    ])
    func `a calibration reads back as it was written`(calibration: Calibration) {
        let text = CalibrationFile.text(of: calibration)
        let read = CalibrationFile.read(SourceText(name: "calibration.yaml", text: text))
        #expect(read.diagnostics == [])
        #expect(read.calibration == calibration)
    }

    private func read(_ rules: String, _ calibration: Calibration?) -> RuleFileReading {
        let read = RuleFile.read(
            SourceText(name: "rules.yaml", text: rules),
            fields: [FieldDefinition(name: "n", type: .int)],
            questions: [.predicate("large", instructions: "")], calibration: calibration)
        return RuleFileReading(ruleSet: read.ruleSet, diagnostics: read.diagnostics)
    }

    private struct RuleFileReading {
        var ruleSet: RuleSet?
        var diagnostics: [Diagnostic]

        func confidence() throws -> Double? {
            let evaluator = RuleEvaluator(try #require(ruleSet))
            guard
                case .decided(_, _, let confidence, _) = evaluator.decide(
                    json: Array(#"{"n":9}"#.utf8))[0]
            else { return nil }
            return confidence
        }
    }

    private static let rules =
        "rules: [{ id: a, condition: n > 5, output: true, confidence: 0.5 }]\notherwise: false\n"

    private func measured() throws -> Calibration {
        let version = try #require(read(Self.rules, nil).ruleSet).logicVersion
        return Calibration(
            questions: ["large": ["a": Precision(precision: 0.75, cases: 4)]], measuredOn: version)
    }

    @Test func `a calibration holds for rules that only begin to ask for it`() throws {
        let rules = "# a remark\n" + Self.rules.replacing("0.5", with: "measured")
        let reading = read(rules, try measured())
        #expect(reading.diagnostics == [])
        #expect(try reading.confidence() == 0.75)
    }

    @Test(arguments: [
        ("n > 5", "n > 6"), ("id: a", "id: b"), ("output: true", "output: false"),
        ("otherwise: false", "otherwise: abstain"), ("rules:", "hit_policy: any\nrules:"),
    ])
    func `a calibration of other rules is not used, which is a warning`(
        old: String, new: String
    ) throws {
        let rules = Self.rules.replacing("0.5", with: "measured").replacing(old, with: new)
        let reading = read(rules, try measured())
        #expect(
            reading.diagnostics.first?.summary
                == "rules.yaml: warning: the rules have changed since they were measured, so that "
                + "their calibration is not used; run `assay calibrate` again")
        #expect(try reading.confidence() == nil)
    }

    @Test func `what no rule asks for leaves the version as it is`() throws {
        let plain = try #require(read(Self.rules, nil).ruleSet)
        let calibrated = try #require(read(Self.rules, try measured()).ruleSet)
        #expect(plain.version == calibrated.version)
        let asking = Self.rules.replacing("0.5", with: "measured")
        var other = try measured()
        other.questions["large"]?["a"]?.precision = 0.8
        let first = try #require(read(asking, try measured()).ruleSet)
        let second = try #require(read(asking, other).ruleSet)
        #expect(first.version != second.version)
        #expect(first.logicVersion == second.logicVersion)
    }

    @Test func `of a scorecard the points are measured, not its curve or thresholds`() throws {
        let points = "rules: [{ id: a, condition: n > 5, points: 4 }]"
        let texts = [
            "scorecard: { \(points), curve: { midpoint: 2, slope: 1 } }",
            "scorecard: { \(points), curve: measured, thresholds: { false: 0, true: 3 } }",
            "scorecard: { \(points), thresholds: { false: 0, true: 4 } }\notherwise: abstain",
        ]
        let versions = texts.compactMap { read($0, nil).ruleSet?.logicVersion }
        #expect(versions.count == 3 && Set(versions).count == 1)
        let other = read(texts[0].replacing("points: 4", with: "points: 5"), nil).ruleSet
        #expect(other?.logicVersion != versions[0])
    }

    @Test func `the same calibration is always written the same`() {
        let calibration = Calibration(questions: [
            "b": [
                "y": Precision(precision: 0.5, cases: 2), "x": Precision(precision: 1, cases: 1),
            ],
            "a": [:],
        ])
        #expect(
            CalibrationFile.text(of: calibration) == """
                questions:
                  "a":
                    rules: {}
                  "b":
                    rules:
                      "x": { precision: 1.0, cases: 1 }
                      "y": { precision: 0.5, cases: 2 }

                """)
    }
}
