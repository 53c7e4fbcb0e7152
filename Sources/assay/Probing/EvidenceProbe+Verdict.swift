import Advisor
import Decisions
import Statistics
import Verdicts

extension EvidenceProbe {
    /// Takes from a verdict what it says of the factors.
    init(_ verdict: Verdict, _ economics: Economics?) {
        func path(_ figures: PathFigures) -> Path {
            Path(figures, economics, labels: verdict.question.labels)
        }
        self.init(
            feature: verdict.feature, question: verdict.question.name,
            cases: verdict.counts.cases, outcomes: verdict.counts.outcomes,
            inCharge: verdict.inCharge, heuristic: path(verdict.heuristic),
            model: verdict.model.flatMap { $0.asked > 0 ? path($0) : nil },
            majorityAccuracy: verdict.baselines?.majorityAccuracy,
            difference: verdict.difference?.difference,
            onlyModelRight: verdict.difference?.onlyModelRight ?? 0,
            onlyHeuristicRight: verdict.difference?.onlyHeuristicRight ?? 0,
            breakEvenCasesPerYear: verdict.breakEven?.casesPerYear,
            casesPerYear: verdict.volume?.casesPerYear,
            isRateOfLog: verdict.volume.map { $0.source != .declared } ?? false,
            paybackMonths: Self.payback(verdict.year))
    }

    /// What building costs over what a month gains, upkeep paid.
    private static func payback(_ year: YearFigures?) -> Double? {
        guard let year, let build = year.buildOnce, !year.isAtPriceZero else { return nil }
        return year.gain > 0 ? build / (year.gain / 12) : .infinity
    }
}

extension EvidenceProbe.Path {
    fileprivate init(_ figures: PathFigures, _ economics: Economics?, labels: [String]) {
        let errors = economics.map { ErrorCosts(figures.confusion, $0, labels: labels) }
        self.init(
            name: figures.name, judged: figures.judged, accuracy: figures.accuracy,
            coverage: figures.coverage, accuracyWhenAnswered: figures.accuracyWhenAnswered,
            errorCost: errors?.mean, costOfWrong: errors?.ofWrong, wrong: errors?.wrong ?? 0,
            spentPerCorrect: figures.cost.perCorrect, p95: figures.latency?.p95,
            isRecorded: figures.latency?.isRecorded ?? false)
    }
}

/// Confusion times cost matrix.
private struct ErrorCosts {
    /// Dollars a case, with a normal 95 % interval; `nil` for no cases.
    let mean: Estimate?
    /// Dollars a wrong answer; `nil` for none.
    let ofWrong: Double?
    let wrong: Int

    /// Takes counts with truths by row; options, abstained and failed by column.
    init(_ confusion: CountTable, _ economics: Economics, labels: [String]) {
        var (sum, squares, wrongSum) = (0.0, 0.0, 0.0)
        var wrong = 0
        for (row, truth) in labels.enumerated() {
            for column in 0..<confusion.columns where column != row {
                let count = confusion[row, column]
                let cost =
                    switch column - labels.count {
                    case ..<0:
                        economics.costOfError(truth: truth, answer: labels[column])
                    case 0: economics.abstain
                    default: economics.fail
                    }
                sum += Double(count) * cost
                squares += Double(count) * cost * cost
                if column < labels.count {
                    wrong += count
                    wrongSum += Double(count) * cost
                }
            }
        }
        self.wrong = wrong
        ofWrong = wrong > 0 ? wrongSum / Double(wrong) : nil
        let cases = Double(confusion.total)
        guard cases > 0 else {
            mean = nil
            return
        }
        let center = sum / cases
        let variance = max(0, squares / cases - center * center)
        mean = Estimate(
            value: center,
            interval: Interval(
                center: center, margin: 1.959964 * (variance / cases).squareRoot()),
            confidence: 0.95)
    }
}
