import Decisions
import Diagnostics
import RuleEngine
import Statistics
import Testing
import Verdicts

struct CalibratorTests {
    private static let day: Int64 = 86_400_000_000
    private static let now = Timestamp(microseconds: 1000 * day)
    private static let question = Question(
        name: "size", kind: .choice, instructions: "",
        options: ["small", "large"].map { Question.Option(.text($0)) })

    private static let rules = """
        rules:
          - { id: many, condition: n > 5, output: large, confidence: 0.9 }
          - { id: one, condition: n == 1, output: small, confidence: 0.6 }
          - { id: never, condition: n > 100, output: large }
          - { id: none, condition: n == 0, output: abstain }
        """

    private static func ruleSet(
        _ text: String, _ question: Question = question
    ) throws -> RuleSet {
        let read = RuleFile.read(
            SourceText(name: "rules.yaml", text: text),
            fields: [FieldDefinition(name: "n", type: .int)], questions: [question])
        return try #require(read.ruleSet, "\(read.diagnostics)")
    }

    /// Cases one a day; each is a number and the index of the truth.
    private func calibrator(
        _ rules: String, _ question: Question = question, outcome: OutcomeDefinition = .init(),
        cases: [(n: Int, truth: Int)]
    ) throws -> Calibrator {
        var calibrator = Calibrator(
            try Self.ruleSet(rules, question), outcome: outcome, now: Self.now)
        for (day, entry) in cases.enumerated() {
            calibrator.add(
                CalibrationCase(
                    time: Timestamp(microseconds: Int64(day) * Self.day),
                    input: Array(#"{"n":\#(entry.n)}"#.utf8),
                    truths: [question.name: question.options[entry.truth].value]))
        }
        return calibrator
    }

    private func measured(_ calibration: QuestionCalibration) -> [QuestionCalibration.Rule] {
        if case .rules(let rules) = calibration.subject { rules } else { [] }
    }

    @Test func `precision is shrunk to the share of the option by two cases' weight`() throws {
        let cases = [(7, 1), (8, 1), (9, 0), (1, 0), (0, 1), (3, 0)]
        let result = try calibrator(Self.rules, cases: cases).finish()[0]
        let rules = measured(result)
        #expect(rules.map(\.id) == ["many", "one", "never"])
        #expect(rules.map(\.cases) == [3, 1, 0])
        #expect(rules.map(\.right) == [2, 1, 0])
        // Three of six truths are `large`: by the rule of succession the prior is 4/8.
        let expected: [Double] = [3.0 / 5.0, 2.0 / 3.0, 0.5]
        #expect(rules.map(\.smoothed) == expected)
        #expect(rules[0].interval == wilsonInterval(successes: 2, trials: 3))
        #expect(rules[2].interval == nil)
        #expect(rules.map(\.declared) == [.stated(0.9), .stated(0.6), nil])
        #expect((result.cases, result.answered) == (6, 4))
    }

    @Test func `quality is measured on later cases than the figures`() throws {
        // Right for the first half, wrong for the second: what the past teaches is no good.
        let cases = (0..<100).map { (n: 7, truth: $0 < 50 ? 1 : 0) }
        let result = try calibrator(Self.rules, cases: cases).finish()[0]
        let quality = try #require(result.measured)
        #expect(quality.cases == 80)
        #expect(quality.brier > 0.35)
        #expect(abs(measured(result)[0].smoothed - 0.5) < 1e-9)
        let declared = try #require(result.declared)
        #expect(declared.cases == 80)
        #expect(abs(declared.brier - (30 * 0.01 + 50 * 0.81) / 80) < 1e-9)
    }

    @Test func `what came before counts by time, not by the order of the file`() throws {
        let cases = (0..<100).map { (n: 7, truth: $0 < 50 ? 1 : 0) }
        var shuffled = Calibrator(try Self.ruleSet(Self.rules), outcome: .init(), now: Self.now)
        for day in (0..<100).reversed() {
            shuffled.add(
                CalibrationCase(
                    time: Timestamp(microseconds: Int64(day) * Self.day),
                    input: Array(#"{"n":7}"#.utf8),
                    truths: ["size": .text(day < 50 ? "large" : "small")]))
        }
        let inOrder = try calibrator(Self.rules, cases: cases).finish()[0].measured?.brier
        #expect(shuffled.finish()[0].measured?.brier == inOrder)
    }

    @Test func `declared numbers are judged only where every answer has one`() throws {
        let cases = (0..<40).map { (n: $0 % 2 == 0 ? 7 : 200, truth: 1) }
        let rules = Self.rules.replacing("n > 5", with: "n > 5 && n < 100")
        let result = try calibrator(rules, cases: cases).finish()[0]
        #expect(result.measured?.cases == 32)
        #expect(result.declared == nil)
    }

    @Test func `too few cases have no quality`() throws {
        let result = try calibrator(Self.rules, cases: Array(repeating: (7, 1), count: 19))
            .finish()[0]
        #expect(result.measured == nil)
    }

    @Test func `outcomes that could still change do not count`() throws {
        var outcome = OutcomeDefinition()
        outcome.maturesAfter = .seconds(86_400 * 995)
        var calibrator = try calibrator(
            Self.rules, outcome: outcome, cases: (0..<10).map { _ in (7, 1) })
        #expect((calibrator.cases, calibrator.immature) == (6, 4))
        calibrator.add(
            CalibrationCase(
                time: nil, input: Array(#"{"n":7}"#.utf8), truths: ["size": .text("large")]))
        #expect((calibrator.cases, calibrator.immature) == (6, 5))
    }

    @Test func `cases without a truth, or with one that is no option, are passed over`() throws {
        var calibrator = Calibrator(try Self.ruleSet(Self.rules), outcome: .init(), now: Self.now)
        for truths in [[:], ["size": OptionValue.text("huge")]] {
            calibrator.add(
                CalibrationCase(time: nil, input: Array(#"{"n":7}"#.utf8), truths: truths))
        }
        let result = calibrator.finish()[0]
        #expect(result.cases == 0)
    }

    @Test func `a scorecard's curve is that of its points`() throws {
        let question = Question.predicate("large", instructions: "")
        let rules = """
            scorecard:
              rules:
                - { id: some, condition: n > 2, points: 10 }
                - { id: many, condition: n > 6, points: 10 }
              curve: { midpoint: 5, slope: 1 }
            """
        // Of low points 1 in 10 is true, of middling 5, of high 9.
        let cases = (0..<300).map { index in
            let level = index % 3
            return (n: [0, 4, 8][level], truth: index / 3 % 10 < [1, 5, 9][level] ? 1 : 0)
        }
        let result = try calibrator(rules, question, cases: cases).finish()[0]
        guard case .curve(let curve?, let declared?) = result.subject else {
            Issue.record("no curve was fitted")
            return
        }
        #expect(declared == LogisticCurve(midpoint: 5, slope: 1))
        #expect(abs(curve.midpoints[0] - 10) < 0.5)
        #expect(abs(curve.probability(of: 20) - 0.9) < 0.02)
        let quality = try #require(result.measured)
        let before = try #require(result.declared)
        #expect(quality.brier < before.brier)
        #expect(quality.calibrationError < 0.1)
    }

    private static let severity = Question(
        name: "severity", kind: .score, instructions: "",
        options: ["low", "mid", "high"].map { Question.Option(.text($0)) })

    /// Of 0 points most are low, of 10 most are mid, of 20 most are high.
    private static let graded: [(n: Int, truth: Int)] = (0..<600).map { index in
        let truths = [[0, 0, 0, 0, 0, 0, 0, 0, 1, 2], [0, 0, 1, 1, 1, 1, 1, 1, 2, 2]]
        let level = index % 3
        let place = index / 3 % 10
        return (n: level * 4, truth: level == 2 ? 2 - truths[0][place] : truths[level][place])
    }

    @Test(arguments: [
        """
        scorecard:
          rules:
            - { id: some, condition: n > 2, points: 10 }
            - { id: many, condition: n > 6, points: 10 }
          curve: { midpoints: [1, 2], slope: 1 }
        """,
        """
        hit_policy: collect
        aggregate: sum
        thresholds: { low: 0, mid: 5, high: 15 }
        curve: { midpoints: [1, 2], slope: 1 }
        rules:
          - { id: all, condition: 'true', output: 0 }
          - { id: some, condition: n > 2, output: 10 }
          - { id: many, condition: n > 6, output: 10 }
        """,
    ])
    func `a score's curve has a midpoint for each level but the lowest`(rules: String) throws {
        let result = try calibrator(rules, Self.severity, cases: Self.graded).finish()[0]
        guard case .curve(let curve?, let declared?) = result.subject else {
            Issue.record("no curve was fitted")
            return
        }
        #expect(declared == LogisticCurve(midpoints: [1, 2], slope: 1))
        #expect(curve.midpoints.count == 2 && curve.slope > 0)
        #expect(abs(curve.midpoints[0] + curve.midpoints[1] - 20) < 0.5)
        #expect(abs(curve.probabilities(at: 20)[2] - 0.8) < 0.05)
        let quality = try #require(result.measured)
        let before = try #require(result.declared)
        #expect(quality.cases == 480)
        #expect(quality.brier < before.brier)
        #expect(quality.calibrationError < 0.1)
    }

    @Test func `a vote's curve tells how likely its winner is right`() throws {
        let rules = """
            hit_policy: collect
            curve: measured
            rules:
              - { id: a, condition: 'true', output: large }
              - { id: b, condition: n > 1, output: large }
              - { id: c, condition: n > 2, output: large }
            """
        // Right in 5 of 10 cases with one vote, 7 with two, 9 with three.
        let cases = (0..<600).map { index in
            let right = [5, 7, 9][index % 3]
            return (n: index % 3 + 1, truth: index / 3 % 10 < right ? 1 : 0)
        }
        let result = try calibrator(rules, cases: cases).finish()[0]
        guard case .curve(let curve?, nil) = result.subject else {
            Issue.record("no curve was fitted")
            return
        }
        #expect(result.isVote && result.isUsed)
        #expect(abs(curve.probability(of: 1) - 0.5) < 0.05)
        #expect(abs(curve.probability(of: 3) - 0.9) < 0.05)
        #expect(try #require(result.measured).calibrationError < 0.1)
    }

    @Test func `options without an order have nothing to calibrate`() throws {
        let question = Question(
            name: "size", kind: .choice, instructions: "",
            options: ["s", "m", "l"].map { Question.Option(.text($0)) })
        let rules = """
            hit_policy: collect
            aggregate: count
            thresholds: { m: 1 }
            rules: [{ id: a, condition: n > 1, output: s }]
            """
        guard
            case .nothing = try calibrator(rules, question, cases: [(7, 1)]).finish()[0].subject
        else {
            Issue.record("a count of unordered options was calibrated")
            return
        }
    }

    @Test func `rules whose order of cases is random are foretold about as well as they are`()
        throws
    {
        // Right in 7 of 10 cases, whenever they come.
        var state: UInt64 = 7
        let cases = (0..<2000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (n: 7, truth: state >> 33 % 10 < 7 ? 1 : 0)
        }
        let quality = try #require(try calibrator(Self.rules, cases: cases).finish()[0].measured)
        #expect(abs(quality.brier - 0.21) < 0.02)
        #expect(quality.calibrationError < 0.05)
    }
}

struct LoggedCasesTests {
    @Test func `a case counts once, as it was observed last`() throws {
        var logged = LoggedCases()
        let lines = """
            {"case_id":"1","question":"a","time":"2026-01-01T00:00:00Z","input":{"n":1},"outcome":null}
            {"case_id":"2","question":"a","time":null,"input":{"n":2},"outcome":{"value":true}}
            {"case_id":"1","question":"b","time":"2026-01-01T00:00:00Z","input":{"n":3},"outcome":{"value":"x"}}

            """
        try logged.add(lines: Array(lines.utf8))
        #expect(
            logged.cases.map { String(decoding: $0.input, as: UTF8.self) } == [
                #"{"n":3}"#, #"{"n":2}"#,
            ])
        #expect(logged.cases.map(\.truths) == [["b": .text("x")], ["a": .flag(true)]])
        #expect(logged.cases[0].time == Timestamp("2026-01-01T00:00:00Z"))
    }

    @Test func `lines that are no JSON are an error`() {
        var logged = LoggedCases()
        #expect(throws: (any Error).self) { try logged.add(lines: Array("{".utf8)) }
    }

    @Test func `labels count as if all had been drawn with the least chance`() throws {
        var logged = LoggedCases()
        for number in 0..<2_000 {
            let chance = ["0.1", "0.5", "1.0", "null"][number % 4]
            let line =
                #"{"case_id":"\#(number)","question":"size","input":{"n":\#(number % 4)},"#
                + #""outcome":{"value":"large","label_probability":\#(chance)}}"#
            try logged.add(lines: Array((line + "\n").utf8))
        }
        let known = logged.cases.filter { !$0.truths.isEmpty }
        let counts = (0..<4).map { kind in
            known.count { String(decoding: $0.input, as: UTF8.self) == #"{"n":\#(kind)}"# }
        }
        // Nobody drew the last kind; of the others a tenth of what was drawn for sure stays.
        #expect(counts[0] == 500 && counts[3] == 500)
        #expect((70...130).contains(counts[1]) && (30...70).contains(counts[2]))
    }
}
