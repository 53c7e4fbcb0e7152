import RealModule

/// An e-process against "each of a stream's tests succeeds with a chance of at most `level`", given
/// those before it.
///
/// The likelihood of a higher rate over that of `level`, mixed over a few rates and over the windows
/// with which a rise may begin. It may be watched at every test (Ville's inequality).
package struct ExcessRateEProcess: Sendable, Equatable {
    /// Successes among tests.
    package typealias Count = (successes: Int, trials: Int)

    /// What the odds of a success are raised to, over those of the level.
    private static let oddsRatios = [1.6, 2.5, 5, 12]

    /// ln of the e-value after all windows.
    package let logE: Double

    /// Makes the process of windows in the order of time; `level` is in (0, 1).
    package init(level: Double, windows: [Count]) {
        precondition(level > 0 && level < 1, "a chance")
        var (successes, trials) = (0, 0)
        let logs = windows.reversed().map { window in
            successes += window.successes
            trials += window.trials
            return logSum(
                Self.oddsRatios.map { ratio in
                    let scale = 1 - level + ratio * level
                    return Double(successes) * .log(ratio) - Double(trials) * .log(scale)
                        - .log(Double(Self.oddsRatios.count))
                })
        }
        logE = mixtureOverStarts(windows.count) { logs[windows.count - 1 - $0] }
    }
}
