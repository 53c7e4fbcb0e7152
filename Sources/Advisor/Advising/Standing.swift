import Foundation

/// What the answers so far leave possible.
package struct Standing: Sendable {
    package let questionnaire: Questionnaire
    /// The possible answers to each item that has been answered.
    package let answers: [String: ClosedRange<Int>]
    /// The score of each factor, and the answer to each screening item.
    let scores: [String: Likelihood]
    /// How likely each gate is, under even odds for all that is open.
    package let gateLikelihoods: [Double]
    private let applies: [String: Bool?]

    package init(_ questionnaire: Questionnaire, _ answers: [String: ClosedRange<Int>]) {
        self.questionnaire = questionnaire
        self.answers = answers
        let known = answers.filter { $0.value.count == 1 }.mapValues(\.lowerBound)
        var applies: [String: Bool?] = [:]
        var usable: [String: Int] = [:]
        for item in questionnaire.items {
            // An answer to a question that does not apply says nothing to those that follow.
            let holds = item.condition.map { $0.holds(usable) } ?? true
            applies[item.id] = .some(holds)
            if holds == true, let answer = known[item.id] { usable[item.id] = answer }
        }
        self.applies = applies
        var scores: [String: Likelihood] = [:]
        for factor in questionnaire.factors {
            let parts = questionnaire.items.filter { $0.factor == factor.id && !$0.isScreen }
                .compactMap { Self.part($0, factor, answers, applies) }
            let neutral = factor.combination == .weakest ? 4 : 0
            scores[factor.id] =
                Likelihood.combined(parts, factor.combination) ?? Likelihood(neutral...neutral)
        }
        for item in questionnaire.items where item.isScreen {
            // A screening question that does not apply is never in the way.
            scores[item.id] =
                applies[item.id] == .some(false)
                ? Likelihood(4...4)
                : answers[item.id].map { Likelihood($0) } ?? .anything
        }
        self.scores = scores
        gateLikelihoods = questionnaire.table.likelihoods(
            scores, gateCount: questionnaire.gates.count)
    }

    private static func part(
        _ item: Item, _ factor: Factor, _ answers: [String: ClosedRange<Int>],
        _ applies: [String: Bool?]
    ) -> Likelihood? {
        guard let applies = applies[item.id], applies != false else { return nil }
        let own = answers[item.id].map { Likelihood($0) } ?? .anything
        return applies == nil ? own.unlessNeutral(factor.combination) : own
    }

    /// Whether an item is asked; `nil` where that hangs on what is not known.
    package func applies(_ item: Item) -> Bool? { applies[item.id] ?? nil }

    /// The possible scores of a factor.
    package func range(of factor: Factor) -> ClosedRange<Int> {
        (scores[factor.id] ?? .anything).range
    }

    /// The gates that the answers leave possible, in their order.
    package var possibleGates: [Gate] {
        zip(questionnaire.gates, gateLikelihoods).filter { $0.1 > 0 }.map(\.0)
    }

    /// What the advice may yet be.
    package var possible: Set<Recommendation> { Set(possibleGates.map(\.recommendation)) }

    /// How likely it is that a model earns its place: each gate's figure, weighted by the gate's own
    /// likelihood; 0 to 1.
    package var modelEarns: Double {
        zip(questionnaire.gates, gateLikelihoods).reduce(0) { $0 + $1.0.modelEarns * $1.1 }
    }

    package func with(_ item: Item, _ answer: ClosedRange<Int>) -> Standing {
        Standing(questionnaire, answers.merging([item.id: answer]) { $1 })
    }

    /// How much is open, in bits over the recommendations.
    var uncertainty: Double {
        var masses: [Recommendation: Double] = [:]
        for (gate, mass) in zip(questionnaire.gates, gateLikelihoods) where mass > 0 {
            masses[gate.recommendation, default: 0] += mass
        }
        return masses.values.reduce(0) { $0 - $1 * log2($1) }
    }

    /// Whether an answer to `item` can still make a difference to the advice.
    package func canFlip(_ item: Item) -> Bool {
        guard possible.count > 1, applies(item) != false else { return false }
        return moves(item) || opensOthers(item) || decides(aboutOthers: item)
    }

    /// Whether it hangs on the answer that a question applies which can flip the advice.
    private func decides(aboutOthers item: Item) -> Bool {
        answers[item.id]?.count != 1
            && questionnaire.items.contains { other in
                other.condition?.reads(item.id) == true && applies(other) == nil && moves(other)
            }
    }

    /// Whether some pair of answers, all else equal and possible, gives another advice.
    private func moves(_ item: Item) -> Bool {
        let gates = questionnaire.gates
        let own = (answers[item.id].map { Likelihood($0) } ?? .anything).support
        let variable = item.isScreen ? item.id : item.factor
        let flips = questionnaire.table.flips(of: variable, scores) {
            gates[$0].recommendation != gates[$1].recommendation
        }
        guard !flips.isEmpty else { return false }
        guard !item.isScreen, let factor = questionnaire.factor(item.factor) else {
            return flips.contains { own.contains($0.low) && own.contains($0.high) }
        }
        let others = questionnaire.items
            .filter { $0.factor == factor.id && !$0.isScreen && $0.id != item.id }
            .compactMap { Self.part($0, factor, answers, applies) }
        let neutral = factor.combination == .weakest ? 4 : 0
        let rest = Likelihood.combined(others, factor.combination) ?? Likelihood(neutral...neutral)
        return rest.support.contains { limit in
            let reached = Set(
                own.map { factor.combination == .weakest ? min($0, limit) : max($0, limit) })
            return flips.contains { reached.contains($0.low) && reached.contains($0.high) }
        }
    }

    /// Whether the answer settles that other questions apply, and so narrows what is possible.
    private func opensOthers(_ item: Item) -> Bool {
        let support = (answers[item.id] ?? 0...4)
        return support.contains { with(item, $0...$0).possible != possible }
    }

    /// How much an answer to `item` is expected to settle, in bits.
    func gain(of item: Item) -> Double {
        let support = (answers[item.id].map { Likelihood($0) } ?? .anything).support
        let after = support.reduce(0) { $0 + with(item, $1...$1).uncertainty }
        return uncertainty - after / Double(support.count)
    }
}
