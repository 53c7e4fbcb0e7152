/// Returns Levenshtein's distance over the longer length, in [0, 1]: 0 for equal texts.
///
/// Characters as they are read; at most `longest` of each count, so that time is bounded.
package func normalizedEditDistance(
    _ first: String, _ second: String, longest: Int = 500
) -> Double {
    let (a, b) = (Array(first.prefix(longest)), Array(second.prefix(longest)))
    guard !a.isEmpty || !b.isEmpty else { return 0 }
    var row = Array(0...b.count)
    for (i, character) in a.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, other) in b.enumerated() {
            let cost = character == other ? diagonal : min(diagonal, row[j], row[j + 1]) + 1
            diagonal = row[j + 1]
            row[j + 1] = cost
        }
    }
    return Double(row[b.count]) / Double(max(a.count, b.count))
}
