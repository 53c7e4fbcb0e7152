import RealModule
import Statistics

/// A small classifier that tries to tell reference rows from current ones by their tokens.
///
/// Naive Bayes on the presence of tokens, learnt on every other row, scored on the rest.
struct DomainClassifier {
    /// The area under the ROC curve on rows that were not learnt; ½ where the rows are alike.
    let areaUnderROC: Double
    /// What the area exceeds with probability 5 % where the rows are alike (normal law of the
    /// Mann–Whitney statistic).
    let criticalValue: Double

    /// Creates the classifier from rows whose tokens differ; nil below 50 rows on either side.
    init?(reference: [[UInt64]], current: [[UInt64]]) {
        guard reference.count >= 50, current.count >= 50 else { return nil }
        let weights = Self.weights(Self.half(reference, 0), Self.half(current, 0))
        let (first, second) = (Self.half(reference, 1), Self.half(current, 1))
        let scores = (first + second).map { row in
            row.reduce(0.0) { $0 + (weights[$1] ?? 0) }
        }
        // The area needs ranks alone; the logistic curve makes probabilities of the scores.
        let outcomes = first.map { _ in false } + second.map { _ in true }
        let probabilities = scores.map { 1 / (1 + .exp(-$0 / 20)) }
        let area = ProbabilityScores(outcomes: outcomes, probabilities: probabilities)?.areaUnderROC
        guard let area else { return nil }
        areaUnderROC = area
        let (n, m) = (Double(first.count), Double(second.count))
        criticalValue = 0.5 + 1.645 * ((n + m + 1) / (12 * n * m)).squareRoot()
    }

    private static func half(_ rows: [[UInt64]], _ rest: Int) -> [[UInt64]] {
        rows.indices.filter { $0 % 2 == rest }.map { rows[$0] }
    }

    /// By token, ln of how much likelier it is in a current row.
    private static func weights(
        _ reference: [[UInt64]], _ current: [[UInt64]]
    ) -> [UInt64: Double] {
        var counts: [UInt64: (Double, Double)] = [:]
        for row in reference { for token in row { counts[token, default: (0, 0)].0 += 1 } }
        for row in current { for token in row { counts[token, default: (0, 0)].1 += 1 } }
        let (n, m) = (Double(reference.count), Double(current.count))
        return counts.mapValues { count in
            Double.log((count.1 + 0.5) / (m + 1)) - .log((count.0 + 0.5) / (n + 1))
        }
    }
}
