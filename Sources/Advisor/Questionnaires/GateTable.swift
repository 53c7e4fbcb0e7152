/// The gates as a table over all scores, so that what is possible is computed and not guessed.
///
/// Scores that no gate tells apart share a row, which keeps the table small.
package struct GateTable: Sendable {
    /// What the gates read: factors and screening items.
    package let variables: [String]
    /// For each variable, the class of each score 0 to 4.
    private let classes: [[Int]]
    private let classCounts: [Int]
    /// For each combination of classes, the first gate that fits; the last variable runs fastest.
    private let gates: [Int?]

    /// More combinations than this are refused at load.
    package static let mostRows = 50_000

    /// Makes the table; `nil` where the gates tell too many combinations apart.
    init?(_ gates: [Gate]) {
        variables = Set(gates.flatMap(\.ranges.keys)).sorted()
        classes = variables.map { Self.classes(of: $0, gates) }
        classCounts = classes.map { ($0.max() ?? 0) + 1 }
        var rows = 1
        for count in classCounts {
            rows *= count
            guard rows <= Self.mostRows else { return nil }
        }
        var filled: [Int?] = []
        filled.reserveCapacity(rows)
        for row in 0..<rows {
            let scores = Self.scores(ofRow: row, classes, classCounts)
            let names = variables
            filled.append(
                gates.firstIndex { gate in
                    zip(names, scores).allSatisfy { gate.ranges[$0]?.contains($1) ?? true }
                })
        }
        self.gates = filled
    }

    /// The gates that some scores lead to.
    package var reachable: Set<Int> { Set(gates.compactMap(\.self)) }

    /// Scores that no gate is for, if there are any.
    package var unanswered: [String: Int]? {
        gates.firstIndex { $0 == nil }.map { row in
            Dictionary(
                zip(variables, Self.scores(ofRow: row, classes, classCounts)),
                uniquingKeysWith: { first, _ in first })
        }
    }

    /// What each score 0 to 4 of `variable` adds to the number of a row; nothing where no gate reads
    /// it.
    func offsets(of variable: String) -> [Int] {
        guard let index = variables.firstIndex(of: variable) else { return [0, 0, 0, 0, 0] }
        let stride = classCounts[(index + 1)...].reduce(1, *)
        return classes[index].map { $0 * stride }
    }

    /// The gate that row `row` leads to.
    subscript(row: Int) -> Int? { gates[row] }

    private static func classes(of variable: String, _ gates: [Gate]) -> [Int] {
        var starts: Set<Int> = [0]
        for gate in gates {
            guard let range = gate.ranges[variable] else { continue }
            starts.insert(range.lowerBound)
            starts.insert(range.upperBound + 1)
        }
        return (0...4).map { score in starts.count { $0 <= score } - 1 }
    }

    private static func scores(
        ofRow row: Int, _ classes: [[Int]], _ counts: [Int]
    ) -> [Int] {
        var rest = row
        var scores = [Int](repeating: 0, count: counts.count)
        for index in counts.indices.reversed() {
            scores[index] = classes[index].firstIndex(of: rest % counts[index]) ?? 0
            rest /= counts[index]
        }
        return scores
    }
}
