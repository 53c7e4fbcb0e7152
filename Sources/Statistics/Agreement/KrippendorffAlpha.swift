/// How far apart two values are, for Krippendorff's α.
package enum MeasurementLevel: Sendable, Equatable, CaseIterable {
    case nominal, ordinal, interval, ratio
}

/// Returns Krippendorff's α = 1 − D_o/D_e of numeric ratings, one row of ratings per unit.
///
/// Krippendorff (2011), "Computing Krippendorff's alpha-reliability". A missing rating is nil; a
/// unit with fewer than two ratings does not count. Nil where nothing is pairable or all values
/// are the same. For labels use their indices and `.nominal`.
package func krippendorffAlpha(units: [[Double?]], level: MeasurementLevel) -> Double? {
    let ratings = units.map { $0.compactMap(\.self) }.filter { $0.count > 1 }
    let values = Set(ratings.joined()).sorted()
    guard values.count > 1 else { return nil }
    let index = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
    var coincidences = [[Double]](
        repeating: [Double](repeating: 0, count: values.count), count: values.count)
    for unit in ratings {
        let weight = 1 / Double(unit.count - 1)
        let rows = unit.compactMap { index[$0] }
        for (position, row) in rows.enumerated() {
            for (other, column) in rows.enumerated() where other != position {
                coincidences[row][column] += weight
            }
        }
    }
    let totals = coincidences.map { $0.reduce(0, +) }
    let n = totals.reduce(0, +)
    let distances = squaredDistances(values, totals: totals, level: level)
    var (observed, expected) = (0.0, 0.0)
    for row in values.indices {
        for column in values.indices where column != row {
            observed += coincidences[row][column] * distances[row][column]
            expected += totals[row] * totals[column] * distances[row][column]
        }
    }
    return expected > 0 ? 1 - (n - 1) * observed / expected : nil
}

/// Returns δ² for every pair of values.
private func squaredDistances(
    _ values: [Double], totals: [Double], level: MeasurementLevel
) -> [[Double]] {
    values.indices.map { a in
        values.indices.map { b in
            let distance: Double =
                switch level {
                case .nominal: a == b ? 0 : 1
                case .ordinal:
                    totals[min(a, b)...max(a, b)].reduce(0, +) - (totals[a] + totals[b]) / 2
                case .interval: values[a] - values[b]
                case .ratio:
                    values[a] + values[b] == 0
                        ? 0 : (values[a] - values[b]) / (values[a] + values[b])
                }
            return distance * distance
        }
    }
}
