import Baselines
import Statistics

/// Measures how far the labels contradict each other.
struct NoiseMeasuring {
    let bench: ProbeBench

    func measure() -> NoiseFigures {
        var groups: [UInt64: [Int]] = [:]
        for (row, input) in bench.cases.table.inputs.enumerated() {
            if let input { groups[input, default: []].append(bench.labels[row]) }
        }
        let repeated = groups.values.filter { $0.count > 1 }
        let contradicted = repeated.filter { Set($0).count > 1 }
        return NoiseFigures(
            repeated: repeated.reduce(0) { $0 + $1.count },
            contradicted: contradicted.reduce(0) { $0 + $1.count },
            agreement: Self.agreement(repeated, labels: bench.labelCount))
    }

    /// How often two of a group agree; groups, which count by their size, are the units.
    static func agreement(_ groups: [[Int]], labels: Int) -> Estimate? {
        guard !groups.isEmpty else { return nil }
        var (agreed, sizes) = ([Double](), [Double]())
        for group in groups {
            let counts = Dictionary(grouping: group, by: \.self).values.map { Double($0.count) }
            let n = Double(group.count)
            agreed.append(counts.reduce(0) { $0 + $1 * ($1 - 1) } / (n * (n - 1)))
            sizes.append(n)
        }
        let total = sizes.reduce(0, +)
        let share = zip(agreed, sizes).reduce(0) { $0 + $1.0 * $1.1 } / total
        // A few groups that all agree prove little: half a group of either kind is added.
        let spread = zip(agreed, sizes).reduce(0) {
            $0 + $1.1 * $1.1 * ($1.0 - share) * ($1.0 - share)
        }
        let mean = total / Double(groups.count)
        let margin = 1.959964 * (spread + mean * mean / 2).squareRoot() / total
        return Estimate(
            value: share,
            interval: Interval(center: share, margin: margin).clamped(to: .unit), confidence: 0.95)
    }

    func measureRaters() -> RaterFigures? {
        guard let ratings = bench.cases.ratings else { return nil }
        let groups = ratings.filter { $0.count > 1 }
        guard let agreement = Self.agreement(groups, labels: bench.labelCount) else { return nil }
        let units = groups.map { $0.map { Double($0) as Double? } }
        let values = bench.cases.ratingValues
        return RaterFigures(
            cases: groups.count, ratings: groups.reduce(0) { $0 + $1.count }, agreement: agreement,
            ceiling: ceiling(groups),
            alpha: krippendorffAlpha(units: units, level: .nominal),
            intervalAlpha: values.flatMap { values in
                krippendorffAlpha(units: groups.map { $0.map { values[$0] } }, level: .interval)
            })
    }

    /// How often a rater agrees with the commonest label of two others or more; where several are
    /// the commonest, by chance.
    private func ceiling(_ groups: [[Int]]) -> Estimate? {
        let means = groups.filter { $0.count > 2 }.map { group in
            var counts = Dictionary(grouping: group, by: \.self).mapValues(\.count)
            let right = group.reduce(0.0) { sum, label in
                counts[label, default: 0] -= 1
                let most = counts.values.max() ?? 0
                let ties = counts.values.count { $0 == most }
                let isAmong = counts[label] == most
                counts[label, default: 0] += 1
                return sum + (isAmong ? 1 / Double(ties) : 0)
            }
            return right / Double(group.count)
        }
        guard let center = mean(means), let deviation = standardDeviation(means) else { return nil }
        let margin = 1.959964 * deviation / Double(means.count).squareRoot()
        return Estimate(
            value: center,
            interval: Interval(center: center, margin: margin).clamped(to: .unit), confidence: 0.95)
    }
}
