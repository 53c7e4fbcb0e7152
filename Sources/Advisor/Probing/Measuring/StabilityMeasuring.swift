import Baselines
import Statistics

/// Measures whether what was learnt first still lifts later.
struct StabilityMeasuring {
    /// The share of the cases that is learnt from; the rest is cut into blocks.
    static let learningShare = 0.4
    private static let mostBlocks = 6
    private static let leastCases = 30

    let bench: ProbeBench

    func measure(_ kind: LearnerKind) -> StabilityFigures? {
        guard let moments = bench.cases.moments else { return nil }
        let start = ProbeBench.boundary(
            Double(bench.cases.count) * Self.learningShare, moments)
        let rest = bench.cases.count - start
        let blocks = min(Self.mostBlocks, rest / Self.leastCases)
        guard blocks >= 2, start >= Self.leastCases else { return nil }
        let learner = bench.learner(kind, rows: Array(0..<start))
        let majority = ProbeBench.commonest(bench.labels[..<start], of: bench.labelCount)
        var edges = (0...blocks).map { start + rest * $0 / blocks }
        for block in 1..<blocks {
            edges[block] = max(
                edges[block - 1] + 1, ProbeBench.boundary(Double(edges[block]), moments))
        }
        guard zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
        let tables = zip(edges, edges.dropFirst()).map { from, to in
            var table = PairedTable(bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0)
            for row in from..<to {
                table.append(
                    firstRight: learner.label(bench.hashed, row: row) == bench.labels[row],
                    secondRight: majority == bench.labels[row])
            }
            return table
        }
        let earlier = Self.sum(tables.prefix(blocks / 2))
        let later = Self.sum(tables.dropFirst(blocks / 2))
        return StabilityFigures(
            blocks: tables.indices.map { block in
                StabilityFigures.Block(
                    from: moments[edges[block]], to: moments[edges[block + 1] - 1],
                    cases: tables[block].pairs, lift: tables[block].lift)
            },
            learning: start, changeP: Self.changeP(tables),
            avoidedEarlier: earlier.errorsAvoided?.value, avoidedLater: later.errorsAvoided?.value,
            kept: Self.kept(earlier, later))
    }

    /// Cochran's Q: Σ w (lift − mean)², w the inverse of each lift's variance.
    private static func changeP(_ tables: [PairedTable]) -> Double {
        let lifts = tables.map { $0.difference ?? 0 }
        let weights = tables.map { 1 / $0.differenceVariance }
        let mean = zip(lifts, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
        let statistic = zip(lifts, weights).reduce(0) {
            $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean)
        }
        return ChiSquaredTest(statistic: statistic, degrees: tables.count - 1).p
    }

    /// The ratio of two independent shares, its interval by the delta method.
    private static func kept(_ earlier: PairedTable, _ later: PairedTable) -> Estimate? {
        guard let first = earlier.errorsAvoided, let second = later.errorsAvoided,
            earlier.lift.interval.lower > 0
        else { return nil }
        let ratio = second.value / first.value
        let variance =
            (second.variance + ratio * ratio * first.variance) / (first.value * first.value)
        return Estimate(
            value: ratio,
            interval: Interval(center: ratio, margin: 1.959964 * variance.squareRoot()),
            confidence: 0.95)
    }

    private static func sum(_ tables: some Sequence<PairedTable>) -> PairedTable {
        tables.reduce(PairedTable(bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0)) {
            PairedTable(
                bothRight: $0.bothRight + $1.bothRight, onlyFirst: $0.onlyFirst + $1.onlyFirst,
                onlySecond: $0.onlySecond + $1.onlySecond, bothWrong: $0.bothWrong + $1.bothWrong)
        }
    }
}

extension PairedTable {
    /// The share of the second's mistakes that the first avoids, less those that it adds; `nil`
    /// where the second makes none.
    fileprivate var errorsAvoided: (value: Double, variance: Double)? {
        let wrong = Double(onlyFirst + bothWrong) / Double(max(1, pairs))
        guard wrong > 0, let difference else { return nil }
        return (difference / wrong, differenceVariance / (wrong * wrong))
    }
}
