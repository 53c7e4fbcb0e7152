package import Statistics

/// What labelled cases say of their label: small learners and rules learn from the earlier cases and
/// are held against the majority answer on the later ones.
///
/// A low lift says that these learners saw no signal in this many cases, no more.
package struct SignalProbe: Sendable {
    package let columns: ProbeColumns
    package let rows: Int
    package let unlabelled: Int
    package let untimed: Int
    /// The earlier cases, which are learnt from.
    package let learning: Int
    /// The later cases, on which all figures are measured that do not say otherwise.
    package let heldOut: Int
    /// Whether the held-out cases are later; otherwise the cases were shuffled.
    package let isForward: Bool
    package let isOrderOfTexts: Bool
    package let fields: [String]
    /// Fields that can tell nothing, and why.
    package let idle: [(field: String, reason: String)]
    /// Fields that are read as names, though people would read them as amounts or dates; each with
    /// one of its texts.
    package let numberLike: [(field: String, example: String)]
    /// By label, over all cases, the commonest first.
    package let balance: [(label: String, share: Estimate)]
    package let signal: SignalFigures
    /// `nil` without a time, or with too few cases for blocks.
    package let stability: StabilityFigures?
    package let noise: NoiseFigures
    /// `nil` without several raters of a case.
    package let raters: RaterFigures?
    /// `nil` with too few cases for four sizes.
    package let curve: CurveFigures?
    package let rule: RuleFigures
    package let lookup: LookupFigures
    package let suspects: [LeakageSuspect]
    /// The better learner's lift without the suspects; `nil` where there are none, or no other field.
    package let liftWithoutSuspects: Estimate?
}

/// What a learner gets right beyond the majority answer.
package struct SignalFigures: Sendable {
    package struct Learner: Sendable {
        package let kind: LearnerKind
        package let accuracy: Estimate
        package let lift: Estimate
    }

    /// The commonest label of the earlier cases, and how often it is right later.
    package let majority: String
    package let majorityAccuracy: Estimate
    package let learners: [Learner]
    /// The learner that did better on the last fifth of the earlier cases; all else is about it.
    package let better: Learner
    /// Of two labels, how often it finds the rarer likelier for a case that has it than for one that
    /// has not: the area under the ROC curve, which rare labels do not flatter, with Hanley and
    /// McNeil's (1982) interval; `nil` for more labels, or where the held-out cases have only one.
    package let ranking: Estimate?
    /// Held-out cases with a label that no earlier case has.
    package let unseenLabels: Int
    /// The share of the majority answer's mistakes that it avoids; `nil` where there are none.
    package let errorsAvoided: Estimate?
    package let permutation: Permutation
    /// Held-out cases whose very input was learnt from, and the lift on the others.
    package let copies: Int
    package let liftWithoutCopies: Estimate?
}

/// A permutation test of the predictions for the held-out cases.
///
/// Null: predictions and labels have nothing to do with each other. The labels of the held-out cases
/// are permuted against fixed predictions; what is compared is the log score, which, other than
/// accuracy, hardly ever ties.
package struct Permutation: Sendable, Equatable {
    package let p: Double
    package let rounds: Int
}

/// Whether the lift lasts.
package struct StabilityFigures: Sendable {
    package struct Block: Sendable {
        package let from: String
        package let to: String
        package let cases: Int
        package let lift: Estimate
    }

    /// Of a learner that saw only what came before the first block.
    package let blocks: [Block]
    /// The cases before the first block.
    package let learning: Int
    /// Of Cochran's Q over the blocks' lifts: small where they differ by more than chance.
    package let changeP: Double
    /// The shares of the majority answer's mistakes that the learner avoids in the earlier and in the
    /// later half of the blocks: other than the lift, they do not move with the base rate.
    package let avoidedEarlier: Double?
    package let avoidedLater: Double?
    /// The later share as a share of the earlier; `nil` where that is not clearly above 0.
    package let kept: Estimate?
}

/// How far identical inputs have different labels.
package struct NoiseFigures: Sendable {
    /// Cases whose very input comes more than once.
    package let repeated: Int
    /// Those of them that have different labels.
    package let contradicted: Int
    /// How often two cases with the same input have the same label; `nil` where no input repeats.
    package let agreement: Estimate?
}

/// How far raters of the same case agree.
package struct RaterFigures: Sendable {
    /// Cases with two raters or more.
    package let cases: Int
    package let ratings: Int
    /// How often two raters of a case agree; the interval takes cases as the units.
    package let agreement: Estimate
    /// How often a rater agrees with the commonest label of the others.
    package let ceiling: Estimate?
    /// Krippendorff's α, nominal, and for labels that are numbers on their interval scale.
    package let alpha: Double?
    package let intervalAlpha: Double?
}

/// How the error falls with more labels.
package struct CurveFigures: Sendable {
    package struct Point: Sendable {
        package let examples: Int
        /// Averaged over the seeds.
        package let error: Double
    }

    package let points: [Point]
    package let seeds: Int
    package let law: InversePowerLaw
    /// How many more cases would be right with twice as many labels, as a share; the interval
    /// resamples cases and seeds.
    package let doublingGain: Estimate
    /// The least difference that the held-out cases can show: 1.96 √(p (1 − p)/m).
    package let testNoise: Double
}

/// The best rule of three levels.
package struct RuleFigures: Sendable {
    package let cel: String
    package let accuracy: Estimate
    package let lift: Estimate
    /// Its lift as a share of the better learner's, at most 1; `nil` where nothing lifts.
    package let shareOfLift: Estimate?
    /// Held-out cases in branches that were right at least ``sureness`` of the time when learnt.
    package let coverage: Estimate
    /// Its accuracy on those; `nil` without any.
    package let sureAccuracy: Estimate?

    package static let sureness = 0.95
}

/// What could be looked up.
package struct LookupFigures: Sendable {
    /// Held-out cases whose very input always had one label before.
    package let coverage: Estimate
    package let accuracy: Estimate?
    /// The field whose value alone settles most; `nil` where none settles any.
    package let field: Field?

    package struct Field: Sendable {
        package let name: String
        package let coverage: Estimate
        package let accuracy: Estimate
    }
}

/// A field that predicts too well to be known beforehand.
package struct LeakageSuspect: Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
        /// It avoids nearly all mistakes by itself.
        case tellsAlone
        /// It is there, or missing, only for one label.
        case presentOnly(for: String)
        case missingOnly(for: String)
    }

    package let field: String
    package let reason: Reason
    /// Of this field alone on the held-out cases, or the share of cases where it is there or missing
    /// that have the label.
    package let accuracy: Estimate
}
