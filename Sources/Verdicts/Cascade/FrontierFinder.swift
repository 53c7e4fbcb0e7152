import Decisions
import Statistics

/// Freezes every way to share the cases on the earlier half of them, and judges it on the later.
struct FrontierFinder {
    /// Fewer cases in a half tell nothing.
    private static let fewest = 30
    private static let mostThresholds = 32

    private let past: ArraySlice<FrontierCase>
    private let later: ArraySlice<FrontierCase>
    private let share: Double
    private let utility: CaseUtility?
    private let options: Int
    private let isPriceUnknown: Bool
    /// What asking the model must bring at least, in dollars a case: always, and in some cases.
    private let worthHaving: (always: Double, sometimes: Double)
    private let precisions: PastPrecisions
    /// How many cases an agreeing one and a differing one stand for.
    private let weights: (agreeing: Double, differing: Double)

    /// Nil without a model, for too few cases, or where the model was asked by unequal chances.
    init?(
        _ sample: FrontierSample, _ input: VerdictInput, isPriceUnknown: Bool,
        weights: (agreeing: Double, differing: Double) = (1, 1)
    ) {
        guard input.model != nil, let cases = sample.ordered(oneOfEachUser: input.unit == .user),
            cases.count >= 2 * Self.fewest
        else { return nil }
        past = cases[..<(cases.count / 2)]
        later = cases[(cases.count / 2)...]
        share = sample.share
        utility = input.economics.map { CaseUtility($0, question: input.question) }
        options = input.question.options.count
        self.isPriceUnknown = isPriceUnknown
        worthHaving = (input.worthHaving(.model), input.worthHaving(.cascade))
        let options = options
        let differing = cases.count { $0.differs(options: options) }
        let effective = effectiveCount([
            (cases.count - differing, weights.agreeing), (differing, weights.differing),
        ])
        let all =
            weights.agreeing * Double(cases.count - differing)
            + weights.differing * Double(differing)
        self.weights = weights
        precisions = PastPrecisions(
            past, options: options,
            // Together they count as their effective number.
            weights: (weights.agreeing * effective / all, weights.differing * effective / all))
    }

    private func weight(_ item: FrontierCase) -> Double { item.weight(weights, options: options) }

    /// The mean over cases that count with their weights.
    private func mean(
        _ cases: ArraySlice<FrontierCase>, _ value: (FrontierCase) -> Double
    ) -> Double {
        var (sum, all) = (0.0, 0.0)
        for item in cases {
            let weight = weight(item)
            sum += weight * value(item)
            all += weight
        }
        return sum / all
    }

    func frontier() -> CascadeFrontier? {
        let settings = settings()
        // The first of equals is kept: settings come by how seldom they ask the model.
        let values = settings.map { setting in (setting, pastWorth(setting)) }
        guard let best = values.map(\.1).max(),
            let recommended = values.first(where: { $0.1 == best })?.0
        else { return nil }
        return CascadeFrontier(
            settings.compactMap(point), recommended: recommended, past: past.count,
            later: later.count, share: share)
    }

    /// Every setting that asks the model in other past cases than the ones before it, by their
    /// number.
    private func settings() -> [FrontierPoint.Setting] {
        var asked: Set<[Bool]> = []
        let stated = Self.thresholds(past.map { $0.heuristic < options ? $0.probability : nil })
        let measured = Self.thresholds(
            past.map { $0.heuristic < options ? precisions[$0] : nil })
        let all =
            [.heuristicAlone, .whereUnanswered]
            + stated.map { FrontierPoint.Setting.confidence(below: $0) }
            + measured.map { .precision(below: $0) }
        let distinct = all.compactMap { setting -> (FrontierPoint.Setting, Int)? in
            let asks = past.map { self.asks(setting, $0) }
            return asked.insert(asks).inserted ? (setting, asks.count { $0 }) : nil
        }
        return distinct.sorted { $0.1 < $1.1 }.map(\.0) + [.modelAlone]
    }

    /// Round numbers that part the values from each other, at most so many.
    private static func thresholds(_ values: [Double?]) -> [Double] {
        let distinct = Set(values.compactMap(\.self)).sorted()
        let step = max(1, (distinct.count + mostThresholds - 1) / mostThresholds)
        return stride(from: step - 1, to: distinct.count, by: step).compactMap { index in
            let next = index + 1 < distinct.count ? distinct[index + 1] : 1
            return next > distinct[index] ? roundest(above: distinct[index], upTo: next) : nil
        }
    }

    /// The number of fewest decimals in (`low`, `high`].
    private static func roundest(above low: Double, upTo high: Double) -> Double {
        var scale = 1.0
        while scale < 1e15 {
            let rounded = (high * scale).rounded(.down) / scale
            if rounded > low, rounded <= high { return rounded }
            scale *= 10
        }
        return high
    }

    /// Returns whether the model is asked in a case.
    func asks(_ setting: FrontierPoint.Setting, _ item: FrontierCase) -> Bool {
        guard item.heuristic < options else { return setting != .heuristicAlone }
        return switch setting {
        case .heuristicAlone, .whereUnanswered: false
        // As the gateway does: an answer without a probability is taken at its word.
        case .confidence(let below): item.probability.map { $0 < below } ?? false
        case .precision(let below): precisions[item] < below
        case .modelAlone: true
        }
    }

    /// What the caller gets, pays and waits for.
    private func answer(
        _ setting: FrontierPoint.Setting, _ item: FrontierCase
    ) -> (slot: Int, price: Double, seconds: Double) {
        let record = item.record
        let rules = Double(record.heuristicSeconds)
        guard asks(setting, item) else { return (item.heuristic, 0, rules) }
        let model = Double(record.modelSeconds)
        if setting == .modelAlone { return (item.model, record.price, model) }
        // Where the model has no answer either, the heuristic's stands.
        let slot = item.model < options || item.heuristic >= options ? item.model : item.heuristic
        return (slot, record.price, rules + model)
    }

    private func worth(_ setting: FrontierPoint.Setting, _ item: FrontierCase) -> Double {
        let answer = answer(setting, item)
        guard let utility else { return answer.slot == item.truth ? 1 : 0 }
        return utility.worth(truth: item.truth, slot: answer.slot) - answer.price
            - utility.perSecond * answer.seconds
    }

    /// What a setting was worth on the past cases, once what a change must bring is taken off.
    private func pastWorth(_ setting: FrontierPoint.Setting) -> Double {
        let least =
            switch setting {
            case .heuristicAlone: 0.0
            case .modelAlone: worthHaving.always
            case .whereUnanswered, .confidence, .precision: worthHaving.sometimes
            }
        return past.reduce(0) { $0 + weight($1) * (worth(setting, $1) - least) }
    }

    private func isRight(_ setting: FrontierPoint.Setting, _ item: FrontierCase) -> Bool {
        answer(setting, item).slot == item.truth
    }

    private func accuracy(_ setting: FrontierPoint.Setting) -> Estimate? {
        let differing = later.filter { $0.differs(options: options) }
        let agreeing = later.filter { !$0.differs(options: options) }
        return .proportion([
            (agreeing.count { isRight(setting, $0) }, agreeing.count, weights.agreeing),
            (differing.count { isRight(setting, $0) }, differing.count, weights.differing),
        ])
    }

    private func point(_ setting: FrontierPoint.Setting) -> FrontierPoint? {
        let seconds = later.map { (answer(setting, $0).seconds, weight($0)) }
        guard let accuracy = accuracy(setting), let p95 = weightedQuantile(seconds, 0.95) else {
            return nil
        }
        let askedShare = mean(later) { asks(setting, $0) ? 1 : 0 }
        return FrontierPoint(
            setting: setting, askedShare: askedShare,
            promisedAccuracy: mean(past) { isRight(setting, $0) ? 1 : 0 },
            accuracy: accuracy,
            cost: isPriceUnknown && askedShare > 0
                ? nil : mean(later) { answer(setting, $0).price },
            meanSeconds: mean(later) { answer(setting, $0).seconds }, p95Seconds: p95,
            utility: utility == nil ? nil : mean(later) { worth(setting, $0) },
            utilityGain: utility == nil ? nil : gain(setting))
    }

    private func gain(_ setting: FrontierPoint.Setting) -> Estimate? {
        let gains = InverseProbabilityEstimate(
            later.map { worth(setting, $0) - worth(.heuristicAlone, $0) },
            inclusionProbabilities: later.map { 1 / weight($0) })
        guard let test = gains.flatMap(PairedTTest.init) else { return nil }
        return Estimate(value: test.mean, interval: test.interval(), confidence: 0.95)
    }
}

/// How often each rule's answer was right on past cases, as `calibration.yaml` would have it.
///
/// Cestnik's m-estimate (1990), (right + m·prior) / (cases + m) with m = 2; the prior is the share of
/// the answer among the truths, by Laplace's rule of succession.
private struct PastPrecisions {
    private struct Key: Hashable {
        var rule: UInt16
        var answer: Int
    }

    private var counts: [Key: (cases: Double, right: Double)] = [:]
    private var truths: [Double]

    init(
        _ past: ArraySlice<FrontierCase>, options: Int,
        weights: (agreeing: Double, differing: Double)
    ) {
        truths = Array(repeating: 0, count: options)
        for item in past {
            let weight = item.weight(weights, options: options)
            truths[item.truth] += weight
            guard item.heuristic < options else { continue }
            let key = Key(rule: item.rule, answer: item.heuristic)
            let (cases, right) = counts[key] ?? (0, 0)
            counts[key] = (cases + weight, right + (item.heuristic == item.truth ? weight : 0))
        }
    }

    /// Only for a case that the heuristic answered.
    subscript(item: FrontierCase) -> Double {
        let (cases, right) = counts[Key(rule: item.rule, answer: item.heuristic)] ?? (0, 0)
        let prior =
            (truths[item.heuristic] + 1) / (truths.reduce(0, +) + Double(truths.count))
        return (right + RulePrecisions.priorCases * prior) / (cases + RulePrecisions.priorCases)
    }
}
