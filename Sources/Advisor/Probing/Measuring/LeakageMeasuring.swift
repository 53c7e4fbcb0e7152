import Baselines
import Statistics

/// Looks for fields that predict too well to be known before the answer is.
struct LeakageMeasuring {
    /// A field that avoids this share of the majority answer's mistakes by itself is suspect.
    private static let suspicious = 0.9
    /// A field that is there, or missing, for one label only, this surely and for this share of its
    /// cases, too.
    private static let onlyFor = 0.99
    private static let leastShare = 0.2
    private static let leastCases = 20
    private static let parts = 200

    let bench: ProbeBench

    func suspects() async -> [LeakageSuspect] {
        let columns = bench.cases.table.columns + bench.cases.table.identifiers
        let found = await withTaskGroup(of: (Int, LeakageSuspect?).self) { group in
            for (index, column) in columns.enumerated()
            where !bench.cases.columns.knownBefore.contains(column.name) {
                group.addTask { (index, alone(column) ?? missingness(column)) }
            }
            var found = [LeakageSuspect?](repeating: nil, count: columns.count)
            for await (index, suspect) in group { found[index] = suspect }
            return found
        }
        return found.compactMap(\.self)
    }

    private func alone(_ column: CaseColumn) -> LeakageSuspect? {
        let predictions: [Int] =
            switch column.values {
            case .numbers(let numbers), .moments(let numbers, _): table(parts(of: numbers))
            case .categories(let codes, _, _): table(codes.map { Int($0) })
            case .words where bench.cases.table.columns.count == 1: []
            case .words: ruled(column)
            }
        guard !predictions.isEmpty else { return nil }
        let lift = bench.lift(predictions, bench.heldOut)
        let wrong = 1 - bench.accuracy(bench.heldOut.map { _ in bench.majority }).value
        guard wrong > 0, lift.interval.lower > 0, lift.value >= Self.suspicious * wrong else {
            return nil
        }
        return LeakageSuspect(
            field: column.name, reason: .tellsAlone, accuracy: bench.accuracy(predictions))
    }

    /// Finely cut, since the answer may be a narrow range.
    private func parts(of numbers: [Double]) -> [Int] {
        let sorted = numbers[..<bench.cut].filter { !$0.isNaN }.sorted()
        guard !sorted.isEmpty else { return numbers.map { _ in 0 } }
        let cuts = Set((1..<Self.parts).map { sorted[$0 * sorted.count / Self.parts] }).sorted()
        return numbers.map { number in
            number.isNaN ? -1 : cuts.partitioningIndex { $0 > number }
        }
    }

    /// Each value's commonest label; values that were not learnt get the majority answer.
    private func table(_ values: [Int]) -> [Int] {
        var counts: [Int: [Int: Int]] = [:]
        for row in bench.learning {
            counts[values[row], default: [:]][bench.labels[row], default: 0] += 1
        }
        let answers = counts.mapValues { counts in
            counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? bench.majority
        }
        return bench.heldOut.map { answers[values[$0]] ?? bench.majority }
    }

    /// Texts may well tell the answer; a few words that do are suspect where there are other fields.
    private func ruled(_ column: CaseColumn) -> [Int] {
        let table = bench.cases.table.keeping { $0.name == column.name }
        let rule = RuleBaseline(
            table, rows: bench.learning, labels: bench.labels, labelCount: bench.labelCount)
        return bench.heldOut.map { rule.leaf(table, row: $0).label }
    }

    private func missingness(_ column: CaseColumn) -> LeakageSuspect? {
        guard column.hasMissing else { return nil }
        var counts = (
            present: [Int](repeating: 0, count: bench.labelCount),
            missing: [Int](repeating: 0, count: bench.labelCount)
        )
        for (row, label) in bench.labels.enumerated() {
            if column.isPresent(row) {
                counts.present[label] += 1
            } else {
                counts.missing[label] += 1
            }
        }
        let totals = zip(counts.present, counts.missing).map { $0 + $1 }
        return suspect(column, counts.present, totals) { .presentOnly(for: $0) }
            ?? suspect(column, counts.missing, totals) { .missingOnly(for: $0) }
    }

    private func suspect(
        _ column: CaseColumn, _ counts: [Int], _ totals: [Int],
        _ reason: (String) -> LeakageSuspect.Reason
    ) -> LeakageSuspect? {
        let all = counts.reduce(0, +)
        guard all >= Self.leastCases, let most = counts.max(),
            let label = counts.firstIndex(of: most)
        else { return nil }
        let share = Double(most) / Double(all)
        let prior = Double(totals[label]) / Double(bench.cases.count)
        guard share >= Self.onlyFor, prior <= 0.9,
            Double(most) >= Self.leastShare * Double(totals[label])
        else { return nil }
        return LeakageSuspect(
            field: column.name, reason: reason(bench.cases.labelNames[label]),
            accuracy: .share(most, of: all))
    }
}

extension [Double] {
    /// The first index whose element satisfies `predicate`, which no element before it does.
    fileprivate func partitioningIndex(_ predicate: (Double) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if predicate(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
