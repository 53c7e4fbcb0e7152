import Baselines
import Foundation
import JSONCodec
import TestSupport
import Testing

/// The learners against scikit-learn's, by `Reference/learners.csv`.
struct LearnerReferenceTests {
    private struct Row {
        let x: [Double]
        let label: Int
        let logistic: [Double]
        let bayes: [Double]
        let tree: Int
    }

    private static let rows: [Row] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Reference/learners.csv")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").dropFirst(2).map { line in
            let values = line.split(separator: ",").compactMap { Double($0) }
            return Row(
                x: Array(values[0..<3]), label: Int(values[3]), logistic: Array(values[4..<7]),
                bayes: Array(values[7..<10]), tree: Int(values[10]))
        }
    }()

    @Test func `naive Bayes has the probabilities of MultinomialNB`() {
        let cases = HashedCases(
            buckets: 6, amounts: 0,
            cases: Self.rows.map { row in
                row.x.enumerated().map { ($0.offset + ($0.element > 0 ? 0 : 3), 1) }
            })
        var learner = NaiveBayes(buckets: 6, labels: 3)
        for (index, row) in Self.rows.enumerated() {
            learner.learn(cases, row: index, label: row.label)
        }
        for (index, row) in Self.rows.enumerated() {
            for (found, expected) in zip(learner.probabilities(cases, row: index), row.bayes) {
                #expect(abs(found - expected) < 1e-4)
            }
        }
        #expect(Self.rows.count == 240)
    }

    /// Steps come near the least loss and never quite there: no probability is off by more than 0.02.
    @Test func `logistic regression has the probabilities of LogisticRegression`() {
        let cases = HashedCases(
            buckets: 3, amounts: 3,
            cases: Self.rows.map { row in
                row.x.enumerated().map { ($0.offset, Float($0.element)) }
            })
        var learner = LogisticBaseline(buckets: 3, labels: 3, ridge: 0.02)
        var generator = SeededGenerator(seed: 1)
        learner.learn(
            cases, rows: Array(Self.rows.indices), labels: Self.rows.map(\.label), passes: 300,
            using: &generator)
        for (index, row) in Self.rows.enumerated() {
            for (found, expected) in zip(learner.probabilities(cases, row: index), row.logistic) {
                #expect(abs(found - expected) < 0.02)
            }
        }
    }

    @Test func `the rule answers as DecisionTreeClassifier of depth 3 does`() {
        let objects: [JSONObject] = Self.rows.map {
            ["x1": .double($0.x[0]), "x2": .double($0.x[1]), "x3": .double($0.x[2])]
        }
        let table = CaseTable(objects)
        let rule = RuleBaseline(
            table, rows: Array(objects.indices), labels: Self.rows.map(\.label), labelCount: 3)
        #expect(objects.indices.map { rule.leaf(table, row: $0).label } == Self.rows.map(\.tree))
    }
}
