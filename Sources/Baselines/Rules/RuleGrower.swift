/// Grows a rule from the root to its leaves.
struct RuleGrower {
    /// Words in fewer cases than the commonest so many are not asked for.
    private static let mostWords = 2_000

    private let table: CaseTable
    private let labels: [Int]
    private let labelCount: Int
    private let leastCases: Int
    /// By column, what may be asked, and by case which answer it has.
    private let codings: [ColumnCoding]

    init(
        _ table: CaseTable, rows: [Int], labels: [Int], labelCount: Int, leastCases: Int
    ) {
        self.table = table
        self.labels = labels
        self.labelCount = labelCount
        self.leastCases = max(1, leastCases)
        codings = table.columns.map { ColumnCoding($0, rows: rows, mostWords: Self.mostWords) }
    }

    func grow(_ rows: [Int], depth: Int) -> RuleBaseline.Node {
        var counts = [Int](repeating: 0, count: labelCount)
        for row in rows { counts[labels[row]] += 1 }
        let best = counts.max() ?? 0
        let leaf = RuleBaseline.Leaf(
            label: counts.firstIndex(of: best) ?? 0, right: best, cases: rows.count)
        guard depth > 0, best < rows.count, let test = bestTest(rows, counts) else {
            return .leaf(leaf)
        }
        var sides: (yes: [Int], no: [Int]) = ([], [])
        for row in rows {
            if test.holds(table, row) { sides.yes.append(row) } else { sides.no.append(row) }
        }
        return .split(
            test, then: grow(sides.yes, depth: depth - 1),
            otherwise: grow(sides.no, depth: depth - 1))
    }

    private func bestTest(_ rows: [Int], _ totals: [Int]) -> CaseTest? {
        var best: (purity: Double, test: CaseTest)?
        let before = Self.squares(totals) / Double(rows.count)
        for (column, coding) in codings.enumerated() {
            let counts = coding.counts(rows, labels: labels, labelCount: labelCount)
            var yes = [Int](repeating: 0, count: labelCount)
            coding.forEachTest { kind, code, isNested in
                for label in 0..<labelCount {
                    yes[label] = counts[code * labelCount + label] + (isNested ? yes[label] : 0)
                }
                consider(CaseTest(column: column, kind: kind), yes, totals, rows.count, &best)
            }
        }
        guard let best, best.purity > before + 1e-9 else { return nil }
        return best.test
    }

    private func consider(
        _ test: CaseTest, _ yes: [Int], _ totals: [Int], _ cases: Int,
        _ best: inout (purity: Double, test: CaseTest)?
    ) {
        let taken = yes.reduce(0, +)
        guard taken >= leastCases, cases - taken >= leastCases else { return }
        var rest = 0.0
        for (total, part) in zip(totals, yes) { rest += Double((total - part) * (total - part)) }
        let purity = Self.squares(yes) / Double(taken) + rest / Double(cases - taken)
        if purity > (best?.purity ?? 0) { best = (purity, test) }
    }

    private static func squares(_ counts: [Int]) -> Double {
        counts.reduce(0) { $0 + Double($1 * $1) }
    }
}
