/// A χ² statistic with its degrees of freedom and p-value.
package struct ChiSquaredTest: Sendable, Equatable {
    package let statistic: Double
    package let degrees: Int
    package let p: Double

    /// Creates a result from its statistic; with 0 degrees of freedom p is 1.
    package init(statistic: Double, degrees: Int) {
        self.statistic = statistic
        self.degrees = degrees
        p = degrees > 0 ? ChiSquared(degrees: Double(degrees)).survival(statistic) : 1
    }
}
