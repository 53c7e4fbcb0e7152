/// What answers are worth and cost, in US dollars a case.
package struct Economics: Hashable, Sendable {
    /// A pair of values: what was true, and what was answered instead.
    package struct Error: Hashable, Sendable {
        package var truth: String
        package var answer: String

        package init(truth: String, answer: String) {
            self.truth = truth
            self.answer = answer
        }
    }

    /// Benefit of a right answer.
    package var correct = 0.0
    /// Cost of a wrong answer that `wrongPairs` does not name.
    package var wrongDefault: Double
    package var wrongPairs: [Error: Double] = [:]
    /// Cost of an abstention: usually that of a person who decides.
    package var abstain: Double
    /// Cost of a failure.
    package var fail: Double
    /// Cost of a second that the caller waits.
    package var perSecond = 0.0
    package var buildOnce: [String: Double] = [:]
    package var upkeepPerMonth: [String: Double] = [:]
    /// The least advantage that makes a change worth it.
    package var worthHaving = 0.0
    /// Volume, where the log's own rate is not the product's.
    package var casesPerYear: Double?

    package init(wrong: Double, abstain: Double? = nil, fail: Double? = nil) {
        wrongDefault = wrong
        self.abstain = abstain ?? wrong
        self.fail = fail ?? wrong
    }

    /// Returns the cost of answering `answer` where `truth` holds; the benefit of a right answer is
    /// no cost.
    package func costOfError(truth: String, answer: String) -> Double {
        wrongPairs[Error(truth: truth, answer: answer)] ?? wrongDefault
    }
}
