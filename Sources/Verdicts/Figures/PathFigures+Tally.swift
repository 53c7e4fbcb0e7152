import Decisions
import Statistics

extension PathFigures {
    init(_ tally: PathTally, path: JudgedPath, isPriceUnknown: Bool, input: VerdictInput) {
        name = path.name
        label = path.label
        asked = tally.asked
        answered = tally.answered
        abstained = tally.abstained
        failed = tally.failed
        skipped = tally.skipped
        shed = tally.shed
        failures = Self.failures(tally)
        judged = tally.judged
        correct = tally.correct
        let strata = tally.strata
        unlabelled = tally.unlabelled
        isTold = tally.isTold
        let unknown = unlabelled.values.reduce(0, +)
        accuracy = .proportion(
            strata.map { ($0.table.agreeing, $0.table.total, $0.weight) }, unlabelled: unknown)
        // Whether a path answers needs no truth.
        coverage = .proportion(tally.answered, of: tally.asked)
        accuracyWhenAnswered = .proportion(
            strata.map { ($0.table.agreeing, $0.table.answered, $0.weight) },
            unlabelled: tally.unlabelledAnswered)
        let effective = effectiveCount(strata.map { ($0.table.total, $0.weight) })
        let isWeighted = strata.contains { $0.weight != strata[0].weight }
        effectiveJudged = isWeighted ? effective : nil
        cost = CostFigures(tally, isPriceUnknown: isPriceUnknown, isFree: path.price == .free)
        if isTold {
            utility = input.economics.flatMap {
                UtilityFigures(
                    tally, $0, question: input.question, isFree: path.price == .free)
            }
        }
        if isPriceUnknown { utility?.price = nil }
        latency = LatencyFigures(tally)
        recordedShare = tally.asked > 0 ? Double(tally.recorded) / Double(tally.asked) : 0
        confusion = tally.confusion
        shares = tally.shares
    }

    private static func failures(_ tally: PathTally) -> [(reason: String, count: Int)] {
        let codes = AnswerReason.Code.allCases
        let named = tally.failures.enumerated().filter { $0.element > 0 }.map {
            (reason: $0.offset > 0 ? codes[$0.offset - 1].rawValue : "other", count: $0.element)
        }
        return named.sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
    }
}

extension CostFigures {
    fileprivate init(_ tally: PathTally, isPriceUnknown: Bool, isFree: Bool) {
        unpriced = tally.asked - tally.priced
        pricedLater = tally.pricedLater
        if isFree, tally.priced == 0 {
            (total, mean, unpriced) = (0, tally.asked > 0 ? 0 : nil, 0)
            perCorrect = tally.correct > 0 ? 0 : nil
            return
        }
        guard !isPriceUnknown, tally.priced > 0 else {
            (total, mean, perCorrect) = (nil, nil, nil)
            return
        }
        total = tally.paid.usd
        mean = tally.paid.usd / Double(tally.priced)
        guard tally.correct > 0, tally.pricedJudged > 0 else {
            perCorrect = nil
            return
        }
        // Calls without a price are taken to cost what the others do.
        let perCall = tally.paidJudged.usd / Double(tally.pricedJudged)
        perCorrect = perCall * Double(tally.judged) / Double(tally.correct)
    }
}

extension LatencyFigures {
    fileprivate init?(_ tally: PathTally) {
        func milliseconds(_ share: Double) -> Double? {
            tally.latencies.quantile(share).map { $0 / 1e6 }
        }
        guard let half = milliseconds(0.5), let most = milliseconds(0.95),
            let nearlyAll = milliseconds(0.99)
        else { return nil }
        (p50, p95, p99) = (half, most, nearlyAll)
        isRecorded = tally.recorded > 0
        distribution = Self.shares.compactMap { share in
            milliseconds(share).map { Level(share: share, milliseconds: $0) }
        }
    }
}

extension LatencyFigures {
    private static let shares =
        [0.01, 0.02] + stride(from: 0.05, to: 0.96, by: 0.05) + [0.97, 0.98, 0.99, 0.995, 0.999]
}

extension Estimate {
    /// A proportion with its Wilson interval at 95 %; nil for no trials.
    static func proportion(_ successes: Int, of trials: Int) -> Estimate? {
        guard trials > 0 else { return nil }
        return Estimate(
            value: Double(successes) / Double(trials),
            interval: wilsonInterval(successes: successes, trials: trials), confidence: 0.95)
    }
}
