import RealModule

/// Returns the mean BLEU-4 of each document against all others: near 1 where they repeat each other;
/// `nil` for fewer than two.
///
/// As nltk's `sentence_bleu` with `SmoothingFunction().method1` (ε = 0.1) and the nearest length of
/// the others as reference length; a document that shares no word with the others scores 0. Time in
/// proportion to all words, for only the two highest counts of a run matter.
package func selfBLEU(_ documents: [[UInt64]]) -> Double? {
    guard documents.count > 1 else { return nil }
    var precisions = documents.map { _ in [(hits: Int, runs: Int)]() }
    for length in 1...4 {
        let counts = documents.map { words in
            words.count < length
                ? [:]
                : Dictionary(
                    (0...(words.count - length)).map { (Array(words[$0..<($0 + length)]), 1) },
                    uniquingKeysWith: +)
        }
        var highest: [[UInt64]: (first: Int, owner: Int, second: Int)] = [:]
        for (owner, runs) in counts.enumerated() {
            for (run, count) in runs {
                let known = highest[run] ?? (0, -1, 0)
                highest[run] =
                    count > known.first
                    ? (count, owner, known.first)
                    : (known.first, known.owner, max(known.second, count))
            }
        }
        for (owner, runs) in counts.enumerated() {
            let hits = runs.reduce(0) { sum, entry in
                let known = highest[entry.key] ?? (0, -1, 0)
                return sum + min(entry.value, known.owner == owner ? known.second : known.first)
            }
            precisions[owner].append((hits, max(1, runs.values.reduce(0, +))))
        }
    }
    let lengths = Dictionary(documents.map { ($0.count, 1) }, uniquingKeysWith: +)
    let scores = documents.indices.map { index in
        score(precisions[index], length: documents[index].count, lengths)
    }
    return scores.reduce(0, +) / Double(scores.count)
}

private func score(
    _ precisions: [(hits: Int, runs: Int)], length: Int, _ lengths: [Int: Int]
) -> Double {
    guard precisions[0].hits > 0 else { return 0 }
    let others = lengths.filter { $0.key != length || $0.value > 1 }.keys
    let nearest = others.min { (abs($0 - length), $0) < (abs($1 - length), $1) } ?? length
    let penalty = length > nearest ? 1 : Double.exp(1 - Double(nearest) / Double(length))
    let logs = precisions.map { hits, runs in
        Double.log(hits > 0 ? Double(hits) / Double(runs) : 0.1 / Double(runs))
    }
    return penalty * .exp(logs.reduce(0, +) / 4)
}
