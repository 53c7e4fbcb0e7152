import Baselines
import Statistics

/// Measures how the error falls with more labels.
struct CurveMeasuring {
    private static let halvings = 5
    private static let leastExamples = 20
    private static let seeds = 3
    private static let resamples = 200

    let bench: ProbeBench

    /// Learns random parts of the earlier cases, each half of the next.
    func measure(_ kind: LearnerKind) async -> CurveFigures? {
        let sizes = (0..<Self.halvings).map { bench.cut >> $0 }
            .filter { $0 >= Self.leastExamples }.reversed().map(\.self)
        guard sizes.count >= 4 else { return nil }
        let wrong = await withTaskGroup(of: (Int, Int, [Bool]).self) { group in
            for size in sizes.indices {
                for seed in 0..<Self.seeds {
                    group.addTask { (size, seed, mistakes(kind, sizes[size], UInt64(seed + 1))) }
                }
            }
            var wrong = sizes.map { _ in [[Bool]](repeating: [], count: Self.seeds) }
            for await (size, seed, errors) in group { wrong[size][seed] = errors }
            return wrong
        }
        let items = Array(bench.heldOut.indices.lazy.map { $0 - bench.cut })
        func law(_ items: [Int], _ seeds: [[Int]]) -> (law: InversePowerLaw, errors: [Double])? {
            let errors = sizes.indices.map { size in
                Self.errorRate(wrong[size], items: items, seeds: seeds[size])
            }
            let points = zip(sizes, errors).map {
                InversePowerLaw.Point(
                    examples: Double($0), error: $1, weight: Double($0))
            }
            return InversePowerLaw(points).map { ($0, errors) }
        }
        let all = sizes.map { _ in Array(0..<Self.seeds) }
        guard let fit = law(items, all) else { return nil }
        let full = Double(bench.cut)
        var generator = SeededGenerator(seed: 1)
        var gains: [Double] = []
        for _ in 0..<Self.resamples {
            let drawn = items.map { _ in Int.random(in: 0..<items.count, using: &generator) }
            let seeds = sizes.map { _ in
                (0..<Self.seeds).map { _ in Int.random(in: 0..<Self.seeds, using: &generator) }
            }
            if let law = law(drawn, seeds)?.law { gains.append(law.doublingGain(full)) }
        }
        let gain = fit.law.doublingGain(full)
        let last = fit.errors.last ?? 0
        return CurveFigures(
            points: zip(sizes, fit.errors).map { CurveFigures.Point(examples: $0, error: $1) },
            seeds: Self.seeds, law: fit.law,
            doublingGain: Estimate(
                value: gain,
                interval: Interval(
                    lower: min(gain, quantile(gains, 0.025) ?? 0),
                    upper: max(gain, quantile(gains, 0.975) ?? gain)), confidence: 0.95),
            testNoise: 1.959964 * (last * (1 - last) / Double(items.count)).squareRoot())
    }

    private func mistakes(_ kind: LearnerKind, _ size: Int, _ seed: UInt64) -> [Bool] {
        var generator = SeededGenerator(seed: seed)
        var rows = Array(bench.learning.shuffled(using: &generator).prefix(size))
        // Counting learners do not care; the others take the order that they are given.
        rows.sort()
        let learner = bench.learner(kind, rows: rows, seed: seed)
        return bench.heldOut.map { learner.label(bench.hashed, row: $0) != bench.labels[$0] }
    }

    private static func errorRate(_ wrong: [[Bool]], items: [Int], seeds: [Int]) -> Double {
        var count = 0
        for seed in seeds {
            let errors = wrong[seed]
            for item in items where errors[item] { count += 1 }
        }
        return Double(count) / Double(items.count * seeds.count)
    }
}
