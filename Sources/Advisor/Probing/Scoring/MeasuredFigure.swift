/// What `assay probe` can put in the place of an answer, by the name that questionnaires use.
package enum MeasuredFigure: String, CaseIterable, Sendable {
    /// The share of the majority answer's mistakes that the better learner avoids; 0 where the
    /// permutation test sees no signal.
    case signal
    /// How much of the majority answer's mistakes is still avoided in later blocks of time, as a share
    /// of what was in earlier ones.
    case stability
    /// How often two raters of the same case agree.
    case agreement
    /// Rows with a label, or cases with an outcome.
    case labels
    /// The share of the better learner's lift that the best three-level rule has.
    case ruleStrength = "rule-strength"
    /// The share of cases that the best three-level rule gets wrong, or the feature's own rules get
    /// wrong or leave open.
    case ruleMisses = "rule-misses"
    /// The share of the majority answer's mistakes that the model of the log avoids.
    case modelSignal = "model-signal"
    /// What a wrong answer of the path in charge costs, in dollars.
    case errorCost = "error-cost"
    /// Cases a day in the log.
    case volume
    /// What the model spends for each right answer, as a share of what a wrong one costs.
    case priceShare = "price-share"
    /// Months in which the challenger of the log pays back what it costs to build.
    case payback
}
