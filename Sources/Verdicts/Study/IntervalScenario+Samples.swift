import Statistics

extension IntervalScenario {
    /// Intervals that stand beside a verdict, of samples that are hard for them.
    static let samples = IntervalScenario(
        "samples",
        claims: [
            Claim<DrawnSamples>("Clopper–Pearson", "3 % of 100") {
                clopperPearsonInterval(successes: $0.rare, trials: 100).contains(0.03)
            },
            Claim("Wilson", "3 % of 100") {
                wilsonInterval(successes: $0.rare, trials: 100).contains(0.03)
            },
            Claim("Newcombe", "20 % against 12 %, 30 pairs") {
                newcombePairedInterval($0.fewPairs)?.contains(0.08)
            },
            Claim("Tango", "8 % against 4 %, 200 pairs") {
                TangoScore(
                    onlyFirst: $0.pairs.onlyFirst, onlySecond: $0.pairs.onlySecond,
                    pairs: $0.pairs.pairs
                ).interval().contains(0.04)
            },
            Claim("Student", "mean of 100 skewed costs") {
                PairedTTest($0.costs)?.interval().contains(DrawnSamples.meanCost)
            },
            Claim("BCa", "mean of 100 skewed costs") {
                var generator = SeededGenerator(seed: $0.seed)
                return bootstrapMean($0.costs, resamples: 2_000, using: &generator)?.bca()
                    .contains(DrawnSamples.meanCost)
            },
            Claim("order statistics", "p50 of 200 waits") {
                quantileInterval($0.waits, 0.5)?.contains(DrawnSamples.square(0.5))
            },
            Claim("order statistics", "p95 of 200 waits") {
                quantileInterval($0.waits, 0.95)?.contains(DrawnSamples.square(0.95))
            },
            Claim("active inference", "mean of 400, 1/5–3/5 labelled") {
                ActiveInferenceMean($0.active)?.interval().contains(DrawnSamples.meanLabel)
            },
            Claim("PPI++", "mean of 400, 60 labelled") {
                PredictionPoweredMean(
                    human: $0.human, judge: $0.judged, judgeUnlabelled: $0.unlabelled
                )?.interval().contains(DrawnSamples.meanLabel)
            },
        ]
    ) { DrawnSamples(&$0) }
}

/// One sample for each of the intervals that need no log.
struct DrawnSamples: Sendable {
    let seed: UInt64
    private(set) var rare = 0
    private(set) var fewPairs = PairedTable(bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0)
    private(set) var pairs = PairedTable(bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0)
    private(set) var costs: [Double] = []
    /// Squares of normal numbers, like the costs.
    private(set) var waits: [Double] = []
    private(set) var active: [ActivelySampledItem] = []
    private(set) var human: [Double] = []
    private(set) var judged: [Double] = []
    private(set) var unlabelled: [Double] = []

    /// Of squares of normal numbers.
    static let meanCost = 1.0
    static let meanLabel = 0.3

    init(_ generator: inout SeededGenerator) {
        seed = generator.next()
        func uniform(_ generator: inout SeededGenerator) -> Double {
            (Double(generator.next() >> 11) + 0.5) * 0x1p-53
        }
        func square(_ generator: inout SeededGenerator) -> Double {
            Self.square(uniform(&generator))
        }
        for _ in 0..<100 { rare += uniform(&generator) < 0.03 ? 1 : 0 }
        for _ in 0..<30 { fewPairs.append(Self.pair(uniform(&generator), wins: 0.2, losses: 0.12)) }
        for _ in 0..<200 { pairs.append(Self.pair(uniform(&generator), wins: 0.08, losses: 0.04)) }
        costs = (0..<100).map { _ in square(&generator) }
        waits = (0..<200).map { _ in square(&generator) }
        for index in 0..<400 {
            let label = uniform(&generator) < Self.meanLabel ? 1.0 : 0
            // A judge that is right in five cases of six.
            let judgement = uniform(&generator) < 1.0 / 6 ? 1 - label : label
            let chance = judgement == 1 ? 0.6 : 0.2
            let isAsked = uniform(&generator) < chance
            active.append(
                ActivelySampledItem(
                    prediction: judgement, labelProbability: chance,
                    label: isAsked ? label : nil))
            if index < 60 {
                human.append(label)
                judged.append(judgement)
            } else {
                unlabelled.append(judgement)
            }
        }
    }

    /// Returns the quantile of the squares of normal numbers.
    static func square(_ probability: Double) -> Double {
        let z = Normal.quantile((1 + probability) / 2)
        return z * z
    }

    /// Whether the first and the second path are right, at the point `x` of [0, 1).
    private static func pair(_ x: Double, wins: Double, losses: Double) -> (Bool, Bool) {
        x < wins ? (true, false) : x < wins + losses ? (false, true) : (true, true)
    }
}

extension PairedTable {
    fileprivate mutating func append(_ pair: (Bool, Bool)) {
        append(firstRight: pair.0, secondRight: pair.1)
    }
}
