import Statistics
import Testing

struct ProportionIntervalTests {
    typealias Method = @Sendable (Int, Int, Double) -> Interval

    static let methods: [Method] = [
        wilsonInterval, wilsonContinuityInterval, clopperPearsonInterval, jeffreysInterval,
        agrestiCoullInterval,
    ]

    @Test(arguments: methods.indices)
    func `an interval lies in 0 to 1, holds the estimate and rises with the count`(method: Int) {
        let interval = Self.methods[method]
        for trials in [1, 2, 7, 50] {
            var previous = Interval(lower: 0, upper: 0)
            for successes in 0...trials {
                let here = interval(successes, trials, 0.95)
                let share = Double(successes) / Double(trials)
                #expect(here.lower >= 0 && here.upper <= 1)
                #expect(here.lower >= previous.lower && here.upper >= previous.upper)
                let isInside = successes > 0 && successes < trials
                #expect(!isInside || here.contains(share))
                previous = here
            }
        }
    }

    @Test(arguments: methods.indices)
    func `more confidence and fewer trials widen an interval`(method: Int) {
        let interval = Self.methods[method]
        #expect(interval(30, 100, 0.99).width > interval(30, 100, 0.95).width)
        #expect(interval(30, 100, 0.95).width > interval(300, 1_000, 0.95).width)
    }

    @Test(arguments: [10, 40, 100])
    func `Clopper–Pearson never covers less than promised, Wilson about as much`(trials: Int) {
        var wilsonSum = 0.0
        let shares = stride(from: 0.02, through: 0.98, by: 0.02)
        for p in shares {
            let law = Binomial(trials: trials, probability: p)
            func coverage(_ method: Method) -> Double {
                (0...trials).reduce(0) {
                    $0 + (method($1, trials, 0.95).contains(p) ? law.pmf($1) : 0)
                }
            }
            #expect(coverage(clopperPearsonInterval) >= 0.95 - 1e-12)
            wilsonSum += coverage(wilsonInterval)
        }
        #expect(abs(wilsonSum / 49 - 0.95) < 0.012)
    }

    @Test func `a group that always agrees bounds the difference`() {
        let all = ProportionSample(successes: 20, trials: 20)
        let none = ProportionSample(successes: 0, trials: 20)
        for interval in [
            newcombeIndependentInterval(all, none), miettinenNurminenInterval(all, none),
        ] {
            #expect(interval.upper <= 1 && interval.lower > 0.6)
        }
        #expect(miettinenNurminenInterval(all, all).contains(0))
    }

    // The likelihood maximised numerically (scipy minimize_scalar) at both ends gives |z| = 1.959964.
    @Test func `the score interval uses the published cubic`() {
        let interval = miettinenNurminenInterval(
            ProportionSample(successes: 56, trials: 70),
            ProportionSample(successes: 48, trials: 80))
        #expect(abs(interval.lower - 0.05282971) < 1e-7)
        #expect(abs(interval.upper - 0.33817294) < 1e-7)
    }
}
