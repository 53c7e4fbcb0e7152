import RealModule
import Statistics

/// Says whether more examples still help.
struct SaturationReport {
    private static let resamples = 200

    private let scope: AuditScope
    private let runs: TrainingRuns
    private let growth: ModelGrowth?
    private let novelty: BatchNovelty?
    private let accuracies: [[Double]]
    private let law: InversePowerLaw?
    private let gain: Double
    private let interval: Interval
    /// What the eval set can see, in either direction.
    private let noise: Double
    private let test: McNemarTest

    init(
        _ scope: AuditScope, _ runs: TrainingRuns, growth: ModelGrowth?, novelty: BatchNovelty?
    ) {
        self.scope = scope
        self.runs = runs
        self.growth = growth
        self.novelty = novelty
        let accuracies = runs.sizes.indices.map(runs.accuracies)
        self.accuracies = accuracies
        let means = accuracies.map { mean($0) ?? 0 }
        law = runs.law(means.map { 1 - $0 })
        let largest = runs.sizes.count - 1
        gain = law?.doublingGain(Double(runs.sizes[largest])) ?? 0
        let gains = runs.resampledGains(Self.resamples, seed: 6)
        interval = Interval(
            lower: min(gain, quantile(gains, 0.025) ?? gain),
            upper: max(gain, quantile(gains, 0.975) ?? gain))
        let p = means[largest]
        noise = 1.96 * (p * (1 - p) / Double(runs.items)).squareRoot()
        test = Self.test(runs.majority(largest), runs.majority(largest - 1))
    }

    private static func test(_ largest: [Bool], _ previous: [Bool]) -> McNemarTest {
        let pairs = zip(largest, previous)
        return McNemarTest(
            onlyFirst: pairs.count { $0 && !$1 }, onlySecond: pairs.count { !$0 && $1 })
    }

    private var lost: Double {
        Double(test.onlySecond - test.onlyFirst) / Double(runs.items)
    }

    private var isHarmed: Bool {
        test.exactP < 0.05 && lost >= scope.thresholds[SaturationAudit.harm].value
            && seedP < 0.05
    }

    /// Welch's one-sided p-value that the largest size is no worse than the one before, over seeds.
    private var seedP: Double {
        let (now, before) = (accuracies[accuracies.count - 1], accuracies[accuracies.count - 2])
        let gap = (mean(now) ?? 0) - (mean(before) ?? 0)
        let (a, b) = (
            (variance(now) ?? 0) / Double(now.count), (variance(before) ?? 0) / Double(before.count)
        )
        guard a + b > 0 else { return gap < 0 ? 0 : 1 }
        let degrees =
            (a + b) * (a + b)
            / (a * a / Double(now.count - 1) + b * b / Double(before.count - 1))
        return StudentT(degrees: degrees).cdf(gap / (a + b).squareRoot())
    }

    private var isFlat: Bool { interval.upper < noise }
    private var canSee: Bool { noise <= scope.thresholds[SaturationAudit.noise].value }

    private var status: AuditFinding.Status {
        if isHarmed || isFlat && canSee { return .fires }
        return isFlat ? .watch : .ok
    }

    func finding() -> AuditFinding {
        var finding = AuditFinding(.saturation, status, sentence)
        finding.n = runs.items
        finding.measure = "gain of doubling the examples"
        finding.estimate = gain
        finding.interval = interval
        finding.threshold = AuditThreshold(
            "A6.eval-noise", noise,
            source: "1.96·√(p(1 − p)/m) of \(runs.items) items: what the eval set can see")
        finding.advice = advice
        finding.parts =
            sizeParts + [harmPart] + (growth?.parts ?? []) + [noveltyPart].compactMap(\.self)
        if status == .watch {
            finding.missing = [
                .init(
                    "items: with \(runs.items) the eval set sees no less than "
                        + "\(AuditWords.points(noise)) points",
                    how: "label more; 600 items at 90 % see 2.4 points")
            ]
        }
        finding.assumptions = [
            "The curve is err(n) = a·n^−b + c\(curve); extrapolated, its intervals are optimistic.",
            "Runs of different sizes were put to one eval set and differ in nothing else.",
        ]
        return finding
    }

    private var curve: String {
        guard let law else { return "" }
        return " with b = \(AuditWords.decimal(law.exponent)) and c = "
            + AuditWords.decimal(law.floor)
    }

    private var sizeParts: [AuditFinding.Part] {
        runs.sizes.indices.map { index in
            let values = accuracies[index]
            let mean = mean(values) ?? 0
            return .init(
                "accuracy with \(AuditWords.counted(runs.sizes[index], "example"))", .ok,
                n: runs.items, estimate: mean,
                note: "\(AuditWords.counted(values.count, "seed")), "
                    + "\(AuditWords.percent(values.min() ?? mean)) to "
                    + AuditWords.percent(values.max() ?? mean))
        }
    }

    private var harmPart: AuditFinding.Part {
        .init(
            "accuracy with the most examples less that with the size before",
            isHarmed ? .fires : test.exactP < 0.05 && lost > 0 ? .watch : .ok, n: runs.items,
            estimate: -lost,
            note: "by the majority of seeds; exact McNemar p \(AuditWords.decimal(test.exactP))")
    }

    private var noveltyPart: AuditFinding.Part? {
        novelty.map {
            .init(
                "runs of five words that are new in \($0.batch)",
                Double($0.new) < 0.5 * Double($0.runs) ? .watch : .ok, n: $0.runs,
                estimate: Double($0.new) / Double($0.runs),
                interval: wilsonInterval(successes: $0.new, trials: $0.runs))
        }
    }

    private var sentence: String {
        if isHarmed {
            return
                "The last examples made the path worse: with \(runs.sizes[runs.sizes.count - 1]) "
                + "it is right on \(AuditWords.points(lost)) points fewer than with "
                + "\(runs.sizes[runs.sizes.count - 2])."
        }
        let most = "Doubling the examples buys at most \(AuditWords.points(interval.upper)) points"
        switch status {
        case .fires: return "\(most), less than your test can see (\(AuditWords.points(noise)))."
        case .watch:
            return "\(most), but a test of \(runs.items) items sees no less than "
                + "\(AuditWords.points(noise))."
        case .ok, .cannotTell:
            return "Doubling the examples may still buy \(AuditWords.points(gain)) points "
                + "(up to \(AuditWords.points(interval.upper)))."
        }
    }

    private var advice: String {
        if isHarmed {
            return "Go back to the model of \(runs.sizes[runs.sizes.count - 2]) examples, and read "
                + "50 of the examples that came after it before anything is trained on them."
        }
        let model =
            growth?.leastGainOfModel.flatMap { $0 > noise ? $0 : nil }.map {
                " A model of twice the size would gain \(AuditWords.points($0)) points at least."
            } ?? ""
        return switch status {
        case .fires:
            "Stop collecting more of the same. Read 50 wrong answers and collect what they lack, or "
                + "spend the money on a better prompt, model or rule." + model
        case .watch: "Make the eval set larger before you pay for more examples."
        case .ok, .cannotTell: ""
        }
    }
}
