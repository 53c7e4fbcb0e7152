/// Counts of answers (column) by truth (row), and the scores of a classifier from them.
package struct ConfusionMatrix: Sendable, Equatable {
    package let table: ContingencyTable

    package init(_ table: ContingencyTable) { self.table = table }

    /// Creates the matrix over `labels`; items with another label are not counted.
    package init<Label: Hashable>(truths: [Label], answers: [Label], labels: [Label]) {
        table = ContingencyTable(truths, answers, categories: labels)
    }

    package var accuracy: Double? { rawAgreement(table) }

    /// The mean recall over the labels that occur as truths; nil for no items.
    package var balancedAccuracy: Double? {
        mean(classes.indices.filter { support($0) > 0 }.map { recall($0) ?? 0 })
    }

    /// Returns the share of a label's items that were found; nil where it never occurs.
    package func recall(_ label: Int) -> Double? {
        support(label) > 0 ? Double(hits(label)) / Double(support(label)) : nil
    }

    /// Returns the share of a label's answers that were right; nil where it was never answered.
    package func precision(_ label: Int) -> Double? {
        answered(label) > 0 ? Double(hits(label)) / Double(answered(label)) : nil
    }

    /// Returns 2·hits/(support + answers); 0 for a label that neither occurs nor is answered.
    package func f1(_ label: Int) -> Double {
        let size = support(label) + answered(label)
        return size > 0 ? 2 * Double(hits(label)) / Double(size) : 0
    }

    /// The unweighted mean F1 over all labels; nil for no labels.
    package var macroF1: Double? { mean(classes.indices.map(f1)) }

    /// F1 from pooled counts, which is the accuracy here; nil for no items.
    package var microF1: Double? { accuracy }

    /// The mean F1 weighted by support; nil for no items.
    package var weightedF1: Double? {
        guard table.total > 0 else { return nil }
        let sum = classes.indices.reduce(0) { $0 + Double(support($1)) * f1($1) }
        return sum / Double(table.total)
    }

    /// Matthews' correlation for any number of labels (Gorodkin 2004).
    ///
    /// 0 where all truths or all answers are the same; nil for no items.
    package var matthewsCorrelation: Double? {
        guard table.total > 0 else { return nil }
        let n = Double(table.total)
        let supports = classes.indices.map { Double(support($0)) }
        let answers = classes.indices.map { Double(answered($0)) }
        let right = Double(classes.indices.reduce(0) { $0 + hits($1) })
        let joint = zip(supports, answers).reduce(0) { $0 + $1.0 * $1.1 }
        let spreadTruth = n * n - supports.reduce(0) { $0 + $1 * $1 }
        let spreadAnswer = n * n - answers.reduce(0) { $0 + $1 * $1 }
        guard spreadTruth > 0, spreadAnswer > 0 else { return 0 }
        return (right * n - joint) / (spreadTruth * spreadAnswer).squareRoot()
    }

    private var classes: [[Int]] { table.counts }
    private func hits(_ k: Int) -> Int { classes[k][k] }
    private func support(_ k: Int) -> Int { classes[k].reduce(0, +) }
    private func answered(_ k: Int) -> Int { classes.reduce(0) { $0 + $1[k] } }
}
