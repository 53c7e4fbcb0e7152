package import Statistics

/// What a path did, and how well.
package struct PathFigures: Sendable {
    package var name: String
    package var label: String
    /// Cases in which it was asked: answered, abstained or failed.
    package var asked: Int
    package var answered: Int
    package var abstained: Int
    package var failed: Int
    package var skipped: Int
    package var shed: Int
    /// Failures by reason, the most frequent first.
    package var failures: [(reason: String, count: Int)]
    /// Cases with an outcome that counts, and those of them that it got right.
    package var judged: Int
    package var correct: Int
    /// The effective number of the judged (Kish), where some of them stand for more cases than others.
    ///
    /// Of the cases on which paths agree seldom as many have a label. The shares and the utility below
    /// then count each kind of case by how many there are of it.
    package var effectiveJudged: Double?
    /// Cases put to both paths of whose kind none has a label; empty where no case at all has one.
    ///
    /// The shares' intervals have room for whatever is true of them.
    package var unlabelled: [CaseStratum: Int]
    /// Whether at most a hundredth of the cases are ``unlabelled``: shares of the judged are then those
    /// of all.
    package var isTold: Bool
    /// Right answers among the judged; nil without any.
    ///
    /// Abstained and failed are not right.
    package var accuracy: Estimate?
    /// Answered among those that it was asked; nil for none.
    package var coverage: Estimate?
    /// Right answers among the judged that it answered.
    package var accuracyWhenAnswered: Estimate?
    package var cost: CostFigures
    /// Nil where nothing says what answers are worth, no case has an outcome, or it is not ``isTold``.
    package var utility: UtilityFigures?
    /// Nil where it was never asked.
    package var latency: LatencyFigures?
    /// The share of its answers that come from a recording; 0 where it was never asked.
    package var recordedShare: Double
    /// Judged cases: truth by row; the options, abstained, failed by column.
    package var confusion: CountTable
    /// The same as shares of all cases, each kind by how many cases there are of it.
    package var shares: ShareTable
    /// Nil where too few of its answers come with a probability and an outcome.
    package var stated: StatedConfidence?
}

/// What a path's calls cost; nil where the price is unknown, never 0 for that reason.
package struct CostFigures: Hashable, Sendable {
    /// In dollars, over the calls whose price is known.
    package var total: Double?
    /// A call whose price is known.
    package var mean: Double?
    /// A right answer, over the judged cases; nil without any.
    package var perCorrect: Double?
    /// Calls whose price is unknown.
    package var unpriced: Int
    /// Calls whose price was unknown when they were logged, and which count at today's.
    package var pricedLater: Int
}

/// Waiting times in milliseconds, each within 0.8 %.
package struct LatencyFigures: Hashable, Sendable {
    package var p50: Double
    package var p95: Double
    package var p99: Double
    /// Whether some of them were recorded rather than measured now.
    package var isRecorded: Bool
    /// The waits that growing shares of the answers keep to, shares from 0.01 to 0.999.
    package var distribution: [Level]

    package struct Level: Hashable, Sendable {
        package var share: Double
        package var milliseconds: Double
    }
}

/// How often two paths gave the same answer, over the cases that both answered.
///
/// This is no accuracy.
package struct AgreementFigures: Sendable {
    package var bothAnswered: Int
    package var raw: Estimate
    /// Gwet's AC1 over the declared options.
    package var ac1: Estimate?
    /// Cohen's κ; nil where chance alone makes agreement certain.
    package var kappa: Estimate?
    /// The same with quadratic weights: two levels that are near each other nearly agree; nil for
    /// options without an order.
    package var quadraticKappa: Estimate?
    /// The p of Stuart and Maxwell that both give each answer as often, valid for one look that was
    /// planned; nil where they never differ.
    package var equalSharesP: Double?
    /// Heuristic by row, model by column.
    package var table: CountTable

    /// Cases in which both gave the same answer.
    package var agreed: Int { (0..<table.rows).reduce(0) { $0 + table[$1, $1] } }
}

/// How much more accurate the model is than the heuristic, over the cases that both were asked.
package struct DifferenceFigures: Sendable {
    package var table: PairedTable
    /// Model minus heuristic, with Newcombe's interval.
    package var difference: Estimate
    /// Tango's score interval (1998) of the same.
    package var tango: Interval
    /// McNemar's mid-p, 1 where no pair differs: valid for one look that was planned, not for watching.
    package var midP: Double
    /// The e-value of this moment on the discordant pairs; infinite above 10³⁰⁸.
    package var eValue: Double
    /// Valid at every look, as long as the chance to win a discordant pair stays the same.
    package var anytimeP: Double
    /// Discordant units that the e-process has seen: a user counts once.
    package var discordantUnits: Int

    package var onlyModelRight: Int { table.onlyFirst }
    package var onlyHeuristicRight: Int { table.onlySecond }
}

/// How often the model disagreed with itself on the same case.
package struct NoiseFloorFigures: Sendable {
    /// Share of differing pairs of a case's answers, averaged over cases.
    package var disagreement: Estimate
    /// Cases that it answered at least twice.
    package var cases: Int
    /// Its answers to those.
    package var answers: Int
}

/// What any path must beat, with the same weights of labelled cases as a path's figures.
package struct BaselineFigures: Hashable, Sendable {
    /// The most frequent truth.
    package var majority: String
    /// How often the most frequent truth so far was the next one: fitted on the past only.
    package var majorityAccuracy: Double
    /// The most frequent truth's share of all, which has seen every truth.
    package var majorityShare: Double
    /// Guessing at random by the shares of the truths.
    package var priorAccuracy: Double
    /// The answer that is worth most if given to every case, and its worth a case in dollars.
    package var bestConstant: String?
    package var bestConstantUtility: Double?
    /// Cases with an outcome.
    package var cases: Int
}
