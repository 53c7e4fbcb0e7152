import Baselines
import Statistics

/// The cases of a probe, split and encoded: what every measurement starts from.
struct ProbeBench: Sendable {
    static let learningShare = 0.7

    let cases: LabelledCases
    let hashed: HashedCases
    /// The cases before this one are learnt from.
    let cut: Int
    let majority: Int

    var labels: [Int] { cases.labels }
    var labelCount: Int { cases.labelNames.count }
    var learning: [Int] { Array(0..<cut) }
    var heldOut: Range<Int> { cut..<cases.count }

    init(_ cases: LabelledCases) {
        self.cases = cases
        cut = Self.boundary(Double(cases.count) * Self.learningShare, cases.moments)
        // Numbers are scaled by the cases that every learner of the probe may know.
        let early = Array(0..<max(1, Int(Double(cases.count) * StabilityMeasuring.learningShare)))
        hashed = CaseHasher(cases.table, rows: early, labels: cases.labelNames.count).cases
        majority = Self.commonest(cases.labels[..<cut], of: cases.labelNames.count)
    }

    /// The first case at or after `position` that is later than the one before it, so that one
    /// moment is not on both sides; within a fifth of the cases.
    static func boundary(_ position: Double, _ moments: [String]?) -> Int {
        let start = max(1, Int(position))
        guard let moments else { return start }
        let later = (start..<min(moments.count, start + moments.count / 5)).first {
            moments[$0] != moments[$0 - 1]
        }
        return later ?? start
    }

    static func commonest(_ labels: ArraySlice<Int>, of count: Int) -> Int {
        var counts = Array(repeating: 0, count: count)
        for label in labels { counts[label] += 1 }
        return counts.firstIndex(of: counts.max() ?? 0) ?? 0
    }

    func learner(_ kind: LearnerKind, rows: [Int], seed: UInt64 = 1) -> any Learner {
        kind.learn(hashed, rows: rows, labels: labels, labelCount: labelCount, seed: seed)
    }

    func predictions(_ learner: some Learner, _ rows: some Sequence<Int>) -> [Int] {
        rows.map { learner.label(hashed, row: $0) }
    }

    /// How often `predictions` for the held-out cases are right.
    func accuracy(_ predictions: [Int]) -> Estimate {
        .share(zip(predictions, labels[heldOut]).count { $0 == $1 }, of: predictions.count)
    }

    /// The lift of `predictions` for `rows` over the majority answer.
    func lift(_ predictions: [Int], _ rows: some Sequence<Int>) -> Estimate {
        pairs(predictions, rows).lift
    }

    func pairs(_ predictions: [Int], _ rows: some Sequence<Int>) -> PairedTable {
        var table = PairedTable(bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0)
        for (prediction, row) in zip(predictions, rows) {
            table.append(
                firstRight: prediction == labels[row], secondRight: majority == labels[row])
        }
        return table
    }
}

extension PairedTable {
    /// The difference with Newcombe's interval; 0 within ±1 for no pairs.
    var lift: Estimate {
        Estimate(
            value: difference ?? 0,
            interval: newcombePairedInterval(self) ?? .signedUnit, confidence: 0.95)
    }

    /// The variance of the difference; half a pair is added to either side, so that none is certain.
    var differenceVariance: Double {
        let n = Double(max(1, pairs))
        let (b, c) = (Double(onlyFirst) + 0.5, Double(onlySecond) + 0.5)
        return (b + c - (b - c) * (b - c) / (n + 1)) / (n * n)
    }
}

extension Estimate {
    /// A proportion with Wilson's 95 % interval; of none, 0 within 0 and 1.
    static func share(_ count: Int, of total: Int) -> Estimate {
        guard total > 0 else { return Estimate(value: 0, interval: .unit, confidence: 0.95) }
        return Estimate(
            value: Double(count) / Double(total),
            interval: wilsonInterval(successes: count, trials: total), confidence: 0.95)
    }
}
