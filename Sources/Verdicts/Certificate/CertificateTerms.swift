import Decisions
package import Evidence
package import Statistics

/// What a verdict's figures follow from, besides its cases: all of it fixed before looking.
package struct CertificateTerms: Sendable {
    /// What a challenger may claim.
    package struct Claim: Sendable {
        package let challenger: Challenger
        /// What its limits may miss by, over all looks and on both sides.
        package let alpha: Double
        /// What its difference must exceed, in dollars a case.
        package let worthHaving: Double
        /// What the plan expects; nil without one.
        package let planned: PlannedEffect?
    }

    /// A randomised split of who is in charge.
    package struct Split: Sendable {
        package let challenger: Challenger
        /// The name of the challenger's arm.
        package let arm: String
        package let leastPropensity: Double
    }

    package let input: VerdictInput
    package let paths: [PathVersion]
    /// Cases up to this time are old enough, in microseconds since 1970.
    package let matureUntil: Int64
    /// Whether cases without a time are old enough.
    package let countsUndated: Bool
    package let claims: [Claim]
    /// Where the answer shapes the outcome: the split that can tell; nil where there is none.
    package let split: Split?

    package init(_ input: VerdictInput) {
        self.input = input
        paths = [input.heuristic.version] + (input.model.map { [$0.version] } ?? [])
        matureUntil = CaseSurvey.cutoff(input)
        countsUndated = input.outcome.maturesAfter == .zero
        claims =
            input.model == nil || input.economics == nil
            ? []
            : input.challengers.map { challenger in
                let worthHaving = input.worthHaving(challenger)
                return Claim(
                    challenger: challenger, alpha: input.alpha(of: challenger),
                    worthHaving: worthHaving,
                    planned: input.promise(of: challenger)?.planned(line: worthHaving))
            }
        split = SplitEvidence(input, isPriceUnknown: true).map {
            Split(
                challenger: $0.challenger, arm: $0.arms.challenger,
                leastPropensity: $0.leastPropensity)
        }
    }

    /// What an answer is worth before price and waiting, in dollars; nil where the feature does not
    /// say.
    ///
    /// By truth, then by what the path did: an option, an abstention or a failure.
    package var worth: [[Double]]? {
        input.economics.map { economics in
            let utility = CaseUtility(economics, question: input.question)
            return (0..<utility.options).map { truth in
                (0...utility.failed).map { utility.worth(truth: truth, slot: $0) }
            }
        }
    }

    /// What the challenger's upkeep costs a month more than the heuristic's, in dollars; nil where
    /// nobody declared it.
    package func moreUpkeepPerMonth(_ challenger: Challenger) -> Double? {
        input.economics.flatMap {
            challenger.extraUpkeepPerMonth(
                $0, heuristic: input.heuristic.name, model: input.model?.name)
        }
    }

    /// The longest waits that count, in seconds: the heuristic's and the model's.
    package var longestWaits: (heuristic: Double, model: Double) {
        (input.heuristic.capSeconds, input.model?.capSeconds ?? 0)
    }
}
