package import Decisions

/// Says whether two answers to a question come to the same.
///
/// It reads values and probabilities alone, so that pairs of the log can be scored again by another
/// comparator. Agreement is no accuracy: neither answer is the truth.
package struct Comparator: Hashable, Sendable {
    package enum Comparison: Hashable, Sendable {
        case same
        case different
        /// One of them has no value, or one that is not compared.
        case notCompared
    }

    /// What is compared of an answer.
    package struct Value: Hashable, Sendable {
        /// Index into the question's options; `nil` where there is no value.
        package var code: Int?
        /// One probability an option; empty where none is known.
        package var probabilities: [Double]
        package var rule: String?

        package init(code: Int?, probabilities: [Double] = [], rule: String? = nil) {
            self.code = code
            self.probabilities = probabilities
            self.rule = rule
        }
    }

    /// Raised with every change of what equal settings mean.
    private static let revision = 1

    private let definition: ComparisonDefinition
    private let kind: Question.Kind
    /// By option, the first of those that it comes to the same as.
    private let group: [Int]

    package init(_ question: Question, _ definition: ComparisonDefinition = .init()) {
        self.definition = definition
        kind = question.kind
        var group = Array(question.options.indices)
        for same in definition.same {
            guard let first = same.first.map({ group[$0] }) else { continue }
            let joined = Set(same.map { group[$0] })
            for option in group.indices where joined.contains(group[option]) {
                group[option] = first
            }
        }
        self.group = group
    }

    /// The identity of the comparison: scores of different versions are not to be mixed.
    package var version: ContentHash {
        ContentHash([
            ("comparator", "\(Self.revision) \(kind.rawValue)"),
            ("threshold", "\(definition.threshold)"),
            ("tolerance", definition.tolerance.map { "\($0)" } ?? ""),
            ("levels", "\(definition.levels)"), ("groups", "\(group)"),
            ("ignored", "\(definition.ignored.sorted())"),
            ("ignored rules", definition.ignoredRules.sorted().joined(separator: "\n")),
        ])
    }

    package func compare(_ left: Value, _ right: Value) -> Comparison {
        guard let first = compared(left), let second = compared(right) else {
            return .notCompared
        }
        let isSame =
            switch kind {
            case .predicate: agree(left, first, right, second)
            case .choice: group[first] == group[second]
            case .score: abs(first - second) <= definition.levels
            }
        return isSame ? .same : .different
    }

    package func compare(_ left: Answer, _ right: Answer) -> Comparison {
        compare(Value(left), Value(right))
    }

    private func compared(_ value: Value) -> Int? {
        guard let code = value.code, group.indices.contains(code),
            !definition.ignored.contains(code)
        else { return nil }
        guard let rule = value.rule else { return code }
        return definition.ignoredRules.contains(rule) ? nil : code
    }

    private func agree(_ left: Value, _ first: Int, _ right: Value, _ second: Int) -> Bool {
        if isYes(left, first) == isYes(right, second) { return true }
        guard let tolerance = definition.tolerance, let yes = left.yes, let other = right.yes
        else { return false }
        return abs(yes - other) <= tolerance
    }

    private func isYes(_ value: Value, _ code: Int) -> Bool {
        value.yes.map { $0 >= definition.threshold } ?? (code == 1)
    }
}

extension Comparator.Value {
    /// The value of an answer; none unless it was answered.
    package init(_ answer: Answer) {
        self.init(
            code: answer.status == .answered ? answer.code : nil,
            probabilities: answer.probabilities, rule: answer.rule)
    }

    /// The probability of yes, where the answer of a predicate gives it.
    fileprivate var yes: Double? { probabilities.count == 2 ? probabilities[1] : nil }
}
