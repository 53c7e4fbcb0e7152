package import Diagnostics
import Statistics

/// The recommended order of features, with what keeps each where it is.
package struct LaunchPlan: Sendable {
    /// A feature's place in the order.
    package struct Step: Sendable {
        package let candidate: LaunchCandidate
        /// Means over the draws.
        package let value: Double
        package let exposure: Double
        package let rank: Double
        /// The share of wrong answers that a user sees.
        package let visibleError: Double
        /// In which share of the draws it comes first.
        package let first: Double
        /// Cases without more errors than expected until the visible error is known to be within
        /// budget; `nil` where no number of them is enough.
        package let casesToPromote: Int?
        /// Items that nobody has answered with one answer.
        package let open: [String]
    }

    package let steps: [Step]
    /// Whether all that could go first may make mistakes that are final.
    package let nothingMayGoFirst: Bool
    package let draws: Int

    /// The largest visible error at which a feature is promoted to the next tier.
    package static let budget = 0.02
    package static let usualDraws = 2_000

    /// Orders features whose names differ and whose dependencies are sound.
    package init(
        _ candidates: [LaunchCandidate], _ questionnaire: Questionnaire, draws: Int = usualDraws,
        seed: UInt64 = 1
    ) {
        var generator = SeededGenerator(seed: seed)
        var figures = candidates.map { _ in [LaunchFigures]() }
        var firsts = candidates.map { _ in 0 }
        for _ in 0..<draws {
            let drawn = candidates.map { candidate in
                candidate.figures { Int.random(in: $0, using: &generator) }
            }
            for (index, figure) in drawn.enumerated() { figures[index].append(figure) }
            let order = Self.order(candidates, drawn.map(\.rank))
            if let first = order.first { firsts[first] += 1 }
        }
        func mean(_ index: Int, _ figure: (LaunchFigures) -> Double) -> Double {
            figures[index].reduce(0) { $0 + figure($1) } / Double(max(1, draws))
        }
        let order = Self.order(candidates, candidates.indices.map { mean($0, \.rank) })
        steps = order.map { index in
            let visible = mean(index) { $0.error * $0.visible }
            return Step(
                candidate: candidates[index], value: mean(index, \.value),
                exposure: mean(index, \.exposure), rank: mean(index, \.rank), visibleError: visible,
                first: Double(firsts[index]) / Double(max(1, draws)),
                casesToPromote: Self.casesToPromote(visible),
                open: questionnaire.items.map(\.id).filter {
                    candidates[index].range($0).count > 1
                })
        }
        nothingMayGoFirst = order.first.map { candidates[$0].mayBeIrreversible } ?? false
        self.draws = draws
    }

    /// Dependencies first, then tiers, then the rank; what may be final never begins.
    private static func order(_ candidates: [LaunchCandidate], _ ranks: [Double]) -> [Int] {
        var order: [Int] = []
        var left = Array(candidates.indices)
        while !left.isEmpty {
            let placed = Set(order.map { candidates[$0].name })
            let ready = left.filter { placed.isSuperset(of: candidates[$0].assessment.dependsOn) }
            let reversible = ready.filter { !candidates[$0].mayBeIrreversible }
            let choice = order.isEmpty && !reversible.isEmpty ? reversible : ready
            guard
                let next = choice.min(by: {
                    (tier(candidates[$0]), -ranks[$0]) < (tier(candidates[$1]), -ranks[$1])
                })
            else { break }
            order.append(next)
            left.removeAll { $0 == next }
        }
        return order
    }

    private static func tier(_ candidate: LaunchCandidate) -> Int {
        LaunchCandidate.Tier.allCases.firstIndex(of: candidate.tier) ?? 0
    }

    /// The fewest cases at which Wilson's upper 95 % bound is below the budget, with errors at the
    /// rate that is expected; `nil` where that rate is not below it by itself.
    ///
    /// The score test of Wilson (1927) solved for the number of cases.
    package static func casesToPromote(_ visibleError: Double) -> Int? {
        guard visibleError < budget else { return nil }
        let z = 1.959964
        let distance = budget - visibleError
        let cases = (z * z * budget * (1 - budget) / (distance * distance)).rounded(.up)
        return Int(exactly: cases)
    }

    /// What is wrong with the dependencies: unknown names, and cycles.
    package static func problems(_ candidates: [LaunchCandidate]) -> [Diagnostic] {
        let names = candidates.map(\.name)
        var problems: [Diagnostic] = []
        for candidate in candidates {
            for other in candidate.assessment.dependsOn where !names.contains(other) {
                problems.append(
                    Diagnostic(
                        file: candidate.name,
                        "it depends on `\(other)`, which has no launch.yaml here",
                        hint: didYouMean(other, among: names)))
            }
        }
        var left = candidates
        while let ready = left.firstIndex(where: { candidate in
            !left.contains { candidate.assessment.dependsOn.contains($0.name) }
        }) {
            left.remove(at: ready)
        }
        if !left.isEmpty {
            let names = left.map { "`\($0.name)`" }.joined(separator: ", ")
            problems.append(
                Diagnostic(file: "launch", "\(names) wait for each other", hint: "break the circle")
            )
        }
        return problems
    }
}
