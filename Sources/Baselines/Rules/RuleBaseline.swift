/// The rule of at most three levels that a person could have found: a small decision tree.
///
/// Each question is the one that makes the labels on both sides purest (Gini, as in Breiman et al.
/// 1984), so the tree is the best found level by level.
package struct RuleBaseline: Sendable {
    /// An answer, with how many of the cases that it was learnt from it gets right.
    package struct Leaf: Sendable, Equatable {
        package let label: Int
        package let right: Int
        package let cases: Int

        package var share: Double { cases > 0 ? Double(right) / Double(cases) : 0 }
    }

    package indirect enum Node: Sendable, Equatable {
        case leaf(Leaf)
        case split(CaseTest, then: Node, otherwise: Node)
    }

    package let root: Node

    /// Learns from the cases `rows`; `labels` go by row and lie in `0..<labelCount`.
    ///
    /// No answer rests on fewer than `leastCases`.
    package init(
        _ table: CaseTable, rows: [Int], labels: [Int], labelCount: Int, depth: Int = 3,
        leastCases: Int = 5
    ) {
        let grower = RuleGrower(
            table, rows: rows, labels: labels, labelCount: labelCount, leastCases: leastCases)
        root = grower.grow(rows, depth: depth)
    }

    /// Returns the answer for a case of `table`, which has the columns of the one learnt from.
    package func leaf(_ table: CaseTable, row: Int) -> Leaf {
        var node = root
        while true {
            switch node {
            case .leaf(let leaf): return leaf
            case .split(let test, let then, let otherwise):
                node = test.holds(table, row) ? then : otherwise
            }
        }
    }

    /// Returns the rule as one CEL expression that gives the label.
    package func cel(_ table: CaseTable, labels: [String]) -> String {
        Self.cel(root, table, labels)
    }

    private static func cel(_ node: Node, _ table: CaseTable, _ labels: [String]) -> String {
        switch node {
        case .leaf(let leaf): return CELText.literal(labels[leaf.label])
        case .split(let test, let then, let otherwise):
            let yes = cel(then, table, labels)
            let no = cel(otherwise, table, labels)
            // A question whose answers lead to the same label need not be asked.
            if yes == no { return yes }
            return "\(test.cel(table)) ? \(grouped(yes)) : \(grouped(no))"
        }
    }

    private static func grouped(_ text: String) -> String {
        text.contains(" ? ") ? "(\(text))" : text
    }
}
