import Decisions
import Statistics

/// How often the method would have lied on this very log, had there been nothing to find.
///
/// The sign of every unit's difference from what is worth having is flipped or not by a fair coin:
/// then neither side is right, while sizes, order and clusters are those of the log. A run lies if
/// any look at its way proves one side.
package struct SelfTest: Hashable, Sendable {
    package var challenger: Challenger
    /// Units in each run: cases, or users where there are any.
    package var units: Int
    package var runs: Int
    /// Looks at each run, evenly spread.
    package var looks: Int
    /// Runs in which a look proved one side.
    package var lies: Int
    /// Runs in which an ordinary two-sided test at the same level would have, looked at as often.
    package var liesOfAnOrdinaryTest: Int
    /// The chance that was promised.
    package var alpha: Double

    package static let usualRuns = 2_000
    private static let mostLooks = 200

    /// The upper 95 % limit of the chance of a lie (Clopper–Pearson).
    package var upperLimit: Double {
        clopperPearsonUpper(successes: lies, trials: runs, alpha: 0.05)
    }

    /// Runs the test on the differences of the units in their order; nil without any.
    init?(
        _ challenger: Challenger, _ values: [Double], bounds: Interval, line: Double, alpha: Double,
        planned: PlannedEffect?, runs: Int, seed: UInt64 = 2_000
    ) {
        guard !values.isEmpty, line > bounds.lower, line < bounds.upper else { return nil }
        let reach = max(line - bounds.lower, bounds.upper - line)
        let step = max(1, (values.count + Self.mostLooks - 1) / Self.mostLooks)
        let critical = -Normal.quantile(alpha / 2)
        var generator = SeededGenerator(seed: seed)
        var (lies, ordinary) = (0, 0)
        for _ in 0..<runs {
            var sequence = RunningMeanConfidenceSequence(
                lower: line - reach, upper: line + reach, alpha: alpha, center: 0,
                planned: planned)
            var (sum, squares, coins) = (0.0, 0.0, UInt64(0))
            var (hasLied, hasOrdinaryLied) = (false, false)
            for (index, value) in values.enumerated() {
                if index.isMultiple(of: 64) { coins = generator.next() }
                let excess = coins & 1 == 0 ? value - line : line - value
                coins >>= 1
                sequence.append(line + excess)
                sum += excess
                squares += excess * excess
                guard (index + 1).isMultiple(of: step) || index == values.count - 1 else {
                    continue
                }
                // A mean of a handful is no test.
                if index >= 29, abs(sum) > critical * squares.squareRoot() {
                    hasOrdinaryLied = true
                }
                let e =
                    sum > 0 ? sequence.eValue(meanAtMost: line) : sequence.eValue(meanAtLeast: line)
                if e >= 2 / alpha { hasLied = true }
            }
            lies += hasLied ? 1 : 0
            ordinary += hasOrdinaryLied ? 1 : 0
        }
        self.challenger = challenger
        units = values.count
        self.runs = runs
        looks = (values.count + step - 1) / step
        self.lies = lies
        liesOfAnOrdinaryTest = ordinary
        self.alpha = alpha
    }
}
