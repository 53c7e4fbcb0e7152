import Decisions
import Statistics
import Testing
import Verdicts

/// Of 800 cases on which the paths agree and 200 on which they differ, some are labelled.
struct UnlabelledKindTests {
    /// The first `differing` of the 200 are labelled, three fifths of them for the model; of the 800
    /// the first `agreeing`, both paths being right.
    private static func verdict(agreeing: Int, differing: Int) -> Verdict {
        var scene = Scene()
        for number in 0..<800 {
            scene.add(
                truth: number < agreeing ? 0 : nil, heuristic: .says(0), model: .says(0))
        }
        for number in 0..<200 {
            scene.add(
                truth: number < differing ? (number % 5 < 3 ? 0 : 1) : nil, heuristic: .says(1),
                model: .says(0))
        }
        return scene.verdict()
    }

    private static func isClose(_ interval: Interval, _ lower: Double, _ upper: Double) -> Bool {
        abs(interval.lower - lower) < 1e-9 && abs(interval.upper - upper) < 1e-9
    }

    @Test(arguments: [40, 0])
    func `a difference is as certain as the labels where the paths differ`(agreeing: Int) throws {
        let figures = try #require(Self.verdict(agreeing: agreeing, differing: 100).difference)
        #expect(figures.table.pairs == 100 + agreeing)
        // 20 % differ, of which the model wins three fifths.
        #expect(abs(figures.difference.value - 0.04) < 1e-12)
        // Newcombe's formula for 400 both right, 60 and 40 right alone, of 500: half of all cases. Where
        // nobody knows whether both are right it is a little wider.
        let interval = figures.difference.interval
        if agreeing > 0 {
            #expect(Self.isClose(interval, 0.000_723_125_264_5, 0.079_464_116_024_8))
        } else {
            #expect(interval.lower < 0.000_724 && interval.lower > 0)
            #expect(interval.upper > 0.079_464 && interval.upper < 0.08)
        }
    }

    @Test func `with all labels the difference is that of the table`() throws {
        let figures = try #require(Self.verdict(agreeing: 800, differing: 200).difference)
        let table = PairedTable(bothRight: 800, onlyFirst: 120, onlySecond: 80, bothWrong: 0)
        #expect(figures.difference.interval == newcombePairedInterval(table))
        // That of fewer agreements is the same but for rounding: they tell no path from another.
        let fewer = try #require(Self.verdict(agreeing: 40, differing: 200).difference)
        let interval = figures.difference.interval
        #expect(Self.isClose(fewer.difference.interval, interval.lower, interval.upper))
    }

    @Test func `without a label where they differ either path may be right in all of those`() throws
    {
        let verdict = Self.verdict(agreeing: 40, differing: 0)
        let figures = try #require(verdict.difference)
        #expect(figures.difference.value == 0)
        #expect(Self.isClose(figures.difference.interval, -0.225_918_964_648, 0.225_918_964_648))
        #expect(figures.tango.lower < -0.2 && figures.tango.upper > 0.2)
        #expect(verdict.heuristic.unlabelled == [.differing: 200])
    }

    @Test func `without a label where they agree accuracies have room for any truth`() throws {
        let verdict = Self.verdict(agreeing: 0, differing: 100)
        let model = try #require(verdict.model)
        let accuracy = try #require(model.accuracy)
        #expect(model.unlabelled == [.agreeing: 800])
        // 60 of 100, by Wilson's formula, are a fifth of all.
        #expect(accuracy.value == 0.6)
        #expect(Self.isClose(accuracy.interval, 0.100_400_517_358, 0.938_119_742_713))
        #expect(model.utility == nil && verdict.frontier == nil && verdict.oneLooks.isEmpty)
        // Whether a path answers needs no label.
        #expect(model.coverage?.value == 1 && (model.coverage?.interval.lower ?? 0) > 0.99)
    }

    @Test func `so has that of the cascade`() throws {
        var scene = Scene()
        scene.add(800, truth: nil, heuristic: .says(0), model: .says(0))
        for number in 0..<200 {
            scene.add(
                truth: number % 2 == 0 ? number / 2 % 2 : nil, heuristic: .abstains,
                model: .says(0))
        }
        let verdict = scene.verdict()
        let accuracy = try #require(verdict.claim(of: .cascade)?.accuracy)
        #expect(accuracy.interval.width > 0.8)
        #expect(abs(try #require(verdict.heuristic.coverage).value - 0.8) < 1e-12)
    }

    @Test func `what only labels of every kind can tell stays open`() throws {
        let open = Self.verdict(agreeing: 0, differing: 200)
        #expect(!open.heuristic.isTold && open.model?.isTold == false)
        #expect(open.breakEven?.errorCost == nil && open.breakEven?.accuracyGain == nil)
        #expect(open.constantAsGood == nil)
        let told = Self.verdict(agreeing: 40, differing: 200)
        #expect(told.heuristic.isTold)
        #expect(told.breakEven?.accuracyGain != nil)
        // The answer `a` is right in 92 % of all cases, the heuristic in 88 %.
        #expect(told.constantAsGood?.answer == "a")
    }

    @Test func `cases that are too young tell nothing of what is missing`() {
        var scene = Scene { $0.outcome.maturesAfter = .seconds(86_400 * 500) }
        // Of 550 old ones 50 agree without a label.
        scene.add(50, truth: nil, heuristic: .says(0), model: .says(0), day: 1)
        scene.add(500, truth: 0, heuristic: .says(1), model: .says(0), day: 1)
        scene.add(9_000, truth: nil, heuristic: .says(0), model: .says(0), day: 900)
        let verdict = scene.verdict()
        #expect(verdict.model?.unlabelled == [.agreeing: 50])
        #expect(verdict.model?.isTold == false && verdict.model?.utility == nil)
    }

    @Test func `a few cases of an unlabelled kind take little away`() throws {
        var scene = Scene()
        scene.add(995, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(5, truth: nil, heuristic: .says(1), model: .says(0))
        let verdict = scene.verdict()
        let accuracy = try #require(verdict.model?.accuracy)
        #expect(
            abs(accuracy.interval.lower - 0.995 * wilsonInterval(successes: 995, trials: 995).lower)
                < 1e-12)
        #expect(accuracy.interval.upper == 1)
        #expect(verdict.model?.utility != nil)
        let difference = try #require(verdict.difference?.difference.interval)
        #expect(difference.lower < -0.005 && difference.upper > 0.005 && difference.width < 0.03)
    }
}
