import Decisions

/// What each rule of one question did on recorded cases.
package struct RuleCoverage: Sendable {
    package struct Row: Sendable {
        package let id: String
        /// Cases in which its condition holds.
        package var fired = 0
        /// Cases that it decided.
        package var decided = 0
        /// Cases of which the decision failed because its condition has no value.
        package var failed = 0
        /// Cases in which it fired and another rule decided, by that rule.
        package var shadowedBy: [String: Int] = [:]

        package var shadowed: Int { shadowedBy.values.reduce(0, +) }
    }

    /// Cases of one slice.
    package struct Slice: Hashable, Sendable {
        package var cases = 0
        package var abstained = 0
    }

    package let question: String
    /// Whether only one rule decides a case, so that others that fire have no effect.
    package let hasOneWinner: Bool
    /// The rules in the order of the file.
    package private(set) var rows: [Row]
    package private(set) var cases = 0
    /// Cases that no rule decided, but `otherwise` or the sum of no points.
    package private(set) var byNoRule = 0
    package private(set) var abstained = 0
    /// Cases that failed because two rules fired that must not.
    package private(set) var ambiguous = 0
    /// All cases that failed, the ambiguous included.
    package private(set) var failed = 0
    /// By field, then by value.
    package private(set) var slices: [String: [String: Slice]] = [:]

    /// What a field's further values are counted under.
    package static let otherValues = "(other values)"
    private static let mostValues = 1000

    package init(_ logic: DecisionLogic) {
        question = logic.question.name
        hasOneWinner =
            switch logic.hitPolicy {
            case .first, .unique, .any, .priority, .ruleOrder, .outputOrder: true
            case .collect, nil: false
            }
        rows = logic.ruleIDs.map { Row(id: $0) }
    }

    /// Counts a case; `slices` are the values of the fields by which the feature is cut.
    package mutating func add(_ examination: RuleExamination, slices: [String: String]) {
        cases += 1
        for hit in examination.hits { rows[hit].fired += 1 }
        var isAbstained = false
        switch examination.decision {
        case .decided(_, let rule, _, _): count(rule, examination.hits)
        case .abstained(let rule):
            count(rule, examination.hits)
            abstained += 1
            isAbstained = true
        case .failed(let rule, _):
            failed += 1
            if let rule { rows[rule].failed += 1 }
        case .ambiguous:
            failed += 1
            ambiguous += 1
        }
        for (field, value) in slices {
            var values = self.slices[field] ?? [:]
            let isKnown = values[value] != nil || values.count < Self.mostValues
            let key = isKnown ? value : Self.otherValues
            values[key, default: Slice()].cases += 1
            if isAbstained { values[key, default: Slice()].abstained += 1 }
            self.slices[field] = values
        }
    }

    private mutating func count(_ rule: Int?, _ hits: [Int]) {
        guard let rule else {
            byNoRule += 1
            return
        }
        rows[rule].decided += 1
        guard hasOneWinner else { return }
        for hit in hits where hit != rule { rows[hit].shadowedBy[rows[rule].id, default: 0] += 1 }
    }

    package var neverFired: [String] { rows.filter { $0.fired == 0 }.map(\.id) }
}
