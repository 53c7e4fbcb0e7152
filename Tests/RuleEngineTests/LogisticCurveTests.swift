import Foundation
import RuleEngine
import Testing

struct LogisticCurveTests {
    @Test func `the midpoint is as likely as not`() {
        let curve = LogisticCurve(midpoint: 40, slope: 0.1)
        #expect(curve.probability(of: 40) == 0.5)
        #expect(abs(curve.probability(of: 50) - 1 / (1 + exp(-1))) < 1e-15)
        #expect(curve.probability(of: -1e308) == 0)
        #expect(curve.probability(of: 1e308) == 1)
    }

    @Test func `a fit finds the curve that made the shares`() throws {
        let curve = LogisticCurve(midpoint: 30, slope: 0.2)
        var samples: [(points: Double, isTrue: Bool)] = []
        for points in stride(from: 0.0, through: 60, by: 5) {
            let positives = Int((curve.probability(of: points) * 400).rounded())
            samples += (0..<400).map { (points, $0 < positives) }
        }
        let fitted = try #require(LogisticCurve.fitted(to: samples))
        #expect(abs(fitted.midpoint - 30) < 0.1)
        #expect(abs(fitted.slope - 0.2) < 0.01)
    }

    @Test func `outcomes that points part perfectly have a finite slope`() throws {
        let samples = (0..<20).map { (points: Double($0), isTrue: $0 >= 10) }
        let fitted = try #require(LogisticCurve.fitted(to: samples))
        #expect(abs(fitted.midpoint - 9.5) < 0.01)
        #expect(fitted.slope > 0.2 && fitted.slope < 20)
    }

    @Test(arguments: [[], [(1.0, true)], [(1.0, true), (1.0, false)], [(1.0, true), (2.0, true)]])
    func `outcomes that settle no curve give none`(samples: [(Double, Bool)]) {
        #expect(LogisticCurve.fitted(to: samples.map { (points: $0.0, isTrue: $0.1) }) == nil)
    }
}
