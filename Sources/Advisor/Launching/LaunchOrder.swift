/// The orders in which features may be launched.
package enum LaunchOrder: String, CaseIterable, Sendable {
    /// What this plan is for.
    case recommended
    case boldestFirst = "boldest-first"
    case valueFirst = "value-first"

    /// Returns the indices of `candidates`, every dependency before what needs it.
    ///
    /// A candidate of a circle, or whose dependency is missing, is left out.
    func indices(
        _ candidates: [LaunchCandidate], ranks: [Double], values: [Double]
    ) -> [Int] {
        let held = Self.held(candidates)
        var order: [Int] = []
        var placed: Set<String> = []
        var left = Array(candidates.indices)
        while let next = next(
            candidates, among: left, placed, ranks: ranks, values: values, held: held)
        {
            order.append(next)
            placed.insert(candidates[next].name)
            left.removeAll { $0 == next }
        }
        return order
    }

    /// Returns what would begin.
    func first(_ candidates: [LaunchCandidate], ranks: [Double], held: Set<String>) -> Int? {
        next(
            candidates, among: Array(candidates.indices), [], ranks: ranks, values: ranks,
            held: held)
    }

    private func next(
        _ candidates: [LaunchCandidate], among left: [Int], _ placed: Set<String>,
        ranks: [Double], values: [Double], held: Set<String>
    ) -> Int? {
        func place(_ index: Int) -> (Int, Int, Double) {
            let candidate = candidates[index]
            return switch self {
            case .recommended:
                (
                    held.contains(candidate.name)
                        ? 2 : placed.isEmpty && candidate.mayBeIrreversible ? 1 : 0,
                    candidate.tier.level, -ranks[index]
                )
            case .boldestFirst: (0, -candidate.tier.level, -values[index])
            case .valueFirst: (0, 0, -values[index])
            }
        }
        return left.filter { placed.isSuperset(of: candidates[$0].assessment.dependsOn) }
            .min { place($0) < place($1) }
    }

    /// The features that an audit holds back, and those that depend on them.
    static func held(_ candidates: [LaunchCandidate]) -> Set<String> {
        var held = Set(candidates.filter { !$0.firingAudits.isEmpty }.map(\.name))
        while let next = candidates.first(where: { candidate in
            !held.contains(candidate.name)
                && !held.isDisjoint(with: candidate.assessment.dependsOn)
        }) {
            held.insert(next.name)
        }
        return held
    }
}
