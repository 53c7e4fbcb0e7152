import Decisions
import Statistics

extension StatedConfidence {
    private static let fewest = 60
    private static let fewestInBin = 30

    /// Which path's answers and probabilities to look at.
    enum Side { case heuristic, model }

    /// Nil for too few cases with a probability, or where the model was asked by unequal chances.
    ///
    /// Where a labelled case stands for as many cases as `weights` says, some of the kind of which more
    /// are labelled are left out, by a fixed lot, so that both kinds are as frequent as among all cases.
    init?(
        _ sample: FrontierSample, of side: Side, _ input: VerdictInput,
        weights: (agreeing: Double, differing: Double) = (1, 1)
    ) {
        let options = input.question.options.count
        let most = max(weights.agreeing, weights.differing)
        let lot = StableHash.Purpose("calibration " + input.question.name, salt: input.feature)
        let items = sample.ordered(oneOfEachUser: input.unit == .user)?.compactMap { item in
            StableHash(String(item.record.caseNumber))
                .draws(item.weight(weights, options: options) / most, for: lot)
                ? Item(item, side, options: options) : nil
        }
        guard let items, items.count >= Self.fewest else { return nil }
        let (came, probabilities) = (items.map(\.isRight), items.map(\.probability))
        guard let accuracy = Estimate.proportion(came.count { $0 }, of: came.count),
            let stated = mean(probabilities),
            let scores = ProbabilityScores(outcomes: came, probabilities: probabilities),
            let curve = Self.curve(came, probabilities)
        else { return nil }
        cases = items.count
        share = sample.share
        self.stated = stated
        self.accuracy = accuracy
        let even = 1 / Double(options)
        confidence = input.question.kind == .score ? nil : max(0, (stated - even) / (1 - even))
        brier = scores.brier
        self.curve = curve
        equalWidthError = scores.expectedCalibrationError()
        recalibration = Self.recalibration(items)
    }

    private struct Item {
        let probability: Double
        let isRight: Bool

        init?(_ item: FrontierCase, _ side: Side, options: Int) {
            let slot = side == .heuristic ? item.heuristic : item.model
            let stated = side == .heuristic ? item.probability : item.modelProbability
            guard slot < options, let stated, stated <= 1 else { return nil }
            probability = stated
            isRight = slot == item.truth
        }
    }

    private static func curve(_ came: [Bool], _ probabilities: [Double]) -> ReliabilityCurve? {
        let bins = min(10, max(2, came.count / fewestInBin))
        return ReliabilityCurve(outcomes: came, probabilities: probabilities, bins: bins)
    }

    private static func recalibration(_ items: [Item]) -> Recalibration? {
        var (came, before, after) = ([Bool](), [Double](), [Double]())
        OutOfSample.eachPart(of: items) { past, part in
            let fitted = IsotonicRegression(
                x: past.map(\.probability), y: past.map { $0.isRight ? 1 : 0 })
            guard let fitted else { return }
            came += part.map(\.isRight)
            before += part.map(\.probability)
            // A sum of parts may round beyond a probability.
            after += part.map { Interval.unit.clamp(fitted($0.probability)) }
        }
        let gains = zip(came, zip(before, after)).map { isRight, pair in
            let outcome = isRight ? 1.0 : 0
            let (stated, mended) = (pair.0 - outcome, pair.1 - outcome)
            return stated * stated - mended * mended
        }
        guard let test = PairedTTest(gains),
            let stated = ProbabilityScores(outcomes: came, probabilities: before),
            let mended = ProbabilityScores(outcomes: came, probabilities: after),
            let statedCurve = curve(came, before), let mendedCurve = curve(came, after)
        else { return nil }
        return Recalibration(
            cases: came.count, brier: (stated.brier, mended.brier),
            calibrationError: (statedCurve.calibrationError, mendedCurve.calibrationError),
            gain: Estimate(value: test.mean, interval: test.interval(), confidence: 0.95))
    }
}
