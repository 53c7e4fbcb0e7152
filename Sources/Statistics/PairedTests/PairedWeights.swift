/// A paired table whose items stand for more than themselves, as if it held an effective number of
/// pairs.
///
/// Where all items count alike the counts are those of the table.
package struct PairedWeights: Sendable, Equatable {
    package let bothRight: Double
    package let onlyFirst: Double
    package let onlySecond: Double
    package let bothWrong: Double

    package init(_ table: PairedTable) {
        bothRight = Double(table.bothRight)
        onlyFirst = Double(table.onlyFirst)
        onlySecond = Double(table.onlySecond)
        bothWrong = Double(table.bothWrong)
    }

    /// Joins tables each of whose items stands for `weight` cases, as if they held `effective` pairs.
    package init(_ strata: [(table: PairedTable, weight: Double)], effective: Double) {
        let total = strata.reduce(0) { $0 + $1.weight * Double($1.table.pairs) }
        func sum(_ count: (PairedTable) -> Int) -> Double {
            let sum = strata.reduce(0) { $0 + $1.weight * Double(count($1.table)) }
            return total > 0 ? sum / total * effective : 0
        }
        bothRight = sum(\.bothRight)
        onlyFirst = sum(\.onlyFirst)
        onlySecond = sum(\.onlySecond)
        bothWrong = sum(\.bothWrong)
    }

    package var pairs: Double { bothRight + onlyFirst + onlySecond + bothWrong }
    package var firstRight: Double { bothRight + onlyFirst }
    package var secondRight: Double { bothRight + onlySecond }

    /// The accuracy of the first path minus the second's; nil for no pairs.
    package var difference: Double? { pairs > 0 ? (onlyFirst - onlySecond) / pairs : nil }
}

/// Returns Kish's effective number of items (1965), (Σw)²/Σw², of strata whose items count with the
/// same weight; 0 for none.
package func effectiveCount(_ strata: [(count: Int, weight: Double)]) -> Double {
    let sum = strata.reduce(0) { $0 + $1.weight * Double($1.count) }
    let squares = strata.reduce(0) { $0 + $1.weight * $1.weight * Double($1.count) }
    return squares > 0 ? sum * sum / squares : 0
}
