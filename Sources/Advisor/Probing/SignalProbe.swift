import Baselines
import Foundation
import Statistics

/// Whether the fields of labelled cases say anything of the label: a small classifier learns from the
/// first cases and is held against the majority answer on the rest.
///
/// A low lift says that this learner saw no signal in this many rows, no more.
package struct SignalProbe: Sendable {
    /// A field that predicts too well to be known beforehand.
    package struct Suspect: Sendable, Equatable {
        package let field: String
        /// Of this field alone, on the later cases.
        package let accuracy: Double
    }

    package let rows: Int
    package let unlabelled: Int
    /// Whether the rest is later; otherwise the rows were shuffled.
    package let isForward: Bool
    /// The later cases, on which all figures are measured.
    package let heldOut: Int
    /// By label, over all rows, the commonest first.
    package let balance: [(label: String, share: Double)]
    /// Of the majority answer of the earlier cases.
    package let majorityAccuracy: Double
    package let accuracy: Double
    /// Accuracy of the classifier less that of the majority answer, with its 95 % interval.
    package let lift: Double
    package let liftLow: Double
    package let liftHigh: Double
    /// The chance of such accuracy if labels and predictions had nothing to do with each other:
    /// labels permuted in the later cases, predictions fixed.
    package let permutationP: Double
    package let rounds: Int
    /// The share of rows whose very input has another label elsewhere.
    package let contradicted: Double
    package let suspects: [Suspect]

    /// Fewer rows than this measure nothing.
    package static let leastRows = 50
    private static let learningShare = 0.7
    /// A field alone that is right this often, and far above the majority, is suspect.
    private static let suspicious = 0.99

    /// Measures; `nil` for fewer than ``leastRows`` rows or less than two labels.
    package init?(_ table: ProbeTable, rounds: Int = 1_000, seed: UInt64 = 1) {
        let names = Set(table.labels).sorted()
        guard table.count >= Self.leastRows, names.count > 1 else { return nil }
        let numbers = Dictionary(
            names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { $1 })
        let labels = table.labels.map { numbers[$0] ?? 0 }
        let learning = Int(Double(table.count) * Self.learningShare)
        let truth = Array(labels[learning...])
        let majority = Self.commonest(labels[..<learning], of: names.count)
        let predictions = Self.predictions(table, labels, learning, names.count, field: nil)

        rows = table.count
        unlabelled = table.unlabelled
        isForward = table.isForward
        heldOut = truth.count
        balance = names.indices.map { label in
            (names[label], Double(labels.count { $0 == label }) / Double(labels.count))
        }.sorted { $0.share > $1.share }
        majorityAccuracy = Double(truth.count { $0 == majority }) / Double(truth.count)
        accuracy = Self.accuracy(predictions, truth)
        // Paired: 1 where only the classifier is right, -1 where only the majority is.
        let differences = zip(predictions, truth).map { prediction, truth in
            (prediction == truth ? 1.0 : 0) - (majority == truth ? 1.0 : 0)
        }
        let mean = differences.reduce(0, +) / Double(differences.count)
        let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let margin =
            1.959964
            * (squares / Double(differences.count - 1) / Double(differences.count))
            .squareRoot()
        lift = mean
        liftLow = mean - margin
        liftHigh = mean + margin
        self.rounds = rounds
        permutationP = Self.permutation(predictions, truth, rounds, seed)
        contradicted = Self.contradicted(table)
        let majorityAccuracy = majorityAccuracy
        suspects = table.fields.indices.compactMap { field in
            let alone = Self.accuracy(
                Self.predictions(table, labels, learning, names.count, field: field), truth)
            guard alone >= Self.suspicious, alone - majorityAccuracy > 0.05 else { return nil }
            return Suspect(field: table.fields[field], accuracy: alone)
        }
    }

    private static func predictions(
        _ table: ProbeTable, _ labels: [Int], _ learning: Int, _ labelCount: Int, field: Int?
    ) -> [Int] {
        // A field that leaks the answer is found by a fine cut; all fields together need a coarse one.
        var tokenizer = Tokenizer(table, learning: learning, parts: field == nil ? 10 : 100)
        let learnt = (0..<learning).map { row in
            (
                tokens: tokenizer.tokens(table.rows[row], field: field, learns: true),
                label: labels[row]
            )
        }
        let classifier = NaiveBayes(
            learnt, tokenCount: tokenizer.count, labelCount: labelCount)
        return (learning..<table.count).map { row in
            classifier.label(tokenizer.tokens(table.rows[row], field: field, learns: false))
        }
    }

    private static func accuracy(_ predictions: [Int], _ truth: [Int]) -> Double {
        Double(zip(predictions, truth).count { $0 == $1 }) / Double(truth.count)
    }

    private static func commonest(_ labels: ArraySlice<Int>, of count: Int) -> Int {
        var counts = Array(repeating: 0, count: count)
        for label in labels { counts[label] += 1 }
        return counts.indices.max { counts[$0] < counts[$1] } ?? 0
    }

    private static func permutation(
        _ predictions: [Int], _ truth: [Int], _ rounds: Int, _ seed: UInt64
    ) -> Double {
        var generator = SeededGenerator(seed: seed)
        let right = zip(predictions, truth).count { $0 == $1 }
        var permuted = truth
        var asGood = 1
        for _ in 0..<rounds {
            permuted.shuffle(using: &generator)
            if zip(predictions, permuted).count(where: { $0 == $1 }) >= right { asGood += 1 }
        }
        return Double(asGood) / Double(rounds + 1)
    }

    private static func contradicted(_ table: ProbeTable) -> Double {
        let groups = Dictionary(grouping: table.rows.indices) { table.rows[$0] }
        let rows = groups.values.filter { rows in
            Set(rows.map { table.labels[$0] }).count > 1
        }
        return Double(rows.reduce(0) { $0 + $1.count }) / Double(table.count)
    }
}
