/// What a better answer to one question about one feature would do to the order.
package struct InformationValue: Sendable {
    package let feature: String
    package let item: Item
    /// The chance that another feature would begin.
    package let changesFirst: Double
    /// The chance that any two would change places.
    package let changesOrder: Double

    /// Returns what every answer that is open is worth, those that may change most first.
    static func all(
        _ candidates: [LaunchCandidate], draws: [LaunchDraws], ranks: [Double], values: [Double],
        rank: (LaunchFigures) -> Double
    ) -> [InformationValue] {
        let order = LaunchOrder.recommended
        let base = order.indices(candidates, ranks: ranks, values: values)
        var found: [InformationValue] = []
        for (index, candidate) in candidates.enumerated() {
            for item in LaunchItem.allCases {
                guard let asked = candidate.questionnaire.item(item.rawValue) else { continue }
                let orders: [[Int]]
                if let possible = draws[index].ranks(knowing: item, rank) {
                    orders = possible.map { rank in
                        var ranks = ranks
                        ranks[index] = rank
                        return order.indices(candidates, ranks: ranks, values: values)
                    }
                } else if [.reversible, .tier].contains(item), candidate.isOpen(item) {
                    orders = candidate.range(item).map { answer in
                        var candidates = candidates
                        candidates[index] = candidate.answering(item, answer)
                        return order.indices(candidates, ranks: ranks, values: values)
                    }
                } else {
                    continue
                }
                let share = 1 / Double(orders.count)
                found.append(
                    InformationValue(
                        feature: candidate.name, item: asked,
                        changesFirst: share * Double(orders.count { $0.first != base.first }),
                        changesOrder: share * Double(orders.count { $0 != base })))
            }
        }
        return found.sorted {
            ($1.changesFirst, $1.changesOrder, $0.item.effort)
                < ($0.changesFirst, $0.changesOrder, $1.item.effort)
        }
    }
}

extension LaunchCandidate {
    /// The same with one answer to `item`.
    fileprivate func answering(_ item: LaunchItem, _ answer: Int) -> LaunchCandidate {
        let entries = assessment.entries.filter { $0.item != item.rawValue }
        var candidate = LaunchCandidate(
            Assessment(
                feature: assessment.feature, questionnaire: assessment.questionnaire,
                version: assessment.version, dependsOn: assessment.dependsOn,
                entries: entries
                    + [.init(item: item.rawValue, answer: answer, by: "whoever finds out")]),
            questionnaire)
        candidate.measured = measured
        candidate.firingAudits = firingAudits
        return candidate
    }
}
