package import Statistics

/// What the evidence log says of the factors: error cost, running cost, coverage and difference.
package struct EvidenceProbe: Sendable {
    package struct Path: Sendable {
        package let name: String
        /// Cases with an outcome that it was asked.
        package let judged: Int
        /// Over the judged; abstained and failed are not right.
        package let accuracy: Estimate?
        /// The share of the judged that it answered.
        package let coverage: Estimate?
        package let accuracyWhenAnswered: Estimate?
        /// Confusion times cost matrix, in dollars a case; `nil` where nothing says what errors cost.
        package let errorCost: Estimate?
        /// What a wrong answer cost on average, in dollars; `nil` for none.
        package let costOfWrong: Estimate?
        /// Wrong answers among the judged.
        package let wrong: Int
        /// What it spent for each right answer, in dollars; `nil` where the price is unknown.
        package let spentPerCorrect: Double?
        /// In milliseconds.
        package let p95: Double?
        /// Whether latencies come from a recording.
        package let isRecorded: Bool

        package init(
            name: String, judged: Int, accuracy: Estimate?, coverage: Estimate?,
            accuracyWhenAnswered: Estimate?, errorCost: Estimate?, costOfWrong: Estimate?,
            wrong: Int, spentPerCorrect: Double?, p95: Double?, isRecorded: Bool
        ) {
            self.name = name
            self.judged = judged
            self.accuracy = accuracy
            self.coverage = coverage
            self.accuracyWhenAnswered = accuracyWhenAnswered
            self.errorCost = errorCost
            self.costOfWrong = costOfWrong
            self.wrong = wrong
            self.spentPerCorrect = spentPerCorrect
            self.p95 = p95
            self.isRecorded = isRecorded
        }
    }

    package let feature: String
    package let question: String
    package let cases: Int
    package let outcomes: Int
    package let inCharge: String
    package let heuristic: Path
    /// `nil` where the feature has none, or it was never asked.
    package let model: Path?
    /// How often the majority so far was right.
    package let majorityAccuracy: Double?
    /// Model minus heuristic, over the cases that both were asked, with Newcombe's interval.
    package let difference: Estimate?
    package let onlyModelRight: Int
    package let onlyHeuristicRight: Int
    /// The cases a year from which the challenger pays its upkeep.
    package let breakEvenCasesPerYear: Double?
    package let casesPerYear: Double?
    /// Whether that is the log's own rate.
    package let isRateOfLog: Bool
    /// Months in which the challenger pays back what it costs to build; infinite for never.
    package let paybackMonths: Double?

    package init(
        feature: String, question: String, cases: Int, outcomes: Int, inCharge: String,
        heuristic: Path, model: Path?, majorityAccuracy: Double?, difference: Estimate?,
        onlyModelRight: Int, onlyHeuristicRight: Int, breakEvenCasesPerYear: Double?,
        casesPerYear: Double?, isRateOfLog: Bool, paybackMonths: Double?
    ) {
        self.feature = feature
        self.question = question
        self.cases = cases
        self.outcomes = outcomes
        self.inCharge = inCharge
        self.heuristic = heuristic
        self.model = model
        self.majorityAccuracy = majorityAccuracy
        self.difference = difference
        self.onlyModelRight = onlyModelRight
        self.onlyHeuristicRight = onlyHeuristicRight
        self.breakEvenCasesPerYear = breakEvenCasesPerYear
        self.casesPerYear = casesPerYear
        self.isRateOfLog = isRateOfLog
        self.paybackMonths = paybackMonths
    }

    /// What the log can answer.
    package var measurements: [ProbeMeasurement] {
        var measurements = [
            ProbeMeasurement(.labels, Double(outcomes), interval: nil, cases: outcomes)
        ]
        if let accuracy = heuristic.accuracy {
            measurements.append(
                ProbeMeasurement(
                    .ruleMisses, 1 - accuracy.value,
                    interval: Interval(
                        lower: 1 - accuracy.interval.upper, upper: 1 - accuracy.interval.lower),
                    cases: heuristic.judged))
        }
        if let accuracy = model?.accuracy, let majority = majorityAccuracy, majority < 1 {
            func share(_ accuracy: Double) -> Double { (accuracy - majority) / (1 - majority) }
            measurements.append(
                ProbeMeasurement(
                    .modelSignal, share(accuracy.value),
                    interval: Interval(
                        lower: share(accuracy.interval.lower),
                        upper: share(accuracy.interval.upper)),
                    cases: model?.judged ?? 0))
        }
        let acting = inCharge == model?.name ? model ?? heuristic : heuristic
        if let cost = acting.costOfWrong {
            measurements.append(
                ProbeMeasurement(.errorCost, cost, cases: acting.wrong))
        }
        if isRateOfLog, let casesPerYear {
            measurements.append(
                ProbeMeasurement(.volume, casesPerYear / 365.25, interval: nil, cases: cases))
        }
        if let spent = model?.spentPerCorrect, let cost = acting.costOfWrong?.value, cost > 0 {
            measurements.append(
                ProbeMeasurement(
                    .priceShare, spent / cost, interval: nil, cases: model?.judged ?? 0))
        }
        if let paybackMonths {
            measurements.append(
                ProbeMeasurement(.payback, paybackMonths, interval: nil, cases: outcomes))
        }
        return measurements
    }
}
