import RealModule

/// Wald's sequential probability ratio test of a chance of success: `p0` against `p1`.
///
/// Wald (1945). Its error rates hold only for the two planned chances.
package struct WaldSPRT: Sendable, Equatable {
    package enum Decision: Sendable, Equatable {
        case acceptNull, acceptAlternative, undecided
    }

    /// ln((1 − β)/α): at or above it the alternative is accepted.
    package let upper: Double
    /// ln(β/(1 − α)): at or below it the null is accepted.
    package let lower: Double
    /// The log-likelihood ratio so far.
    package private(set) var logLikelihoodRatio = 0.0
    private let successStep: Double
    private let failureStep: Double

    /// Creates a test; all four arguments lie strictly between 0 and 1.
    package init(p0: Double, p1: Double, alpha: Double, beta: Double) {
        precondition([p0, p1, alpha, beta].allSatisfy { $0 > 0 && $0 < 1 }, "outside (0, 1)")
        upper = .log((1 - beta) / alpha)
        lower = .log(beta / (1 - alpha))
        successStep = .log(p1 / p0)
        failureStep = .log((1 - p1) / (1 - p0))
    }

    package mutating func append(success: Bool) {
        logLikelihoodRatio += success ? successStep : failureStep
    }

    package var decision: Decision {
        if logLikelihoodRatio >= upper { return .acceptAlternative }
        return logLikelihoodRatio <= lower ? .acceptNull : .undecided
    }
}
