package import Statistics

/// What was learnt from the cases alone, and beside it the paths, on the same later cases.
///
/// The cases are cut into five blocks in the order of time; each but the first is answered by what all
/// blocks before it teach. Descriptive: it spends none of the chance of error, and proves nothing.
package struct LearntBaselines: Sendable {
    package struct Figures: Sendable {
        /// Right answers, with Wilson's interval.
        package let accuracy: Estimate
        /// Its accuracy less that of the better path, with Newcombe's interval for one look.
        package let lead: Estimate

        /// Whether it is more accurate than every path, beyond what chance makes likely.
        package var wins: Bool { lead.interval.lower > 0 }
    }

    /// The best rule of at most three levels.
    package let rule: Figures
    /// Logistic regression on the fields and on hashed words and pairs of words.
    package let classifier: Figures
    /// The rule as the last block was answered by it, in CEL.
    package let ruleText: String
    /// Cases on which all were judged.
    package let cases: Int
    /// The name of the more accurate path there, and its accuracy.
    package let bestPath: String
    package let bestPathAccuracy: Estimate
    /// The share of the cases that was looked at, by a hash of their ids.
    package let share: Double
}
