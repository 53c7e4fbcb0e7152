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
        #expect(curve.probabilities(at: 40) == [0.5, 0.5])
    }

    @Test(arguments: [-1e308, -50, 0, 20, 45, 61.5, 900, 1e308])
    func `levels share one whole, however far the points`(points: Double) throws {
        for (midpoints, slope) in [([20.0, 45, 46], 0.7), ([46, 45, 20], -0.7)] {
            let curve = try #require(LogisticCurve(midpoints: midpoints, slope: slope))
            let probabilities = curve.probabilities(at: points)
            #expect(probabilities.allSatisfy { (0...1).contains($0) })
            #expect(abs(probabilities.reduce(0, +) - 1) < 1e-12)
        }
    }

    @Test func `the higher the points, the likelier at least each level`() throws {
        let curve = try #require(LogisticCurve(midpoints: [20, 45, 70], slope: 0.1))
        let series = stride(from: -50.0, through: 150, by: 1).map(curve.probabilities)
        for level in 1...3 {
            let shares = series.map { $0[level...].reduce(0, +) }
            #expect(zip(shares, shares.dropFirst()).allSatisfy(<))
        }
        #expect(abs(curve.probabilities(at: 45)[2...].reduce(0, +) - 0.5) < 1e-12)
    }

    @Test(arguments: [
        ([], 1), ([2, 1], 1), ([1, 2], -1), ([1, 1], 1), ([1, 2], 0), ([1, .nan], 1),
    ])
    func `midpoints out of order make no curve`(midpoints: [Double], slope: Double) {
        #expect(LogisticCurve(midpoints: midpoints, slope: slope) == nil)
    }

    @Test(arguments: [([30.0], 0.2), ([10, 30, 42], 0.2), ([45, 20], -0.15)])
    func `a fit finds the curve that made the shares`(
        midpoints: [Double], slope: Double
    ) throws {
        let curve = try #require(LogisticCurve(midpoints: midpoints, slope: slope))
        var samples: [(points: Double, level: Int)] = []
        for points in stride(from: 0.0, through: 60, by: 5) {
            for (level, share) in curve.probabilities(at: points).enumerated() {
                samples += (0..<Int((share * 400).rounded())).map { _ in (points, level) }
            }
        }
        let fitted = try #require(LogisticCurve.fitted(to: samples, levels: midpoints.count + 1))
        #expect(zip(fitted.midpoints, midpoints).allSatisfy { abs($0 - $1) < 0.3 })
        #expect(abs(fitted.slope - slope) < 0.01)
    }

    @Test func `outcomes that points part perfectly have a finite slope`() throws {
        let samples = (0..<20).map { (points: Double($0), isTrue: $0 >= 10) }
        let fitted = try #require(LogisticCurve.fitted(to: samples))
        #expect(abs(fitted.midpoints[0] - 9.5) < 0.01)
        #expect(fitted.slope > 0.2 && fitted.slope < 20)
    }

    @Test func `a level that never came has a place between its neighbours`() throws {
        let samples = (0..<40).map { (points: Double($0), level: $0 >= 20 ? 2 : 0) }
        let fitted = try #require(LogisticCurve.fitted(to: samples, levels: 3))
        #expect(fitted.midpoints[0] < fitted.midpoints[1])
        #expect(fitted.probabilities(at: 20)[1] > 0)
    }

    @Test(arguments: [[], [(1.0, true)], [(1.0, true), (1.0, false)], [(1.0, true), (2.0, true)]])
    func `outcomes that settle no curve give none`(samples: [(Double, Bool)]) {
        #expect(LogisticCurve.fitted(to: samples.map { (points: $0.0, isTrue: $0.1) }) == nil)
    }

    @Test(arguments: [1e-300, 1e300])
    func `points of any size are fitted or given up`(unit: Double) {
        let samples = (0..<30).map { (points: Double($0) * unit, level: $0 / 10) }
        let curve = LogisticCurve.fitted(to: samples, levels: 3)
        #expect(curve?.midpoints.allSatisfy(\.isFinite) ?? true)
    }

    /// `Reference/ordinal.csv` has each data set's curve in its first line, then for each number of
    /// points how often each level came.
    @Test(arguments: try ReferenceCurve.all())
    func `fits are those of statsmodels`(reference: ReferenceCurve) throws {
        let fitted = try #require(
            LogisticCurve.fitted(to: reference.samples, levels: reference.midpoints.count + 1))
        #expect(abs(fitted.slope / reference.slope - 1) < 1e-5)
        for (midpoint, expected) in zip(fitted.midpoints, reference.midpoints) {
            #expect(abs(midpoint - expected) < 1e-3)
        }
    }
}

struct ReferenceCurve: CustomStringConvertible {
    var description: String
    var slope: Double
    var midpoints: [Double]
    var samples: [(points: Double, level: Int)] = []

    static func all() throws -> [ReferenceCurve] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Reference/ordinal.csv")
        var curves: [ReferenceCurve] = []
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let cells = line.split(separator: ",")
            guard line.first != "#", let number = Double(cells[1]) else { continue }
            let numbers = cells[2].split(separator: " ").compactMap { Double($0) }
            if curves.last?.description == String(cells[0]) {
                for (level, count) in numbers.enumerated() {
                    curves[curves.count - 1].samples += (0..<Int(count)).map { _ in (number, level)
                    }
                }
            } else {
                curves.append(
                    ReferenceCurve(
                        description: String(cells[0]), slope: number, midpoints: numbers))
            }
        }
        return curves
    }
}
