import Statistics

/// The cases that both paths were asked, and what of those is known whose truth is.
///
/// Labels come more often where the paths differ. Each kind of case counts by how many there are of
/// it (poststratification); one of which none is labelled as anything that it may be.
struct LabelledPairs: Sendable {
    fileprivate struct Part: Sendable {
        var cases = 0
        var table = PairedTable(bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0)

        /// How many cases a labelled one stands for.
        var weight: Double { Double(cases) / Double(max(1, table.pairs)) }
    }

    private var agreeing = Part()
    private var differing = Part()

    /// Counts a case that is old enough; the model comes first in the tables.
    mutating func append(differs: Bool, truth: Int?, heuristic: Int, model: Int) {
        if differs {
            differing.append(truth, heuristic, model)
        } else {
            agreeing.append(truth, heuristic, model)
        }
    }

    mutating func join(_ other: LabelledPairs) {
        agreeing.join(other.agreeing)
        differing.join(other.differing)
    }

    /// The labelled cases as they are.
    var table: PairedTable {
        var table = agreeing.table
        table.join(differing.table)
        return table
    }

    private var cases: Int { agreeing.cases + differing.cases }

    /// How many cases a labelled one stands for; 1 of either kind where all stand for as many, and nil
    /// where a kind that is more than a hundredth of the cases has no label.
    var weights: (agreeing: Double, differing: Double)? {
        guard 100 * unlabelled <= cases else { return nil }
        let parts = [agreeing, differing].filter { $0.table.pairs > 0 }
        return parts.contains { $0.weight != parts[0].weight }
            ? (agreeing.weight, differing.weight) : (1, 1)
    }

    /// The cases of kinds of which none is labelled.
    private var unlabelled: Int {
        [agreeing, differing].reduce(0) { $0 + ($1.table.pairs == 0 ? $1.cases : 0) }
    }

    /// What was done in agreeing and in differing cases, as shares of all.
    func shares(of tables: (agreeing: CountTable, differing: CountTable)) -> ShareTable {
        ShareTable(
            rows: tables.agreeing.rows, columns: tables.agreeing.columns,
            [(tables.agreeing, agreeing.weight), (tables.differing, differing.weight)])
    }

    /// The share of all cases in which the model is right.
    var modelAccuracy: Estimate? {
        .proportion(
            [agreeing, differing].map { ($0.table.firstRight, $0.table.pairs, $0.weight) },
            unlabelled: unlabelled)
    }

    /// The same of the cascade, which is right in so many of the labelled cases.
    func cascadeAccuracy(agreeing right: Int, differing others: Int) -> Estimate? {
        .proportion(
            [
                (right, agreeing.table.pairs, agreeing.weight),
                (others, differing.table.pairs, differing.weight),
            ], unlabelled: unlabelled)
    }
}

extension LabelledPairs {
    /// The model's accuracy less the heuristic's, with Newcombe's interval, and Tango's, at 95 %; nil
    /// without a labelled case.
    var difference: (newcombe: Estimate, tango: Interval)? {
        guard table.pairs > 0 else { return nil }
        let tables = possibleTables
        let newcombe = tables.compactMap { newcombePairedInterval($0) }
        let tango = tables.map { TangoScore($0).interval() }
        guard let wide = Self.union(newcombe), let tangoWide = Self.union(tango) else { return nil }
        let difference = tables.reduce(0) { $0 + ($1.difference ?? 0) } / Double(tables.count)
        return (Estimate(value: difference, interval: wide, confidence: 0.95), tangoWide)
    }

    /// The table of all cases, from the labelled ones; of a kind of which none is labelled, those that
    /// it may be.
    ///
    /// Where the paths agree there is no difference, whatever is true. So the difference is as certain
    /// as if of all cases as large a share were labelled as of the differing ones: exactly as certain
    /// where that is all of them, and by Cochran (1977, section 12.2) more so where it is not.
    private var possibleTables: [PairedWeights] {
        if unlabelled == 0, let weights, weights == (1, 1) { return [PairedWeights(table)] }
        let isUntold = differing.cases > 0 && differing.table.pairs == 0
        let share =
            isUntold || differing.cases == 0
            ? 1 : Double(differing.table.pairs) / Double(differing.cases)
        let ends = [\PairedTable.onlySecond, \.onlyFirst].map { cell in
            var part = differing
            part.table[keyPath: cell] = part.cases
            return part
        }
        return possibleAgreements.flatMap { agreeing in
            (isUntold ? ends : [differing]).map { differing in
                PairedWeights(
                    [agreeing, differing].map { ($0.table, $0.weight) },
                    effective: share * Double(cases))
            }
        }
    }

    /// Limits hardly depend on how many of the agreements are right, and are widest near an end.
    private var possibleAgreements: [Part] {
        guard agreeing.cases > 0, agreeing.table.pairs == 0 else { return [agreeing] }
        return [0, 0.05, 0.5, 0.95, 1].map { share in
            var part = agreeing
            part.table.bothRight = Int((share * Double(part.cases)).rounded())
            part.table.bothWrong = part.cases - part.table.bothRight
            return part
        }
    }

    private static func union(_ intervals: [Interval]) -> Interval? {
        guard let lower = intervals.map(\.lower).min(), let upper = intervals.map(\.upper).max()
        else { return nil }
        return Interval(lower: lower, upper: upper)
    }
}

extension LabelledPairs.Part {
    fileprivate mutating func append(_ truth: Int?, _ heuristic: Int, _ model: Int) {
        cases += 1
        guard let truth else { return }
        table.append(firstRight: model == truth, secondRight: heuristic == truth)
    }

    fileprivate mutating func join(_ other: Self) {
        cases += other.cases
        table.join(other.table)
    }
}
