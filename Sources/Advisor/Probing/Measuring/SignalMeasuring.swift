import Baselines
import Foundation
import Statistics

/// Measures what learners get right beyond the majority answer.
struct SignalMeasuring {
    let bench: ProbeBench
    let rounds: Int
    let seed: UInt64

    /// The figures, with the better learner's predictions for the held-out cases.
    func measure() async -> (figures: SignalFigures, predictions: [Int]) {
        async let bayes = trial(.naiveBayes)
        async let logistic = trial(.logistic)
        let trials = await [bayes, logistic]
        let best = trials.max { $0.validation < $1.validation } ?? trials[1]
        let inputs = copies()
        let others = bench.heldOut.filter { !inputs.contains($0) }
        let start = bench.cut
        let lift = best.figures.lift
        let wrong = 1 - bench.accuracy(bench.heldOut.map { _ in bench.majority }).value
        let figures = SignalFigures(
            majority: bench.cases.labelNames[bench.majority],
            majorityAccuracy: bench.accuracy(bench.heldOut.map { _ in bench.majority }),
            learners: trials.map(\.figures), better: best.figures,
            ranking: ranking(best.learner), unseenLabels: unseenLabels,
            errorsAvoided: wrong > 0
                ? Estimate(
                    value: lift.value / wrong,
                    interval: Interval(
                        lower: lift.interval.lower / wrong,
                        upper: min(1, lift.interval.upper / wrong)), confidence: 0.95) : nil,
            permutation: permutation(best.learner), copies: inputs.count,
            liftWithoutCopies: inputs.isEmpty || others.isEmpty
                ? nil : bench.lift(others.map { best.predictions[$0 - start] }, others))
        return (figures, best.predictions)
    }

    private var unseenLabels: Int {
        let known = Set(bench.labels[..<bench.cut])
        return bench.heldOut.count { !known.contains(bench.labels[$0]) }
    }

    private func ranking(_ learner: any Learner) -> Estimate? {
        guard bench.labelCount == 2 else { return nil }
        let rarer = 1 - ProbeBench.commonest(bench.labels[...], of: 2)
        let ranks = midRanks(
            bench.heldOut.map { learner.probabilities(bench.hashed, row: $0)[rarer] })
        let ranksOfRarer = zip(bench.heldOut, ranks).filter { bench.labels[$0.0] == rarer }
        let (n, m) = (Double(ranksOfRarer.count), Double(ranks.count - ranksOfRarer.count))
        guard n > 0, m > 0 else { return nil }
        let area = (ranksOfRarer.reduce(0) { $0 + $1.1 } - n * (n + 1) / 2) / (n * m)
        let (first, second) = (area / (2 - area), 2 * area * area / (1 + area))
        let variance =
            (area * (1 - area) + (n - 1) * (first - area * area) + (m - 1) * (second - area * area))
            / (n * m)
        return Estimate(
            value: area,
            interval: Interval(
                center: area, margin: 1.959964 * max(0, variance).squareRoot()
            ).clamped(to: .unit), confidence: 0.95)
    }

    private struct Trial: Sendable {
        let figures: SignalFigures.Learner
        let learner: any Learner
        /// Accuracy on the last fifth of what is learnt from, by a learner of the rest.
        let validation: Double
        let predictions: [Int]
    }

    private func trial(_ kind: LearnerKind) async -> Trial {
        let inner = Array(0..<(bench.cut * 4 / 5))
        let rest = inner.count..<bench.cut
        let early = bench.learner(kind, rows: inner)
        let right = rest.count { early.label(bench.hashed, row: $0) == bench.labels[$0] }
        let learner = bench.learner(kind, rows: bench.learning)
        let predictions = bench.heldOut.map { learner.label(bench.hashed, row: $0) }
        return Trial(
            figures: SignalFigures.Learner(
                kind: kind, accuracy: bench.accuracy(predictions),
                lift: bench.lift(predictions, bench.heldOut)),
            learner: learner, validation: Double(right) / Double(max(1, rest.count)),
            predictions: predictions)
    }

    /// Held-out cases whose very input was learnt from.
    private func copies() -> Set<Int> {
        let inputs = bench.cases.table.inputs
        let learnt = Set(inputs[..<bench.cut].compactMap(\.self))
        return Set(bench.heldOut.filter { inputs[$0].map(learnt.contains) ?? false })
    }

    private func permutation(_ learner: any Learner) -> Permutation {
        let count = bench.labelCount
        // A certain and wrong prediction must not outweigh all others.
        let scores = bench.heldOut.flatMap { row in
            learner.probabilities(bench.hashed, row: row).map { Float(log(max($0, 1e-6))) }
        }
        func score(_ labels: [Int]) -> Double {
            var sum = 0.0
            for (row, label) in labels.enumerated() { sum += Double(scores[row * count + label]) }
            return sum
        }
        var labels = Array(bench.labels[bench.heldOut])
        let observed = score(labels)
        let slack = 1e-9 * max(1, abs(observed))
        var generator = SeededGenerator(seed: seed)
        var asGood = 1
        for _ in 0..<rounds {
            labels.shuffle(using: &generator)
            if score(labels) >= observed - slack { asGood += 1 }
        }
        return Permutation(p: Double(asGood) / Double(rounds + 1), rounds: rounds)
    }
}
