/// A world of a cluster that the answers leave possible, and what they leave open in it.
struct Possibility: Sendable {
    let world: World
    /// How likely it is, under even odds for all that is open.
    let weight: Double
    private let cluster: Cluster
    private let answers: [String: ClosedRange<Int>]

    /// `nil` where an answer rules the world out.
    init?(_ world: World, _ cluster: Cluster, _ answers: [String: ClosedRange<Int>]) {
        var weight = 1.0
        for (item, taken) in world.answers {
            let range = answers[item] ?? 0...4
            let common = taken.count { range.contains($0) }
            guard common > 0 else { return nil }
            weight *= Double(common) / Double(range.count)
        }
        self.world = world
        self.weight = weight
        self.cluster = cluster
        self.answers = answers
    }

    func applies(_ item: Item) -> Bool { world.applying.contains(item.id) }

    /// The answers to `item` that are possible here.
    func support(_ item: Item) -> [Int] {
        let range = answers[item.id] ?? 0...4
        return world.answers[item.id]?.filter { range.contains($0) } ?? Array(range)
    }

    func score(of factor: Factor) -> Likelihood { score(of: factor, cluster.items.filter(applies)) }

    /// What `items` make of the score of their factor; those of others are passed over.
    private func score(of factor: Factor, _ items: [Item]) -> Likelihood {
        Likelihood.combined(
            items.filter { $0.variable == factor.id }.map { Likelihood(support($0)) },
            factor.combination)
    }

    /// A screening question that does not apply is never in the way.
    private func screen(_ item: Item) -> Likelihood {
        applies(item) ? Likelihood(support(item)) : Likelihood([4])
    }

    /// The rows of `table` that are possible here.
    func rows(_ table: GateTable) -> Rows {
        let factors = cluster.factors.reduce(Rows.start) {
            $0.adding(score(of: $1), table.offsets(of: $1.id))
        }
        return cluster.items.filter(\.isScreen).reduce(factors) {
            $0.adding(screen($1), table.offsets(of: $1.id))
        }
    }

    /// The rows of `table` when `item` is answered with `before` here and with `after` in `other`,
    /// all else answered alike.
    func pairs(
        _ item: Item, before: Int, after: Int, in other: Possibility, _ table: GateTable
    ) -> Set<RowPair> {
        let own = RowPair(before: before, after: after)
        let factors = cluster.factors.map { factor in
            (factor.id, pairs(of: factor, item, own, other))
        }
        let screens = cluster.items.filter(\.isScreen).map { screen in
            (screen.id, screen.id == item.id ? [own] : pairs(of: screen, other))
        }
        return (factors + screens).reduce([RowPair(before: 0, after: 0)]) { sums, variable in
            let offsets = table.offsets(of: variable.0)
            let parts = Set(
                variable.1.map {
                    RowPair(before: offsets[$0.before], after: offsets[$0.after])
                })
            return Set(sums.flatMap { sum in parts.map { sum + $0 } })
        }
    }

    /// The scores of a factor before and after.
    private func pairs(
        of factor: Factor, _ item: Item, _ answers: RowPair, _ other: Possibility
    ) -> Set<RowPair> {
        let how = factor.combination
        let neutral = RowPair(before: how.neutral, after: how.neutral)
        let own = item.variable == factor.id ? answers : neutral
        let items = cluster.items.filter { $0.id != item.id }
        let both = score(of: factor, items.filter { applies($0) && other.applies($0) })
        let here = score(of: factor, items.filter { applies($0) && !other.applies($0) })
        let there = other.score(of: factor, items.filter { !applies($0) && other.applies($0) })
        var pairs: Set<RowPair> = []
        for common in both.support {
            for one in here.support {
                for two in there.support {
                    pairs.insert(
                        RowPair(
                            before: how.of(how.of(common, one), own.before),
                            after: how.of(how.of(common, two), own.after)))
                }
            }
        }
        return pairs
    }

    /// The answers to a screening question before and after.
    private func pairs(of screen: Item, _ other: Possibility) -> Set<RowPair> {
        let isFixed = applies(screen) && other.applies(screen)
        return Set(
            self.screen(screen).support.flatMap { one in
                isFixed
                    ? [RowPair(before: one, after: one)]
                    : other.screen(screen).support.map { RowPair(before: one, after: $0) }
            })
    }
}
