import Foundation

/// Looks for assumptions with which another order is the best: each through its range, and where
/// one alone does not do, pairs at the ends of theirs.
struct AssumptionSearch {
    private static let steps = 6
    private static let halvings = 5
    /// Means over fewer draws than are shown, since thousands of settings are tried.
    private static let draws = 40
    private static let mostFlips = 6

    let bench: TrustBench
    let start: LaunchAssumptions
    private let settled: LaunchOrder

    init(bench: TrustBench, from start: LaunchAssumptions) {
        self.bench = bench
        self.start = start
        settled = bench.best(start, draws: Self.draws).order
    }

    /// The nearest first, in shares of the ranges.
    var flips: [AssumptionFlip] {
        let singles = LaunchAssumption.ofTrust.flatMap { assumption in
            [false, true].compactMap { flip(assumption, isBelow: $0) }
        }
        let found =
            singles.isEmpty ? pairs : singles.sorted { distance($0) < distance($1) }
        return Array(found.prefix(Self.mostFlips))
    }

    private func flip(_ assumption: LaunchAssumption, isBelow: Bool) -> AssumptionFlip? {
        let place = place(of: start[assumption], in: assumption)
        let end = isBelow ? 0.0 : 1.0
        var good = place
        for step in 1...Self.steps {
            let tried = place + (end - place) * Double(step) / Double(Self.steps)
            guard tried != good else { return nil }
            if best([(assumption, tried)]).order == settled {
                good = tried
                continue
            }
            var bad = tried
            for _ in 0..<Self.halvings {
                let middle = (good + bad) / 2
                if best([(assumption, middle)]).order == settled {
                    good = middle
                } else {
                    bad = middle
                }
            }
            return flip([(assumption, bad, isBelow)], strongest: [(assumption, end)])
        }
        return nil
    }

    /// Pairs at the ends of their ranges, the most disadvantageous first.
    private var pairs: [AssumptionFlip] {
        let all = LaunchAssumption.ofTrust
        var found: [AssumptionFlip] = []
        for (index, one) in all.enumerated() {
            for other in all[(index + 1)...] {
                for (first, second) in [(0.0, 0.0), (0, 1), (1, 0), (1, 1)]
                where best([(one, first), (other, second)]).order != settled {
                    found.append(
                        flip([(one, first, first == 0), (other, second, second == 0)]))
                }
            }
        }
        return found.sorted { $0.advantage > $1.advantage }
    }

    private func flip(
        _ changes: [(assumption: LaunchAssumption, place: Double, isBelow: Bool)],
        strongest: [(LaunchAssumption, Double)]? = nil
    ) -> AssumptionFlip {
        let here = best(changes.map { ($0.assumption, $0.place) })
        let end = strongest.map { best($0) } ?? here
        let shown = end.order == settled ? here : end
        return AssumptionFlip(
            changes: changes.map {
                .init(
                    assumption: $0.assumption, value: value(at: $0.place, in: $0.assumption),
                    isBelow: $0.isBelow)
            }, best: shown.order, advantage: shown.advantage)
    }

    private func best(
        _ changes: [(LaunchAssumption, Double)]
    ) -> (order: LaunchOrder, advantage: Double) {
        var assumptions = start
        for (assumption, place) in changes {
            assumptions[assumption] = value(at: place, in: assumption)
        }
        return bench.best(assumptions, draws: Self.draws)
    }

    private func distance(_ flip: AssumptionFlip) -> Double {
        flip.changes.reduce(0) {
            $0
                + abs(
                    place(of: $1.value, in: $1.assumption)
                        - place(of: start[$1.assumption], in: $1.assumption))
        }
    }

    /// Where a value lies in its range, 0 to 1; in factors where the range spans many.
    private func place(of value: Double, in assumption: LaunchAssumption) -> Double {
        let range = assumption.range
        guard spansFactors(range) else {
            return (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        }
        return log(value / range.lowerBound) / log(range.upperBound / range.lowerBound)
    }

    private func value(at place: Double, in assumption: LaunchAssumption) -> Double {
        let range = assumption.range
        guard spansFactors(range) else {
            return range.lowerBound + place * (range.upperBound - range.lowerBound)
        }
        return range.lowerBound * pow(range.upperBound / range.lowerBound, place)
    }

    private func spansFactors(_ range: ClosedRange<Double>) -> Bool {
        range.lowerBound > 0 && range.upperBound > 1
    }
}
