import Statistics

/// Returns whether two figures agree to a relative (below 1: absolute times size) tolerance.
func isClose(_ a: Double, _ b: Double, within tolerance: Double = 1e-13) -> Bool {
    abs(a - b) <= tolerance * max(abs(a), abs(b), 1e-300) || abs(a - b) <= 1e-15
}

extension SeededGenerator {
    /// Returns true with the given chance.
    mutating func flip(_ chance: Double) -> Bool { Double.random(in: 0..<1, using: &self) < chance }

    /// Returns a paired table of `pairs` independent items.
    mutating func pairedTable(
        pairs: Int, bothRight: Double, onlyFirst: Double, onlySecond: Double
    ) -> PairedTable {
        var table = PairedTable(bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0)
        for _ in 0..<pairs {
            let u = Double.random(in: 0..<1, using: &self)
            let isFirst = u < bothRight + onlyFirst
            let isSecond =
                u < bothRight
                || (u >= bothRight + onlyFirst && u < bothRight + onlyFirst + onlySecond)
            table.append(firstRight: isFirst, secondRight: isSecond)
        }
        return table
    }
}
