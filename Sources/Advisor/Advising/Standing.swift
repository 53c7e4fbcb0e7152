import Foundation

/// What the answers so far leave possible.
package struct Standing: Sendable {
    package let questionnaire: Questionnaire
    /// The possible answers to each item that has been answered.
    package let answers: [String: ClosedRange<Int>]
    /// How likely each gate is, under even odds for all that is open.
    package let gateLikelihoods: [Double]
    /// By cluster.
    private let possibilities: [[Possibility]]
    private let rows: [Rows]

    package init(_ questionnaire: Questionnaire, _ answers: [String: ClosedRange<Int>]) {
        let table = questionnaire.table
        self.questionnaire = questionnaire
        self.answers = answers
        possibilities = questionnaire.clusters.map { cluster in
            cluster.worlds.compactMap { Possibility($0, cluster, answers) }
        }
        rows = possibilities.map { possibilities in
            possibilities.reduce(into: Rows.none) {
                $0.merge($1.rows(table), weight: $1.weight)
            }
        }
        var likelihoods = [Double](repeating: 0, count: questionnaire.gates.count)
        for (row, mass) in rows.reduce(Rows.start, { $0.adding($1) }).masses {
            if let gate = table[row] { likelihoods[gate] += mass }
        }
        gateLikelihoods = likelihoods
    }

    /// Whether an item is asked; `nil` where that hangs on what is not known.
    package func applies(_ item: Item) -> Bool? {
        let possibilities = possibilities[cluster(of: item.variable)]
        let count = possibilities.count { $0.applies(item) }
        return count == 0 ? false : count == possibilities.count ? true : nil
    }

    private func cluster(of variable: String) -> Int {
        questionnaire.clusters.firstIndex { cluster in
            cluster.factors.contains { $0.id == variable }
                || cluster.items.contains { $0.id == variable }
        } ?? 0
    }

    /// The possible scores of a factor.
    package func range(of factor: Factor) -> ClosedRange<Int> {
        let ranges = possibilities[cluster(of: factor.id)].map { $0.score(of: factor).range }
        return (ranges.map(\.lowerBound).min() ?? 0)...(ranges.map(\.upperBound).max() ?? 4)
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

    /// Whether an answer to `item` can still make a difference to the advice: whether two ways to
    /// answer all that is open differ in this answer alone and get different advice.
    package func canFlip(_ item: Item) -> Bool {
        guard possible.count > 1 else { return false }
        let own = cluster(of: item.variable)
        let others = rows.enumerated().filter { $0.offset != own }
            .reduce(Rows.start) { $0.adding($1.element) }.masses.keys
        let gates = questionnaire.gates.map(\.recommendation)
        return pairs(item, own).contains { pair in
            others.contains { row in
                guard let before = questionnaire.table[row + pair.before],
                    let after = questionnaire.table[row + pair.after]
                else { return false }
                return gates[before] != gates[after]
            }
        }
    }

    /// The rows of its cluster between which an answer to `item` decides.
    private func pairs(_ item: Item, _ cluster: Int) -> Set<RowPair> {
        let here = possibilities[cluster].filter { $0.applies(item) }
        var pairs: Set<RowPair> = []
        for one in here {
            for other in here where one.world.isAlike(other.world, butFor: item.id) {
                for before in one.support(item) {
                    for after in other.support(item) where before < after {
                        pairs.formUnion(
                            one.pairs(
                                item, before: before, after: after, in: other,
                                questionnaire.table))
                    }
                }
            }
        }
        return pairs.filter { $0.before != $0.after }
    }

    /// How much an answer to `item` is expected to settle, in bits.
    func gain(of item: Item) -> Double {
        let support = answers[item.id] ?? 0...4
        let after = support.reduce(0) { $0 + with(item, $1...$1).uncertainty }
        return uncertainty - after / Double(support.count)
    }
}
