import Statistics
import Testing

struct DistributionTests {
    // mpmath 1.3.0, 40 digits: loggamma, beta, betainc(regularized=True), gammainc(regularized=True).
    @Test(arguments: [
        (0.5, 0.5, 1.1447298858494002), (1, 1, 0), (3, 12, -6.9957661563048505),
        (40, 60, -67.96861624748244), (1e6, 2.5, -34.254095399436515),
    ])
    func `log beta keeps its digits`(a: Double, b: Double, expected: Double) {
        #expect(isClose(logBeta(a, b), expected))
        #expect(isClose(logBeta(b, a), expected))
    }

    @Test(arguments: [
        (0.3, 2, 3, 0.3483), (0.01, 0.5, 0.5, 0.06376856085851985),
        (0.5, 5_000, 5_100, 0.8401528708121379), (0.9, 20, 1, 0.12157665459056935),
        (0.125, 30, 40, 1.7005690463734571e-10),
    ])
    func `the incomplete beta function keeps its digits`(
        x: Double, a: Double, b: Double, expected: Double
    ) {
        let tails = regularizedBeta(x, a, b)
        #expect(isClose(tails.lower, expected))
        #expect(isClose(tails.lower + tails.upper, 1))
        #expect(isClose(regularizedBeta(1 - x, b, a).upper, expected, within: 1e-12))
    }

    @Test(arguments: [
        (0.5, 0.25, 0.5204998778130465), (3, 2, 0.32332358381693654),
        (100, 130, 0.9972495916326934), (1e5, 1.002e5, 0.7366620100051987),
        (40, 10, 7.341636314560472e-13),
    ])
    func `the incomplete gamma function keeps its digits`(
        a: Double, x: Double, expected: Double
    ) {
        let tails = regularizedGamma(a, x)
        #expect(isClose(tails.lower, expected, within: 1e-12))
        #expect(isClose(tails.lower + tails.upper, 1))
    }

    @Test(arguments: [1e-300, 1e-12, 0.001, 0.025, 0.3, 0.5, 0.8, 0.975, 0.999_999])
    func `quantiles invert distribution functions`(p: Double) {
        #expect(isClose(Normal.cdf(Normal.quantile(p)), p))
        guard p > 1e-20 else { return }
        for degrees in [1.0, 2.5, 19, 400] {
            let t = StudentT(degrees: degrees)
            #expect(isClose(t.cdf(t.quantile(p)), p, within: 1e-11))
            let chi = ChiSquared(degrees: degrees)
            #expect(isClose(chi.cdf(chi.quantile(p)), p, within: 1e-11))
        }
        for (a, b) in [(0.5, 20.5), (1, 1), (44, 7), (3_000, 5)] {
            let beta = BetaDistribution(a, b)
            #expect(isClose(beta.cdf(beta.quantile(p)), p, within: 1e-11))
        }
    }

    @Test(arguments: [(1, 0.5), (20, 0.03), (45, 0.5), (300, 0.9)])
    func `binomial masses add up to the distribution function`(trials: Int, p: Double) {
        let binomial = Binomial(trials: trials, probability: p)
        var sum = 0.0
        for count in 0...trials {
            sum += binomial.pmf(count)
            #expect(isClose(sum, binomial.cdf(count), within: 1e-12))
            #expect(isClose(binomial.cdf(count) + binomial.survival(count), 1))
        }
        #expect(binomial.quantile(0) == 0)
        #expect(binomial.cdf(binomial.quantile(0.5)) >= 0.5)
    }

    @Test func `a binomial without chance is certain`() {
        #expect(Binomial(trials: 5, probability: 0).pmf(0) == 1)
        #expect(Binomial(trials: 5, probability: 1).pmf(5) == 1)
        #expect(Binomial(trials: 0, probability: 0.5).cdf(0) == 1)
    }
}
