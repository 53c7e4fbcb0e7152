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
        let errors = economics.map { ErrorCosts(figures, $0, labels: labels) }
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
    private var all = CostSum()
    private var ofWrongAnswers = CostSum()

    init(_ path: PathFigures, _ economics: Economics, labels: [String]) {
        let cases = path.effectiveJudged ?? Double(path.judged)
        for (row, truth) in labels.enumerated() {
            for column in 0..<path.shares.columns {
                let count = cases * path.shares[row, column]
                guard column != row else {
                    all.add(0, times: count)
                    continue
                }
                switch column - labels.count {
                case ..<0:
                    let cost = economics.costOfError(truth: truth, answer: labels[column])
                    all.add(cost, times: count)
                    ofWrongAnswers.add(cost, times: count)
                case 0: all.add(economics.abstain, times: count)
                default: all.add(economics.fail, times: count)
                }
            }
        }
    }

    /// Dollars a case; `nil` for no cases.
    var mean: Estimate? { all.mean }
    /// Dollars a wrong answer; `nil` for none.
    var ofWrong: Estimate? { ofWrongAnswers.mean }
    var wrong: Int { Int(ofWrongAnswers.count.rounded()) }
}

/// Costs of which the mean is wanted, with a normal 95 % interval.
private struct CostSum {
    private(set) var count = 0.0
    private var sum = 0.0
    private var squares = 0.0

    mutating func add(_ cost: Double, times: Double) {
        count += times
        sum += times * cost
        squares += times * cost * cost
    }

    var mean: Estimate? {
        guard count > 0 else { return nil }
        let center = sum / count
        let variance = max(0, squares / count - center * center)
        return Estimate(
            value: center,
            interval: Interval(
                center: center, margin: 1.959964 * (variance / count).squareRoot()),
            confidence: 0.95)
    }
}
