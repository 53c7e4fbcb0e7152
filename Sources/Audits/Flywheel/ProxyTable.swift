import Statistics

/// How often each reaction met a right and a wrong answer.
struct ProxyTable: Sendable {
    /// By level of the proxy (0, ½, 1) the wrong and the right answers, row by row.
    private(set) var cells = [Double](repeating: 0, count: 6)

    init() {}

    init(cells: [Double]) { self.cells = cells }

    var count: Int { Int(cells.reduce(0, +)) }

    mutating func add(level: Int, isRight: Bool) { cells[level * 2 + (isRight ? 1 : 0)] += 1 }

    mutating func add(_ other: ProxyTable) {
        for index in cells.indices { cells[index] += other.cells[index] }
    }

    /// A row a level of the proxy.
    var table: [[Double]] { [Array(cells[0..<2]), Array(cells[2..<4]), Array(cells[4..<6])] }

    /// Nil where the proxy or the outcome does not vary.
    var correlation: SpearmanCorrelation? { SpearmanCorrelation(table) }
}

extension ServedLog.Row {
    /// 0 where the answer was put aside, 1 where it was changed, 2 where it was taken.
    var proxyLevel: Int? {
        if !reactions.isDisjoint(with: [.reworded, .bypassed, .abandoned]) { return 0 }
        if reactions.contains(.edited) { return 1 }
        return reactions.contains(.accepted) ? 2 : nil
    }
}
