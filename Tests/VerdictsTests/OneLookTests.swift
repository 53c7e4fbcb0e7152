import Decisions
import Statistics
import Testing
@testable import Verdicts

/// Textbook figures beside the claim.
struct OneLookTests {
    private static func look(_ differences: [Double], worthHaving: Double = 0.5) -> OneLook {
        OneLook(
            challenger: .model, differences: differences, share: 1, worthHaving: worthHaving)
    }

    /// scipy 1.15.3: `t.interval(0.95, 9, x.mean(), x.std(ddof=1)/sqrt(10))`,
    /// `permutation_test((x,), sum, permutation_type="samples").pvalue`, and the greater p-value of
    /// `ttest_1samp(x, -1, alternative="greater")` and `ttest_1samp(x, 1, alternative="less")`.
    @Test func `a few differences give what scipy gives`() throws {
        let x = [0.1, 0.4, -0.2, 0.7, 0.3, 0.5, -0.1, 0.2, 0.6, 0.0]
        let figures = try #require(Self.look(x, worthHaving: 1).figures())
        #expect(abs(figures.mean.value - 0.25) < 1e-12)
        #expect(abs(figures.mean.interval.lower - 0.03341494102783163) < 1e-9)
        #expect(abs(figures.mean.interval.upper - 0.4665850589721684) < 1e-9)
        #expect(abs(figures.signFlipP - 0.04296875) < 1e-9)
        let equivalenceP = try #require(figures.equivalenceP)
        #expect(abs(equivalenceP - 1.308736093610356e-05) < 1e-9)
        let bootstrap = try #require(figures.bootstrap)
        #expect(bootstrap.contains(0.25) && bootstrap.width < figures.mean.interval.width)
    }

    @Test func `of many cases sign vectors are drawn, and the p-value is near the normal one`()
        throws
    {
        var generator = SeededGenerator(seed: 4)
        let x = (0..<900).map { _ in Double.random(in: -1...1.1, using: &generator) }
        let figures = try #require(Self.look(x).figures())
        let test = try #require(PairedTTest(x))
        let t = try #require(test.twoSidedP())
        #expect(abs(figures.signFlipP - t) < 0.04)
        #expect(figures == Self.look(x).figures())
    }

    @Test func `they are of the same differences as the claim`() throws {
        var scene = Scene()
        for number in 0..<300 {
            scene.add(
                truth: 0, heuristic: number % 5 == 0 ? .abstains : .says(number % 3 == 0 ? 1 : 0),
                model: .says(number % 4 == 0 ? 1 : 0))
        }
        let verdict = scene.verdict()
        #expect(verdict.oneLooks.count == 2)
        for look in verdict.oneLooks {
            let claim = try #require(verdict.claim(of: look.challenger))
            let figures = try #require(look.figures())
            let mean = figures.mean.value
            let estimate = try #require(claim.estimate)
            #expect(abs(mean - estimate) < 1e-6)
        }
    }

    @Test func `too few cases say nothing`() {
        #expect(Self.look([1]).figures() == nil)
        #expect(Self.look([1, 1]).figures()?.equivalenceP == nil)
    }
}
