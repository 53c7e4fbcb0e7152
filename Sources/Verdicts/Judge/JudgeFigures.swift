package import Decisions
package import Statistics

/// What a judge's labels add to the outcomes that are known, and how far the judge can be trusted.
///
/// Estimates for one look at a number of labels that was fixed ahead: they decide nothing.
package struct JudgeFigures: Sendable {
    package struct Measure: Sendable {
        package enum Kind: String, Hashable, Sendable, CaseIterable {
            case heuristicAccuracy = "heuristic_accuracy"
            case modelAccuracy = "model_accuracy"
            /// The model's accuracy less the heuristic's.
            case accuracyDifference = "accuracy_difference"
            /// What the model's answers are worth more than the heuristic's, in dollars a case, before
            /// price and waiting.
            case worthDifference = "worth_difference"
        }

        package let kind: Kind
        package let estimate: Estimate
        /// The same from the known outcomes alone.
        package let withoutJudge: Estimate
        /// How far the judge is trusted, λ; nil where it has nothing to say.
        package let trust: (differing: Double?, silent: Double?, agreeing: Double?)
        /// How many times as many outcomes alone would give this certainty.
        package let gain: Double?
    }

    /// Cases on which the paths differ, of which one has no answer, or on which they agree.
    package struct Part: Hashable, Sendable {
        /// Cases that the judge labelled.
        package var cases = 0
        /// Those of them whose outcome is known.
        package var labelled = 0

        /// Outcomes that are missing before anything is said.
        package var lacking: Int { max(0, min(Self.fewest, cases) - labelled) }

        /// Fewer say too little about the normal interval.
        static let fewest = 30
    }

    /// What a label plan drew of the cases that the judge had labelled.
    package struct Drawing: Sendable {
        package let plan: LabelPlan
        /// Of the cases on which the paths differ, and of the others.
        package let differing: DrawnPart
        package let others: DrawnPart

        package var drawn: Int { differing.drawn + others.drawn }
        package var labelled: Int { differing.labelled + others.labelled }

        /// Outcomes that are missing before anything is said.
        package var lacking: Int {
            max(differing.lacking + others.lacking, Self.fewest - labelled)
        }

        /// Far fewer than any plan draws.
        private static let fewest = 20
    }

    /// Cases that were drawn, and those of them whose outcome is known.
    package struct DrawnPart: Hashable, Sendable {
        package var drawn = 0
        package var labelled = 0

        /// Outcomes that are missing before anything is said: of one case in twenty somebody may be
        /// unable to tell.
        var lacking: Int { max(0, drawn - drawn / Self.untellable - labelled) }

        private static let untellable = 20
    }

    /// Who judged; nil where the log does not say.
    package let judge: String?
    /// Judges who labelled fewer cases, and are left out.
    package let otherJudges: Int
    /// Whether the judge bears the name of a path that is compared.
    package let isComparedPath: Bool
    package let differing: Part
    package let silent: Part
    package let agreeing: Part
    /// What was drawn by the judge's doubt; nil without a label plan.
    ///
    /// Only the outcomes of what was drawn count then, and the estimates are by active inference.
    package let drawing: Drawing?
    /// The judge's labels beside the outcomes; nil without a case that has both, or before what a plan
    /// drew is labelled.
    package let agreement: AgreementFigures?
    /// Empty where too few outcomes are known.
    package let measures: [Measure]

    package var cases: Int { differing.cases + silent.cases + agreeing.cases }
    package var labelled: Int { differing.labelled + silent.labelled + agreeing.labelled }
    /// Outcomes that are missing before every measure is given.
    package var lacking: Int {
        drawing?.lacking
            ?? max(differing.lacking + silent.lacking + agreeing.lacking, Self.fewest - labelled)
    }

    /// Fewer outcomes in all say too little.
    package static let fewest = 50
}
