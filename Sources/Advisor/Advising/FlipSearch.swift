/// Finds answers that would change a firm advice: single ones, and pairs where no single one does.
struct FlipSearch {
    let standing: Standing

    init(_ standing: Standing) { self.standing = standing }

    var flips: [Advice.Flip] {
        guard standing.possible.count == 1, let now = standing.possible.first else { return [] }
        let known = standing.questionnaire.items.filter {
            standing.answers[$0.id]?.count == 1 && standing.applies($0) == true
        }
        let single = known.flatMap { singles($0, now) }
        let flipping = Set(single.flatMap(\.changes).map(\.item))
        let all = single + pairs(known.filter { !flipping.contains($0.id) }, now)
        let decisive = standing.likeliestGate?.decidedBy
        return all.map { (flip: $0, order: order($0, decisive)) }.enumerated()
            .sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
            .map(\.element.flip)
    }

    /// The nearest come first, and among them those of the factor that decides; that it might be no
    /// decision at all is true of everything, and the least surprising.
    private func order(_ flip: Advice.Flip, _ decisive: String?) -> Int {
        let distance = flip.changes.reduce(0) { sum, change in
            sum + abs(change.answer - (standing.answers[change.item]?.lowerBound ?? 0))
        }
        let isDecisive = flip.changes.contains {
            standing.questionnaire.item($0.item)?.factor == decisive
        }
        return (flip.to.outcome == .notADecisionProblem ? 100 : 0) + flip.changes.count * 20
            + distance * 2 + (isDecisive ? 0 : 1)
    }

    /// For each other advice that one changed answer leads to, the nearest such answer.
    private func singles(_ item: Item, _ now: Recommendation) -> [Advice.Flip] {
        guard let answer = standing.answers[item.id]?.lowerBound else { return [] }
        var seen: Set<Recommendation> = [now]
        return Self.nearest(to: answer).compactMap { other in
            guard let to = recommendation(standing.with(item, other...other)),
                seen.insert(to).inserted
            else { return nil }
            return Advice.Flip(changes: [.init(item: item.id, answer: other)], to: to)
        }
    }

    /// The nearest change of two answers together, for each two items.
    private func pairs(_ items: [Item], _ now: Recommendation) -> [Advice.Flip] {
        items.indices.flatMap { first in
            items[(first + 1)...].compactMap { pair(items[first], $0, now) }
        }
    }

    private func pair(_ one: Item, _ other: Item, _ now: Recommendation) -> Advice.Flip? {
        guard let a = standing.answers[one.id]?.lowerBound,
            let b = standing.answers[other.id]?.lowerBound
        else { return nil }
        for first in Self.nearest(to: a) {
            let changed = standing.with(one, first...first)
            for second in Self.nearest(to: b) {
                guard let to = recommendation(changed.with(other, second...second)), to != now
                else { continue }
                return Advice.Flip(
                    changes: [
                        .init(item: one.id, answer: first), .init(item: other.id, answer: second),
                    ], to: to)
            }
        }
        return nil
    }

    /// The advice; `nil` where the change leaves it open.
    private func recommendation(_ standing: Standing) -> Recommendation? {
        standing.possible.count == 1 ? standing.possible.first : nil
    }

    private static func nearest(to answer: Int) -> [Int] {
        (0...4).filter { $0 != answer }.sorted { abs($0 - answer) < abs($1 - answer) }
    }
}
