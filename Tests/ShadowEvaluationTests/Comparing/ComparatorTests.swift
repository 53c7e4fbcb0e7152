import Decisions
import ShadowEvaluation
import Testing

struct ComparatorTests {
    typealias Value = Comparator.Value

    private static let yesNo = Question.predicate("p", instructions: "")
    private static let team = Question(
        name: "c", kind: .choice, instructions: "",
        options: ["a", "b", "c", "d"].map { Question.Option(.text($0)) })
    private static let level = Question(
        name: "s", kind: .score, instructions: "",
        options: ["low", "mid", "high"].map { Question.Option(.text($0)) })

    private static func comparator(
        _ question: Question, _ change: (inout ComparisonDefinition) -> Void = { _ in }
    ) -> Comparator {
        var definition = ComparisonDefinition()
        change(&definition)
        return Comparator(question, definition)
    }

    @Test(arguments: [
        (0.4, 0.1, nil, 0.5, Comparator.Comparison.same), (0.4, 0.6, nil, 0.5, .different),
        (0.45, 0.55, 0.1000001, 0.5, .same), (0.4, 0.6, 0.1, 0.5, .different),
        (0.6, 0.7, nil, 0.65, .different), (0.6, 0.7, 0.2, 0.65, .same),
    ])
    func `predicates agree on one side of the threshold, or within the tolerance`(
        left: Double, right: Double, tolerance: Double?, threshold: Double,
        expected: Comparator.Comparison
    ) {
        let comparator = Self.comparator(Self.yesNo) {
            $0.tolerance = tolerance
            $0.threshold = threshold
        }
        func value(_ yes: Double) -> Value {
            Value(code: yes > 0.5 ? 1 : 0, probabilities: [1 - yes, yes])
        }
        #expect(comparator.compare(value(left), value(right)) == expected)
        #expect(comparator.compare(value(right), value(left)) == expected)
    }

    @Test func `a predicate without a probability counts by its value`() {
        let comparator = Self.comparator(Self.yesNo) { $0.tolerance = 1 }
        let sure = Value(code: 1, probabilities: [0.1, 0.9])
        #expect(comparator.compare(Value(code: 1), sure) == .same)
        #expect(comparator.compare(Value(code: 0), sure) == .different)
    }

    @Test func `choices agree within a group, and groups that share an option are one`() {
        let comparator = Self.comparator(Self.team) { $0.same = [[0, 1], [2, 1]] }
        let expected: [[Comparator.Comparison]] = [
            [.same, .same, .same, .different], [.same, .same, .same, .different],
            [.same, .same, .same, .different], [.different, .different, .different, .same],
        ]
        for left in 0..<4 {
            for right in 0..<4 {
                #expect(
                    comparator.compare(Value(code: left), Value(code: right))
                        == expected[left][right])
            }
        }
    }

    @Test(arguments: [
        (0, [true, false, false]), (1, [true, true, false]), (2, [true, true, true]),
    ])
    func `scores agree within so many levels`(levels: Int, expected: [Bool]) {
        let comparator = Self.comparator(Self.level) { $0.levels = levels }
        #expect(
            (0..<3).map { comparator.compare(Value(code: 0), Value(code: $0)) == .same }
                == expected)
    }

    @Test func `what is ignored or has no value is not compared`() {
        let comparator = Self.comparator(Self.team) {
            $0.ignored = [3]
            $0.ignoredRules = ["noisy"]
        }
        for value in [
            Value(code: 3), Value(code: nil), Value(code: 9), Value(code: 0, rule: "noisy"),
        ] {
            #expect(comparator.compare(value, Value(code: 0)) == .notCompared)
            #expect(comparator.compare(Value(code: 0), value) == .notCompared)
        }
        let failed = Answer(path: "model", status: .failed)
        let abstained = Answer(path: "heuristic", status: .abstained)
        #expect(comparator.compare(failed, abstained) == .notCompared)
    }

    @Test func `the version changes with what comparing means, and only with that`() {
        let plain = Self.comparator(Self.team)
        #expect(plain.version == Self.comparator(Self.team) { $0.same = [[2, 2]] }.version)
        let others = [
            Self.comparator(Self.team) { $0.same = [[0, 1]] },
            Self.comparator(Self.team) { $0.ignored = [0] },
            Self.comparator(Self.team) { $0.ignoredRules = ["x"] },
            Self.comparator(Self.level), Self.comparator(Self.yesNo) { $0.tolerance = 0 },
            Self.comparator(Self.yesNo),
        ]
        #expect(Set((others + [plain]).map(\.version)).count == 7)
    }
}
