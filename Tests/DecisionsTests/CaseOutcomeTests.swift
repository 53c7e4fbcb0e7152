import Decisions
import JSONCodec
import Testing

/// The truths that a recorded case carries, in every shape.
struct CaseOutcomeTests {
    private static let two = """
        feature: f
        questions:
          - { name: team, type: choice, choices: [billing, technical, true] }
          - { name: urgent, type: predicate }
        case: { outcome: truth }
        """
    private static let one = """
        feature: f
        questions: [{ name: level, type: score, levels: ["1", "2", high] }]
        """

    private func read(_ line: String, _ feature: String) throws -> CaseReader.Reading {
        let reader = CaseReader(try Feature.read(feature))
        return Array(line.utf8).withUnsafeBufferPointer { reader.read($0, fallbackID: "c") }
    }

    static let shapes: [(String, String, [String])] = [
        (one, #"{"outcome":"high"}"#, ["level=high"]),
        (one, #"{"outcome":2}"#, ["level=2"]),
        (one, #"{"outcome":null}"#, []),
        (one, #"{"outcome":{"level":"1"}}"#, ["level=1"]),
        (two, #"{"truth":{"team":"billing","urgent":true}}"#, ["team=billing", "urgent=true"]),
        (two, #"{"truth":{"team":"true","urgent":"false"}}"#, ["team=true", "urgent=false"]),
        (
            two,
            #"{"truths":[{"question":"team","value":"billing"},{"question":"urgent","value":false}]}"#,
            ["team=billing", "urgent=false"]
        ),
        (two, #"{"truths":[{"truth":{"team":"technical"}}]}"#, ["team=technical"]),
        (
            one, #"{"outcome":"1","outcomes":[{"value":"2"},{"value":"high"}]}"#,
            ["level=1", "level=2", "level=high"]
        ),
    ]

    @Test(arguments: shapes)
    func `a truth is read`(feature: String, line: String, expected: [String]) throws {
        let reading = try read(line, feature)
        #expect(reading.case?.outcomes.map { "\($0.question)=\($0.value)" } == expected)
        #expect(reading.problems.isEmpty, "\(reading.problems)")
    }

    @Test func `a judgement says who, when and of what`() throws {
        let reading = try read(
            #"""
            {"outcomes":[{"value":"high","source":"human","rater":"ann","shown_output_of":"model",
              "label_probability":0.25,"confidence":0,"observed_at":"2026-01-01T00:00:00Z","supersedes":"0190"}]}
            """#, Self.one)
        #expect(
            reading.case?.outcomes == [
                Outcome(
                    caseID: "c", question: "level", value: .text("high"), source: .human,
                    rater: "ann", shownOutputOf: ShownPaths(["model"]), labelProbability: 0.25,
                    confidence: 0, observedAt: Timestamp("2026-01-01T00:00:00Z"), supersedes: "0190"
                )
            ])
    }

    static let faults: [(String, String, String)] = [
        (one, #"{"outcome":"low"}"#, "outcome of `level` is none of 1, 2, high"),
        (one, #"{"outcome":[1]}"#, "outcome of `level` is none of 1, 2, high"),
        (
            one, #"{"outcome":{"colour":"red"}}"#,
            "an outcome is for `colour`; the questions are `level`"
        ),
        (one, #"{"outcomes":"high"}"#, "`outcomes` is no list"),
        (one, #"{"outcomes":["high"]}"#, "an outcome has no `value`"),
        (
            one, #"{"outcomes":[{"value":"high","confidence":1.01}]}"#,
            "an outcome's `confidence` is no number from 0 to 1"
        ),
        (
            one, #"{"outcomes":[{"value":"high","confidence":"sure"}]}"#,
            "an outcome's `confidence` is no number from 0 to 1"
        ),
        (one, #"{"outcomes":[{"level":"high"}]}"#, "an outcome has no `value`"),
        (
            one, #"{"outcomes":[{"value":"high","source":"oracle"}]}"#,
            "an outcome's `source` is none of system-of-record, human, judge, other"
        ),
        (
            one, #"{"outcomes":[{"value":"high","observed_at":"soon"}]}"#,
            "an outcome's `observed_at` is no time"
        ),
        (two, #"{"truth":"billing"}"#, "`truth` is one value, but the feature has 2 questions"),
        (
            two, #"{"truths":[{"question":"urgent","value":"perhaps"}]}"#,
            "outcome of `urgent` is none of false, true"
        ),
    ]

    @Test(arguments: faults)
    func `a truth that is wrong is left out, but not its case`(
        feature: String, line: String, words: String
    ) throws {
        let reading = try read(line, feature)
        #expect(reading.case?.outcomes.isEmpty == true)
        #expect(reading.problems == [CaseProblem(.badOutcome, words)])
        #expect(!reading.problems[0].excludesCase)
    }

    @Test func `an entry of a file of outcomes is read`() throws {
        let reader = CaseReader(try Feature.read(Self.one))
        var problems: [CaseProblem] = []
        let found = reader.entry(
            ["id": "c", "outcome": "high", "rater": "r"], caseID: "c", problems: &problems)
        #expect(found.map(\.rater) == ["r"] && problems.isEmpty)
        #expect(reader.entry("high", caseID: "c", problems: &problems).isEmpty)
        #expect(problems.count == 1)
    }
}
