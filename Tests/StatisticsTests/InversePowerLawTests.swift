import Statistics
import Testing

struct InversePowerLawTests {
    /// scipy 1.12.0: curve_fit(lambda n, a, b, c: a * n**-b + c, sizes, errors, p0=[1, .5, .1],
    /// sigma=1 / np.sqrt(sizes), bounds=([0, .05, 0], [np.inf, 2, 1]), xtol=ftol=gtol=1e-14).
    @Test(arguments: [
        ([0.42, 0.335, 0.28, 0.245, 0.215, 0.2], [2.341040, 0.565957, 0.163614], 0.011674),
        ([0.3, 0.29, 0.27, 0.275, 0.262, 0.26], [0.268963, 0.416603, 0.247315], 0.003120),
        ([0.5, 0.35, 0.26, 0.18, 0.13, 0.09], [3.422999, 0.491165, 0], 0.026356),
    ])
    func `the fit is that of scipy`(errors: [Double], expected: [Double], gain: Double) throws {
        let sizes = [50, 100, 200, 400, 800, 1600.0]
        let law = try #require(
            InversePowerLaw(
                zip(sizes, errors).map {
                    InversePowerLaw.Point(examples: $0, error: $1, weight: $0)
                }))
        for (found, expected) in zip([law.scale, law.exponent, law.floor], expected) {
            #expect(abs(found - expected) < 1e-3 * max(1, expected))
        }
        #expect(abs(law.doublingGain(1600) - gain) < 1e-4)
    }

    @Test func `errors that do not fall promise nothing`() throws {
        let points = [0.2, 0.2, 0.25, 0.3].enumerated().map {
            InversePowerLaw.Point(examples: Double(100 << $0), error: $1, weight: 1)
        }
        let law = try #require(InversePowerLaw(points))
        #expect(law.doublingGain(800) == 0)
        #expect(InversePowerLaw(Array(points.prefix(3))) == nil)
    }
}
