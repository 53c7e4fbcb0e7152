import Decisions
import Statistics

/// A plan with what it takes to keep it.
package struct PlanForecast: Sendable {
    package struct Claim: Sendable {
        package var promise: Plan.PromisedClaim
        package var expectation: Expectation
        /// The minimum worth having, upkeep included, in dollars a case.
        package var worthHaving: Double
        /// What the claim may spend on this line.
        package var alpha: Double
        package var needed: PairsNeeded
    }

    package var feature: String
    package var plan: Plan
    package var claims: [Claim]
    /// Cases in the log that both paths were asked, by question.
    package var casesSeen: [String: Int]
    /// Challengers that no claim is made about, as the heuristic always answered: by question.
    package var leftOut: [String]

    package init(
        feature: String, plan: Plan, claims: [Claim], casesSeen: [String: Int],
        leftOut: [String]
    ) {
        self.feature = feature
        self.plan = plan
        self.claims = claims
        self.casesSeen = casesSeen
        self.leftOut = leftOut
    }
}

extension PlanForecast.Claim {
    /// Creates the forecast of a promise; `line` is the plan's line of evidence.
    ///
    /// The promise's own effect is what is simulated; `input` gives the bounds.
    package init(
        _ promise: Plan.PromisedClaim, expectation: Expectation, line: Int, input: VerdictInput
    ) {
        self.promise = promise
        self.expectation = expectation
        worthHaving = input.worthHaving(promise.challenger)
        alpha = lineAlpha(promise.alpha, line: line)
        let economics = input.economics ?? Economics(wrong: 0)
        let isPriceUnknown = input.model?.price == .unknown
        needed = PairsNeeded(
            promise.planned(line: worthHaving), disagreement: expectation.disagreement,
            alpha: alpha,
            bounds: input.bounds(
                promise.challenger, CaseUtility(economics, question: input.question),
                isPriceUnknown: isPriceUnknown))
    }
}
