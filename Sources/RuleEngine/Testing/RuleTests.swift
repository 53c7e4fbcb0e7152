import Decisions
public import Diagnostics

/// The tests of a rule set.
public struct RuleTests: Sendable {
    /// The file that they were read from, for failures to point into.
    public let source: SourceText
    /// The tests in the order of the file.
    public let tests: [RuleTest]

    /// Returns the tests that carry one of `tags`.
    public func tagged(_ tags: Set<String>) -> RuleTests {
        RuleTests(source: source, tests: tests.filter { !tags.isDisjoint(with: $0.tags) })
    }

    /// Decides every test's case by `ruleSet`, for which the tests were read.
    public func run(_ ruleSet: RuleSet) -> RuleTestReport {
        let evaluator = RuleEvaluator(ruleSet)
        var covered: Set<RuleReference> = []
        let results = tests.map { test in
            let explanations = evaluator.explain(json: test.input)
            for explanation in explanations {
                for trace in explanation.rules where trace.result == .fired {
                    covered.insert(RuleReference(explanation.question, trace.rule))
                }
            }
            let judge = RuleTestJudge(ruleSet: ruleSet, source: source, test: test)
            return RuleTestResult(
                test: test, failures: judge.failures(explanations), explanations: explanations)
        }
        return RuleTestReport(
            results: results,
            uncoveredRules: ruleSet.ruleReferences.filter { !covered.contains($0) },
            hasSeveralQuestions: ruleSet.decisions.count > 1)
    }
}

/// What the tests of a rule set came to.
public struct RuleTestReport: Sendable {
    /// One result a test, in the order of the file.
    public let results: [RuleTestResult]
    /// Rules that fired in no test, in the order of the file.
    public let uncoveredRules: [RuleReference]
    /// Whether a rule's id alone could be that of several.
    let hasSeveralQuestions: Bool

    /// The rules that fired in no test by their ids, with the question where there are several.
    package var uncoveredNames: [String] {
        uncoveredRules.map {
            hasSeveralQuestions ? "`\($0.rule)` of `\($0.question)`" : "`\($0.rule)`"
        }
    }

    /// Whether every test passed.
    public var passed: Bool { results.allSatisfy(\.passed) }
    /// What failed, in the order of the file.
    public var failures: [Diagnostic] { results.flatMap(\.failures) }
}

/// What one test came to.
public struct RuleTestResult: Sendable {
    /// The test that was run.
    public let test: RuleTest
    /// One finding for each question that came out otherwise, at the test's place.
    public let failures: [Diagnostic]
    /// How each question was decided, in the feature's order.
    public let explanations: [DecisionExplanation]

    /// Whether every question came out as expected.
    public var passed: Bool { failures.isEmpty }
}

/// A rule of one of the questions.
public struct RuleReference: Hashable, Sendable {
    /// The name of the question.
    public let question: String
    /// The id of the rule or row.
    public let rule: String

    init(_ question: String, _ rule: String) {
        self.question = question
        self.rule = rule
    }
}

extension RuleSet {
    /// All rules of all questions.
    fileprivate var ruleReferences: [RuleReference] {
        decisions.flatMap { logic in
            logic.ruleIDs.map { RuleReference(logic.question.name, $0) }
        }
    }
}
