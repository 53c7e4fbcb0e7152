package import Statistics

/// A challenger's utility differences, from which the figures of textbooks are made: each is valid for
/// one look that was planned, and decides nothing here.
package struct OneLook: Sendable {
    /// What those figures are.
    package struct Figures: Sendable, Equatable {
        /// The mean difference with Student's interval, in dollars a case.
        package let mean: Estimate
        /// The bias-corrected accelerated bootstrap's interval (Efron 1987), by 1,000 resamples.
        package let bootstrap: Interval?
        /// Fisher's permutation test of no difference, two-sided: of all sign vectors up to 36 cases,
        /// else of 1,000 that a fixed seed draws.
        package let signFlipP: Double
        /// Two one-sided tests that the mean lies within ± what is worth having (Schuirmann 1987); nil
        /// where nothing must be brought, or all differences are the same.
        package let equivalenceP: Double?
    }

    package let challenger: Challenger
    /// In dollars, one a user where users count once; at most 2,000.
    package let differences: [Double]
    /// The share of the cases that these are, in (0, 1].
    package let share: Double
    package let worthHaving: Double

    /// More would take longer than the verdict.
    static let mostCases = 2_000
    private static let draws = 1_000

    /// Returns the figures; nil below two cases.
    ///
    /// It takes some hundredths of a second.
    package func figures() -> Figures? {
        guard let test = PairedTTest(differences) else { return nil }
        var generator = SeededGenerator(seed: 1)
        let bca = bootstrap(mean: test.mean, &generator).bca()
        return Figures(
            mean: Estimate(value: test.mean, interval: test.interval(), confidence: 0.95),
            bootstrap: bca.lower.isFinite && bca.upper.isFinite ? bca : nil,
            signFlipP: signFlipP(&generator),
            equivalenceP: worthHaving > 0
                ? test.equivalenceP(margins: Interval(lower: -worthHaving, upper: worthHaving))
                : nil)
    }

    /// Draws cases with replacement; loops of its own, since there are millions of steps.
    private func bootstrap(
        mean: Double, _ generator: inout SeededGenerator
    ) -> BootstrapIntervals {
        let count = differences.count
        let sum = differences.reduce(0, +)
        let resampled = differences.withUnsafeBufferPointer { differences in
            (0..<Self.draws).map { _ in
                var (total, step) = (0.0, 0)
                while step < count {
                    let place = ((generator.next() >> 32) &* UInt64(count)) >> 32
                    total += differences[Int(place)]
                    step += 1
                }
                return total / Double(count)
            }
        }
        return BootstrapIntervals(
            estimate: mean, resampled: resampled,
            jackknife: differences.map { (sum - $0) / Double(count - 1) })
    }

    private func signFlipP(_ generator: inout SeededGenerator) -> Double {
        if let exact = SignFlipTest(differences) { return exact.pTwoSided }
        let observed = abs(differences.reduce(0, +))
        // Sums that differ by rounding only are ties.
        let slack = 1e-12 * differences.reduce(0) { $0 + abs($1) }
        var asFar = 1
        differences.withUnsafeBufferPointer { differences in
            for _ in 0..<Self.draws {
                var (sum, bits, index) = (0.0, UInt64(0), 0)
                while index < differences.count {
                    if index & 63 == 0 { bits = generator.next() }
                    sum += bits & 1 == 0 ? differences[index] : -differences[index]
                    bits >>= 1
                    index += 1
                }
                if abs(sum) >= observed - slack { asFar += 1 }
            }
        }
        return Double(asFar) / Double(Self.draws + 1)
    }
}

extension OneLook {
    /// Makes them of a sample of the log; nil where it stands for too few cases, or not for all.
    init?(
        _ challenger: Challenger, _ sample: FrontierSample, _ input: VerdictInput,
        isPriceUnknown: Bool
    ) {
        let sample = sample.thinned(to: Self.mostCases)
        guard input.model != nil, let economics = input.economics,
            input.challengers.contains(challenger),
            let cases = sample.ordered(oneOfEachUser: input.unit == .user), cases.count > 1
        else { return nil }
        let utility = CaseUtility(economics, question: input.question)
        self.challenger = challenger
        share = sample.share
        worthHaving = input.worthHaving(challenger)
        differences = cases.map { item in
            let isAsked = challenger == .model || item.heuristic >= utility.abstained
            guard isAsked else { return 0 }
            let record = item.record
            let saved =
                challenger == .model ? utility.perSecond * Double(record.heuristicSeconds) : 0
            return utility.worth(truth: item.truth, slot: item.model)
                - utility.worth(truth: item.truth, slot: item.heuristic)
                - (isPriceUnknown ? 0 : record.price)
                - utility.perSecond * Double(record.modelSeconds) + saved
        }
    }
}
