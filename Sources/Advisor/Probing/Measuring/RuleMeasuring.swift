import Baselines
import Statistics

/// Measures what a rule of three levels and a lookup get right.
struct RuleMeasuring {
    private static let resamples = 500
    /// A value must have had its label so often before it counts as settled.
    private static let leastMeetings = 3

    let bench: ProbeBench

    func rule(_ better: [Int]) -> RuleFigures {
        let table = bench.cases.table
        let rule = RuleBaseline(
            table, rows: bench.learning, labels: bench.labels, labelCount: bench.labelCount,
            leastCases: max(5, bench.cut / 1000))
        let leaves = bench.heldOut.map { rule.leaf(table, row: $0) }
        let predictions = leaves.map(\.label)
        let sure = leaves.indices.filter { leaves[$0].share >= RuleFigures.sureness }
        let right = sure.count { predictions[$0] == bench.labels[$0 + bench.cut] }
        return RuleFigures(
            cel: rule.cel(table, labels: bench.cases.labelNames),
            accuracy: bench.accuracy(predictions), lift: bench.lift(predictions, bench.heldOut),
            shareOfLift: share(predictions, of: better),
            coverage: .share(sure.count, of: leaves.count),
            sureAccuracy: sure.isEmpty ? nil : .share(right, of: sure.count))
    }

    /// The rule's lift as a share of the better of both lifts, cases resampled.
    private func share(_ rule: [Int], of better: [Int]) -> Estimate? {
        let gains = bench.heldOut.map { row in
            let base = bench.majority == bench.labels[row] ? 1 : 0
            let index = row - bench.cut
            return (
                rule: (rule[index] == bench.labels[row] ? 1 : 0) - base,
                better: (better[index] == bench.labels[row] ? 1 : 0) - base
            )
        }
        let lifts = [rule, better].map { bench.lift($0, bench.heldOut) }
        guard lifts.contains(where: { $0.interval.lower > 0 }) else { return nil }
        func ratio(_ rule: Int, _ better: Int) -> Double {
            let best = max(rule, better)
            return best > 0 ? max(0, Double(rule) / Double(best)) : 0
        }
        var generator = SeededGenerator(seed: 1)
        let ratios = (0..<Self.resamples).map { _ in
            var (first, second) = (0, 0)
            for _ in gains {
                let gain = gains[Int.random(in: 0..<gains.count, using: &generator)]
                first += gain.rule
                second += gain.better
            }
            return ratio(first, second)
        }
        let value = ratio(
            gains.reduce(0) { $0 + $1.rule }, gains.reduce(0) { $0 + $1.better })
        return Estimate(
            value: value,
            interval: Interval(
                lower: min(value, quantile(ratios, 0.025) ?? 0),
                upper: max(value, quantile(ratios, 0.975) ?? 1)), confidence: 0.95)
    }

    func lookup() -> LookupFigures {
        let inputs = bench.cases.table.inputs
        var lookup = LookupBaseline()
        for row in bench.learning {
            if let input = inputs[row] { lookup.learn(input, label: bench.labels[row]) }
        }
        let settled = bench.heldOut.compactMap { row in
            inputs[row].flatMap { lookup.label($0) }.map { $0 == bench.labels[row] }
        }
        return LookupFigures(
            coverage: .share(settled.count, of: bench.heldOut.count),
            accuracy: settled.isEmpty
                ? nil : .share(settled.count { $0 }, of: settled.count),
            field: bench.cases.table.columns.compactMap { field($0) }
                .max { $0.coverage.value < $1.coverage.value })
    }

    /// What the values of one field settle: those that always had one label.
    ///
    /// `nil` where that is the majority answer throughout: nothing needs to be looked up.
    private func field(_ column: CaseColumn) -> LookupFigures.Field? {
        guard case .categories(let codes, let names, _) = column.values else { return nil }
        var labels = [Int?](repeating: nil, count: names.count)
        var meetings = [Int](repeating: 0, count: names.count)
        for row in bench.learning where codes[row] >= 0 {
            let code = Int(codes[row])
            guard meetings[code] >= 0 else { continue }
            if let label = labels[code], label != bench.labels[row] {
                meetings[code] = -1
            } else {
                labels[code] = bench.labels[row]
                meetings[code] += 1
            }
        }
        let settled = bench.heldOut.compactMap { row -> Bool? in
            guard codes[row] >= 0, meetings[Int(codes[row])] >= Self.leastMeetings else {
                return nil
            }
            return labels[Int(codes[row])] == bench.labels[row]
        }
        guard !settled.isEmpty,
            labels.indices.contains(where: {
                meetings[$0] >= Self.leastMeetings && labels[$0] != bench.majority
            })
        else { return nil }
        return LookupFigures.Field(
            name: column.name, coverage: .share(settled.count, of: bench.heldOut.count),
            accuracy: .share(settled.count { $0 }, of: settled.count))
    }
}
