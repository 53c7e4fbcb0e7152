import Baselines
import Statistics

extension SignalProbe {
    /// The steps of a probe, as progress names them.
    package enum Step: String, Sendable, CaseIterable {
        case encoding, signal, rule, leakage, stability
        case curve = "learning curve"
    }

    /// Measures all that the cases allow; deterministic for a seed.
    package init(
        _ cases: LabelledCases, rounds: Int = 1_000, seed: UInt64 = 1,
        progress: @Sendable (Step) -> Void = { _ in }
    ) async {
        progress(.encoding)
        let bench = ProbeBench(cases)
        progress(.signal)
        let (signal, predictions) = await SignalMeasuring(bench: bench, rounds: rounds, seed: seed)
            .measure()
        progress(.rule)
        let rules = RuleMeasuring(bench: bench)
        rule = rules.rule(predictions)
        lookup = rules.lookup()
        progress(.leakage)
        let suspects = await LeakageMeasuring(bench: bench).suspects()
        progress(.stability)
        stability = StabilityMeasuring(bench: bench).measure(signal.better.kind)
        let noise = NoiseMeasuring(bench: bench)
        self.noise = noise.measure()
        raters = noise.measureRaters()
        progress(.curve)
        curve = await CurveMeasuring(bench: bench).measure(signal.better.kind)

        columns = cases.columns
        rows = cases.count
        unlabelled = cases.unlabelled
        untimed = cases.untimed
        learning = bench.cut
        heldOut = bench.heldOut.count
        isForward = cases.isForward
        isOrderOfTexts = cases.isOrderOfTexts
        fields = cases.table.columns.map(\.name)
        idle = cases.table.idle.map { ($0.field, $0.reason.rawValue) }
        numberLike = cases.table.numberLike
        balance = Self.balance(cases)
        self.signal = signal
        self.suspects = suspects
        liftWithoutSuspects = Self.lift(bench, signal.better.kind, without: suspects)
    }

    private static func balance(_ cases: LabelledCases) -> [(label: String, share: Estimate)] {
        var counts = [Int](repeating: 0, count: cases.labelNames.count)
        for label in cases.labels { counts[label] += 1 }
        return counts.indices.sorted { (counts[$0], $1) > (counts[$1], $0) }.map {
            (cases.labelNames[$0], .share(counts[$0], of: cases.count))
        }
    }

    private static func lift(
        _ bench: ProbeBench, _ kind: LearnerKind, without suspects: [LeakageSuspect]
    ) -> Estimate? {
        guard !suspects.isEmpty else { return nil }
        let names = Set(suspects.map(\.field))
        let table = bench.cases.table.keeping { !names.contains($0.name) }
        guard !table.columns.isEmpty else { return nil }
        let hashed = CaseHasher(table, rows: bench.learning, labels: bench.labelCount).cases
        let learner = kind.learn(
            hashed, rows: bench.learning, labels: bench.labels, labelCount: bench.labelCount)
        return bench.lift(bench.heldOut.map { learner.label(hashed, row: $0) }, bench.heldOut)
    }
}
