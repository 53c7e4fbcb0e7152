package import Decisions

/// How two rule sets answer one question of the same cases.
package struct RuleComparison: Sendable {
    /// What becomes of a question, whichever rule set gave it.
    package enum Result: Hashable, Sendable {
        case option(OptionValue)
        case abstained
        case failed

        package init(_ decision: RuleDecision, of logic: DecisionLogic) {
            switch decision {
            case .decided(let code, _, _, _): self = .option(logic.question.options[code].value)
            case .abstained: self = .abstained
            case .failed, .ambiguous: self = .failed
            }
        }
    }

    package struct Change: Hashable, Sendable {
        package var old: Result
        package var new: Result
    }

    /// Cases that changed in the same way.
    package struct Changed: Sendable {
        package var cases = 0
        /// Cases with a known outcome.
        package var outcomes = 0
        /// Right before, and wrong or unanswered now.
        package var broken = 0
        /// Wrong or unanswered before, and right now.
        package var mended = 0
        package var examples: [Example] = []
    }

    /// A case that changed, with both explanations.
    package struct Example: Sendable {
        package var caseID: String
        package var truth: OptionValue?
        package var old: DecisionExplanation
        package var new: DecisionExplanation
    }

    package let old: DecisionLogic
    package let new: DecisionLogic
    package private(set) var cases = 0
    package private(set) var outcomes = 0
    package private(set) var oldRight = 0
    package private(set) var newRight = 0
    package private(set) var oldAbstained = 0
    package private(set) var newAbstained = 0
    package private(set) var oldFailed = 0
    package private(set) var newFailed = 0
    /// What the answers to cases with a known outcome cost, in US dollars, price and waiting left out;
    /// 0 without economics.
    package private(set) var oldCost = 0.0
    package private(set) var newCost = 0.0
    /// Cases with the same answer by another rule.
    package private(set) var otherRule = 0
    package private(set) var changes: [Change: Changed] = [:]
    package let economics: Economics?
    private let mostExamples: Int

    package init(
        old: DecisionLogic, new: DecisionLogic, economics: Economics? = nil, mostExamples: Int
    ) {
        self.old = old
        self.new = new
        self.economics = economics
        self.mostExamples = mostExamples
    }

    package var changed: Int { changes.values.reduce(0) { $0 + $1.cases } }
    package var broken: Int { changes.values.reduce(0) { $0 + $1.broken } }
    package var mended: Int { changes.values.reduce(0) { $0 + $1.mended } }

    /// Counts a case; `explain` is called where it serves as an example.
    package mutating func add(
        caseID: String, old: RuleDecision, new: RuleDecision, truth: OptionValue?,
        explain: () -> (old: DecisionExplanation, new: DecisionExplanation)
    ) {
        let change = Change(old: Result(old, of: self.old), new: Result(new, of: self.new))
        let wasRight = truth.map { change.old == .option($0) } ?? false
        let isRight = truth.map { change.new == .option($0) } ?? false
        cases += 1
        if truth != nil { outcomes += 1 }
        if wasRight { oldRight += 1 }
        if isRight { newRight += 1 }
        if change.old == .abstained { oldAbstained += 1 }
        if change.new == .abstained { newAbstained += 1 }
        if change.old == .failed { oldFailed += 1 }
        if change.new == .failed { newFailed += 1 }
        if let truth, let economics {
            oldCost += economics.cost(of: change.old, truth: truth)
            newCost += economics.cost(of: change.new, truth: truth)
        }
        guard change.old != change.new else {
            if self.old.id(deciding: old) != self.new.id(deciding: new) { otherRule += 1 }
            return
        }
        var changed = changes[change] ?? Changed()
        changed.cases += 1
        if truth != nil { changed.outcomes += 1 }
        if wasRight { changed.broken += 1 }
        if isRight { changed.mended += 1 }
        if changed.examples.count < mostExamples {
            let explanations = explain()
            changed.examples.append(
                Example(
                    caseID: caseID, truth: truth, old: explanations.old, new: explanations.new))
        }
        changes[change] = changed
    }
}

extension DecisionLogic {
    /// Returns the id of what decided; `nil` where that was no single rule.
    fileprivate func id(deciding decision: RuleDecision) -> String? {
        switch decision {
        case .decided(_, let rule, _, _), .abstained(let rule): id(ofRule: rule)
        case .failed(let rule, _): rule.map { id(ofRule: $0) }
        case .ambiguous: nil
        }
    }
}

extension Economics {
    fileprivate func cost(of result: RuleComparison.Result, truth: OptionValue) -> Double {
        switch result {
        case .option(truth): -correct
        case .option(let value):
            costOfError(truth: truth.description, answer: value.description)
        case .abstained: abstain
        case .failed: fail
        }
    }
}
