/// Factors and questions that conditions tie together, directly or by way of others; nothing outside
/// has a part in whether they apply.
package struct Cluster: Sendable {
    let factors: [Factor]
    let items: [Item]
    /// Every way in which its conditions can turn out.
    let worlds: [World]

    /// Returns the clusters of a questionnaire; `nil` where the conditions of one can turn out in
    /// more ways than ``World/most``.
    static func all(of items: [Item], _ factors: [Factor]) -> [Cluster]? {
        var groups = (factors.map(\.id) + items.filter(\.isScreen).map(\.id)).map { Set([$0]) }
        func join(_ one: String, _ other: String) {
            let joined = groups.filter { $0.contains(one) || $0.contains(other) }
            groups.removeAll { joined.contains($0) }
            groups.append(joined.reduce([]) { $0.union($1) })
        }
        for item in items {
            for read in items where item.condition?.reads(read.id) == true {
                join(item.variable, read.variable)
            }
        }
        let clusters = groups.map { group -> Cluster? in
            let own = items.filter { group.contains($0.variable) }
            return World.all(of: own).map { worlds in
                Cluster(
                    factors: factors.filter { group.contains($0.id) }, items: own, worlds: worlds)
            }
        }
        return clusters.contains { $0 == nil } ? nil : clusters.compactMap(\.self)
    }
}

extension Item {
    /// What gates read of the item: the score of its factor, or the answer itself.
    var variable: String { isScreen ? id : factor }
}
